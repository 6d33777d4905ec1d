/**
 * One scene, told and not drawn, because chance finds it once in some hundred worlds: a phone sends, the request is on its way for
 * many minutes, its person takes the answers back, and the server says that they are; then the request arrives.
 */
import {
  beginDraft,
  finishDraft,
  keepSurvey,
  mySubmissions,
  wishWithdrawal,
} from '../../../src/storage/index.ts';
import { submissionIdFor } from '../../../src/submission/index.ts';
import { fetchSurvey } from '../../../src/sync/index.ts';
import { chance as chanceOf } from './chance.ts';
import { makeDevice } from './device.ts';
import { openLedger } from './ledger.ts';
import { openOffice } from './office.ts';
import { drawPlan, type Plan } from './plan.ts';
import type { Plants } from './plants.ts';
import { finish, questionnaireHash } from './survey.ts';
import { inVirtualTime } from './time.ts';
import { openWay } from './way.ts';

const minute = 60_000;

export interface LateScene {
  /** What the phone showed before the request arrived: whether the answers are taken back, and what is left of them. */
  readonly shown: { readonly state: string | undefined; readonly body: string | undefined };
  /** What the server has of them in the end. */
  readonly rows: readonly { readonly hash: string; readonly body: string }[];
}

/** `isKilled`: the server ends in between, and another begins. */
export const playLate = (seed: number, plants: Plants, isKilled: boolean): Promise<LateScene> =>
  inVirtualTime(async (time) => {
    const chance = chanceOf(seed);
    const ledger = openLedger(time, seed);
    const calm = drawPlan(chance.apart());
    calm.calm();
    let isLate = false;
    const plan: Plan = {
      ...calm,
      lateness: 20 * minute,
      onTheWay: () => (isLate ? 'request late' : undefined),
    };
    const world = {
      time,
      chance: { ...chance, between: (_: number, most: number) => most },
      plan,
      ledger,
      plants,
    };
    const office = await openOffice(world);
    const way = openWay(world, office);
    const device = makeDevice('phone', world, { onWrite: () => undefined, onCarry: way });
    const whole = async <T>(work: Promise<T>): Promise<T> => {
      let isDone = false;
      const done = work.finally(() => {
        isDone = true;
      });
      await time.pass(60 * minute, () => isDone);
      return done;
    };
    await whole(office.start());
    const tab = device.open();
    const timers = {
      set: (work: () => unknown, wait: number) => time.later(wait, work),
      clear: () => undefined,
    };
    const letters = { post: way(tab, device), isOnline: () => true, gzip: undefined, timers };
    const brought = await whole(fetchSurvey('demo', letters));
    if (brought.kind !== 'brought') throw new Error('no survey');
    await whole(keepSurvey(tab.db, brought.it));

    const now = new Date(device.now());
    const at = now.toISOString();
    const id = submissionIdFor('anonymous', now, chance.bytes(16));
    const times = { startedAt: at, changedAt: at, pages: {} };
    const consent = { question: 'consent', answer: 'agree', language: 'en', givenAt: at.slice(0, 10) };
    const of = { survey: 'demo', questionnaire: questionnaireHash, language: 'en' } as const;
    const draft = { id, ...of, mode: 'self', where: null, ...times, consent } as const;
    await whole(beginDraft(tab.db, draft, [{ ref: '/consent', answer: 'agree' }]));
    const { done } = finish(
      draft,
      new Map([
        ['/consent', 'agree'],
        ['/words', 'my chief sleeps'],
      ]),
      now,
    );
    await whole(finishDraft(tab.db, done, []));
    isLate = true;
    tab.hear(0, () => tab.runner.nudge('kept'));
    await time.pass(2 * minute); // the phone has given it up
    isLate = false;
    await whole(wishWithdrawal(tab.db, id, at));
    tab.hear(0, () => tab.runner.nudge('asked'));
    await time.pass(8 * minute);
    const [mine] = await whole(device.look((db) => mySubmissions(db)));
    const state = mine?.state === 'withdrawn' ? mine.withdrawal.state : mine?.state;
    const shown = { state, body: mine?.body };
    if (isKilled) {
      office.kill();
      await whole(office.start());
    }
    if (office.rows().length > 0) throw new Error('it was not late enough');
    await time.pass(60 * minute);
    const rows = office.rows();
    device.cutPower();
    office.close();
    return { shown, rows };
  });
