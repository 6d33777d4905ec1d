/** What people do with what they have finished: correct it, or take it back. */
import {
  type Reopened,
  reopen,
  submission,
  wishWithdrawal,
  withdrawals,
} from '../../../src/storage/index.ts';
import type { Submission } from '../../../src/submission/index.ts';
import type { Chance } from './chance.ts';
import type { Device, Tab } from './device.ts';
import type { Remembered } from './ledger.ts';
import type { World } from './office.ts';

/** A person's hand: the acts that they repeat until the screen says that they are done. */
export interface Hand {
  readonly device: Device;
  readonly world: World;
  readonly chance: Chance;
  insist(
    what: string,
    act: (tab: Tab) => Promise<unknown>,
    isOver: (tab: Tab) => Promise<boolean>,
  ): Promise<void>;
  answer(it: Remembered): Promise<void>;
  end(it: Remembered): Promise<void>;
}

const minute = 60_000;

export function afterwards({ device, world, chance, insist, answer, end }: Hand) {
  const { time, ledger } = world;

  /** Opened again, answered otherwise, finished again. */
  async function correct(it: Remembered): Promise<void> {
    it.reopening = true;
    for (let tries = 0; tries < 20; tries++) {
      const heard: Reopened[] = [];
      await insist(
        'opens again',
        async (tab) => heard.push(await open(tab, it)),
        async () => false,
      );
      if (heard.at(-1) !== 'on-its-way') break;
      await time.sleep(chance.between(1_000, 2 * minute));
    }
    // what it came to is seen, not heard: the act may be done by a tab that did not live to tell
    const { isDraft, isKept } = await device.look(async (db) => ({
      isDraft: (await db.drafts.get(it.id)) !== undefined,
      isKept: (await db.submissions.get(it.id)) !== undefined,
    }));
    ledger.note(device.name, isDraft ? (isKept ? 'it is revised' : 'it is a draft again') : 'it stays');
    if (isDraft && isKept) it.rounds += 1;
    else if (isDraft) it.finished = undefined;
    it.reopening = false;
    if (!isDraft) return;
    await time.sleep(chance.between(100, minute));
    await answer(it);
    await end(it);
  }

  async function open(tab: Tab, it: Remembered): Promise<Reopened> {
    const kept = await submission(tab.db, it.id);
    const now = new Date(device.now()).toISOString();
    const { survey, questionnaire, language } = kept ?? { survey: 'demo', questionnaire: '', language: 'en' };
    const said = kept?.body ? (JSON.parse(kept.body) as Submission) : undefined;
    const draft = { id: it.id, survey, questionnaire, language, mode: 'self', where: null } as const;
    const answers = [...it.saved].map(([ref, answer]) => ({ ref, answer }));
    const times = { startedAt: now, changedAt: now, pages: {} };
    const consent = said?.consent && { consent: said.consent };
    return reopen(tab.db, { ...draft, ...times, ...consent }, answers, said?.basedOn);
  }

  async function takeBack(it: Remembered): Promise<void> {
    it.withdrawn = true;
    await insist(
      'takes it back',
      (tab) => wishWithdrawal(tab.db, it.id, new Date(device.now()).toISOString()),
      async (tab) => (await withdrawals(tab.db)).some(({ id }) => id === it.id),
    );
    for (const tab of device.tabs) tab.hear(0, () => tab.runner.nudge('asked'));
  }

  return async (it: Remembered): Promise<void> => {
    await time.sleep(chance.between(1_000, chance.one([minute, 60 * minute])));
    if (chance.happens(0.35)) await takeBack(it);
    else await correct(it);
  };
}
