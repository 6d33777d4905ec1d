/** Somebody with a phone: begins interviews, answers, finishes; tries again when told that it failed; opens again what died. */
import { type Answer, isBlank } from '../../../src/questionnaire/index.ts';
import {
  attachMedia,
  attachmentsOf,
  beginDraft,
  type Draft,
  detachMedia,
  discardDraft,
  finishDraft,
  keepAnswers,
  keepSurvey,
  openDraft,
  submission,
  survey,
} from '../../../src/storage/index.ts';
import { submissionIdFor } from '../../../src/submission/index.ts';
import { fetchSurvey, type Post } from '../../../src/sync/index.ts';
import { type Device, nameOf, type Tab } from './device.ts';
import type { Remembered } from './ledger.ts';
import type { World } from './office.ts';
import { takePhoto } from './photos.ts';
import { finish, questionnaireHash, refs } from './survey.ts';

const second = 1_000;
const minute = 60 * second;

export interface Person {
  readonly device: Device;
  /** Lives until all interviews are finished. */
  live(): Promise<void>;
  /** Opens the app as one does on coming back to it. */
  visit(): Promise<Tab>;
}

export function person(device: Device, world: World, carry: (tab: Tab) => Post): Person {
  const { time, ledger, plan } = world;
  const chance = world.chance.apart();
  const isBusy = chance.happens(0.4); // one interview after the other: many wait together, and go in one request
  const takesPhotos = chance.happens(0.6);
  const wanted = isBusy ? chance.between(3, 9) : chance.between(1, 5);

  async function visit(): Promise<Tab> {
    const tab = device.open();
    tab.hear(0, () => tab.runner.nudge('visible'));
    tab.hear(1, async () => {
      const way = { post: carry(tab), isOnline: () => device.isOnline, gzip: undefined };
      const timers = {
        set: (work: () => unknown, wait: number) => time.later(wait, work),
        clear: () => undefined,
      };
      const brought = await fetchSurvey('demo', { ...way, timers });
      if (brought.kind === 'brought') await keepSurvey(tab.db, brought.it);
    });
    return tab;
  }
  const inHand = async (): Promise<Tab> => device.tabs.at(-1) ?? visit();

  /** Until the screen says that it is done. `isOver` looks whether it was done by an act that nobody lived to hear of. */
  async function insist(
    what: string,
    act: (tab: Tab) => Promise<unknown>,
    isOver: (tab: Tab) => Promise<boolean>,
  ) {
    for (let tries = 0; ; tries++) {
      const tab = await inHand();
      const came = await tab.live(async () => {
        if (tries > 0 && (await isOver(tab))) return;
        await act(tab);
      });
      if (came !== 'killed' && 'done' in came) {
        ledger.note(tab.name, `${what}: done`);
        return;
      }
      ledger.note(tab.name, `${what}: ${came === 'killed' ? came : nameOf(came.failed)}`);
      await time.sleep(chance.between(second, 10 * minute));
    }
  }

  /** Without a survey on the device there is nothing to answer: the page is loaded again until it comes. */
  async function bringSurvey(): Promise<void> {
    for (;;) {
      const tab = await inHand();
      const came = await tab.live(() => survey(tab.db, 'demo'));
      if (came !== 'killed' && 'done' in came && came.done) return;
      await time.sleep(chance.between(2 * second, 2 * minute));
      tab.kill();
    }
  }

  async function begin(): Promise<Remembered> {
    await bringSurvey();
    const now = new Date(device.now());
    const id = submissionIdFor('anonymous', now, chance.bytes(16));
    const it: Remembered = {
      id,
      device: device.name,
      saved: new Map(),
      trying: new Map([['/consent', 'agree']]),
      bodies: new Map(),
      files: new Map(),
      finished: undefined,
      discarded: false,
    };
    const moment = now.toISOString();
    const draft: Draft = {
      id,
      survey: 'demo',
      questionnaire: questionnaireHash,
      language: 'en',
      mode: 'self',
      where: null,
      startedAt: moment,
      changedAt: moment,
      pages: {},
      consent: { question: 'consent', answer: 'agree', language: 'en', givenAt: moment.slice(0, 10) },
    };
    ledger.interviews.set(id, it);
    await insist(
      'begins',
      (tab) => beginDraft(tab.db, draft, [{ ref: '/consent', answer: 'agree' }]),
      async () => false,
    );
    saved(it);
    return it;
  }

  async function answer(it: Remembered): Promise<void> {
    const [first, ...more] = refs.filter(() => chance.happens(0.5));
    if (!first) return;
    const given = new Map<string, Answer>([first, ...more].map((ref) => [ref, anAnswer(ref)]));
    it.trying.clear();
    for (const [ref, answer] of given) it.trying.set(ref, answer);
    const list = [...given].map(([ref, answer]) => ({ ref, answer }));
    await insist(
      'answers',
      (tab) => keepAnswers(tab.db, it.id, list, { changedAt: new Date(device.now()).toISOString() }),
      async () => false,
    );
    saved(it);
  }

  /** A photo is on the disk before an answer names it; one that was taken before goes when no answer names it any more. */
  async function photograph(it: Remembered): Promise<void> {
    const { attachment, bytes } = takePhoto(it.id, chance);
    const { owner: _, ...file } = attachment;
    const moment = () => new Date(device.now()).toISOString();
    const before = it.saved.get('/photo');
    await insist(
      'takes a photo',
      (tab) => attachMedia(tab.db, attachment, bytes, moment()),
      async () => false,
    );
    it.files.set(file.name, file);
    it.trying.clear();
    it.trying.set('/photo', file.name);
    await insist(
      'answers with it',
      (tab) => keepAnswers(tab.db, it.id, [{ ref: '/photo', answer: file.name }], { changedAt: moment() }),
      async () => false,
    );
    saved(it);
    if (typeof before !== 'string') return;
    it.files.delete(before);
    await insist(
      'lets the photo before it go',
      (tab) => detachMedia(tab.db, it.id, before),
      async () => false,
    );
  }

  const anAnswer = (ref: string): Answer =>
    ref === '/children' || ref === '/teachers'
      ? chance.between(0, 400)
      : `${chance.one(['Trường', 'โรงเรียน', 'Sekolah', 'Paaralan'])} ${'x'.repeat(chance.between(0, 900))}`;

  async function end(it: Remembered): Promise<void> {
    const one = async (tab: Tab, pages: Draft['pages']) => {
      const opened = await openDraft(tab.db, it.id);
      if (!opened) throw new Error('the draft is not here');
      const kept = opened.kept.filter(({ answer }) => !isBlank(answer));
      const { done, media } = finish(
        opened.draft,
        new Map(kept.map(({ ref, answer }) => [ref, answer])),
        new Date(device.now()),
        pages,
        await attachmentsOf(tab.db, it.id),
      );
      it.bodies.set(done.hash, done.body);
      await finishDraft(tab.db, done, media);
      it.finished = done.hash;
    };
    await insist(
      'finishes',
      async (tab) => {
        const other = device.tabs.find((one) => one !== tab);
        if (!other || plan.isCalm || !plan.has('finished in two tabs at once')) return one(tab, {});
        ledger.strike(tab.name, 'finished in two tabs at once', 'an interview is finished');
        const came = await Promise.allSettled([one(tab, {}), lives(other, () => one(other, { other: 1 }))]);
        const lost = came.find(({ status }) => status === 'rejected');
        if (came.every(({ status }) => status === 'rejected')) throw (lost as PromiseRejectedResult).reason;
      },
      async (tab) => {
        const there = await submission(tab.db, it.id);
        if (there) it.finished = there.hash;
        return there !== undefined;
      },
    );
    for (const tab of device.tabs) tab.hear(0, () => tab.runner.nudge('kept'));
  }

  return {
    device,
    visit,
    async live() {
      for (let interviews = 0; interviews < wanted; interviews++) {
        await time.sleep(isBusy ? second : chance.between(10 * second, chance.one([minute, 40 * minute])));
        const it = await begin();
        for (let times = chance.between(0, 3); times > 0; times--) {
          await time.sleep(isBusy ? 100 : chance.between(second, minute));
          await answer(it);
          if (takesPhotos && chance.happens(0.5)) await photograph(it);
        }
        if (chance.happens(0.05)) {
          it.discarded = true;
          await insist(
            'discards',
            (tab) => discardDraft(tab.db, it.id),
            async () => false,
          );
        } else if (chance.happens(0.95)) await end(it);
        if (chance.happens(0.2)) for (const tab of [...device.tabs]) tab.kill(); // the app is closed
      }
    },
  };
}

/** The screen says so: from now on it must be there. */
function saved({ saved, trying }: Remembered): void {
  for (const [ref, answer] of trying) saved.set(ref, answer);
  trying.clear();
}

/** Does something in a tab that is not in front, which may die over it. */
async function lives(tab: Tab, work: () => Promise<void>): Promise<void> {
  const came = await tab.live(work);
  if (came === 'killed') throw new Error('killed');
  if ('failed' in came) throw came.failed;
}
