/** One gives another what has not arrived yet, as a file; what may happen to it; and both go on. */
import { isBlank } from '../../../src/questionnaire/index.ts';
import {
  attachmentsOf,
  finishDraft,
  handOverRecords,
  noteHandedOver,
  openDraft,
  planHandOver,
  submission,
  takeIn,
  takenBefore,
} from '../../../src/storage/index.ts';
import {
  type HandOverHeader,
  HandOverRefused,
  handOverFormat,
  readHandOver,
  writeHandOver,
} from '../../../src/submission/index.ts';
import type { Hand } from './afterwards.ts';
import type { Tab } from './device.ts';
import { finish } from './survey.ts';

const minute = 60_000;

interface Given {
  readonly id: string;
  readonly file: Uint8Array;
  readonly submissions: readonly { readonly id: string; readonly hash: string }[];
  readonly drafts: readonly string[];
}

/** A person gives and takes. `others` are the hands of whom they may meet. */
export function handing({ device, world, chance, insist }: Hand) {
  const { time, ledger } = world;

  async function give(): Promise<Given | undefined> {
    const made: Given[] = [];
    await insist(
      'hands over',
      async (tab) => {
        const plan = await planHandOver(tab.db, ['demo'], 'unreceived');
        const id = uuidOf(chance.bytes(16));
        const at = '2026-11-23';
        const [kind, format] = ['hand-over', handOverFormat] as const;
        const header: HandOverHeader = {
          format,
          id,
          kind,
          survey: 'demo',
          at,
          app: '0.0.0',
          counts: plan.counts,
        };
        const file = await gathered(writeHandOver(header, handOverRecords(tab.db, plan)));
        const submissions = [];
        for (const key of plan.submissions) {
          const [own = '', twin] = key.split('/');
          const hash = twin ?? (await tab.db.submissions.get(own))?.hash;
          if (hash !== undefined) submissions.push({ id: own, hash });
        }
        const { drafts } = plan.counts;
        const note = { id, at, from: device.name, drafts, submissions: submissions.length };
        await noteHandedOver(tab.db, plan, note);
        made.push({ id, file, submissions, drafts: plan.drafts });
      },
      async () => false,
    );
    return made.at(-1);
  }

  async function take({ id, file, submissions, drafts }: Given): Promise<void> {
    if (chance.happens(0.3)) await takeSpoilt(file);
    for (const one of submissions) ledger.brought.push({ ...one, device: device.name });
    const times = chance.happens(0.4) ? 2 : 1;
    for (let time = 1; time <= times; time++) {
      await insist(
        time === 1 ? 'takes in' : 'takes in again',
        (tab) => takeIn(tab.db, readHandOver(once(file)), reading),
        async (tab) => time === 1 && (await takenBefore(tab.db, id)) !== undefined,
      );
    }
    for (const one of submissions) ledger.taken.push({ ...one, device: device.name });
    for (const tab of device.tabs) tab.hear(0, () => tab.runner.nudge('kept'));
    for (const draft of drafts) if (chance.happens(0.4)) await finishTaken(draft);
  }

  const reading = { now: () => new Date(device.now()), random: () => chance.bytes(16) };

  /** A file that was cut or changed on its way: it is read to its end first, and nothing of it is taken in. */
  async function takeSpoilt(file: Uint8Array): Promise<void> {
    const at = chance.between(0, file.length - 1);
    const isCut = chance.happens(0.5);
    const spoilt = file.slice(0, isCut ? at : undefined);
    if (!isCut) spoilt[at] = (spoilt[at] ?? 0) ^ (1 << chance.between(0, 7));
    ledger.strike(device.name, isCut ? 'hand-over file cut' : 'hand-over file flipped', 'a file is taken in');
    try {
      for await (const part of readHandOver(once(spoilt)))
        if (part.kind === 'file') for await (const _ of part.bytes);
      ledger.accuse(`${device.name} takes a spoilt hand-over for a whole one`);
    } catch (cause) {
      if (!(cause instanceof HandOverRefused))
        ledger.accuse(`${device.name} breaks over a spoilt hand-over: ${cause}`);
    }
  }

  /** What another began is finished here: perhaps there, too. Then there are two, and a coordinator sees it. */
  async function finishTaken(id: string): Promise<void> {
    const it = ledger.interviews.get(id);
    const isHere = await device.look(async (db) => (await db.drafts.get(id)) !== undefined);
    if (!it || !isHere || it.device === device.name || it.withdrawn || it.discarded) return;
    await time.sleep(chance.between(1_000, 10 * minute));
    it.rounds += 1;
    const tried: string[] = [];
    await insist(
      'finishes what another began',
      async (tab) => {
        tried.push(await finishHere(tab, id));
      },
      async (tab) => (await openDraft(tab.db, id)) === undefined,
    );
    const hash = (await device.look((db) => submission(db, id)))?.hash;
    if (hash !== undefined && tried.includes(hash)) ledger.taken.push({ id, hash, device: device.name });
    for (const tab of device.tabs) tab.hear(0, () => tab.runner.nudge('kept'));
  }

  async function finishHere(tab: Tab, id: string): Promise<string> {
    const opened = await openDraft(tab.db, id);
    if (!opened) throw new Error('the draft is not here');
    const kept = opened.kept.filter(({ answer }) => !isBlank(answer));
    const answers = new Map(kept.map(({ ref, answer }) => [ref, answer]));
    const attached = await attachmentsOf(tab.db, id);
    const { done, media } = finish(opened.draft, answers, new Date(device.now()), { taken: 1 }, attached);
    ledger.interviews.get(id)?.bodies.set(done.hash, done.body);
    await finishDraft(tab.db, done, media);
    return done.hash;
  }

  return { give, take };
}

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece.slice());
  return new Uint8Array(Buffer.concat(all));
}

async function* once(file: Uint8Array): AsyncGenerator<Uint8Array> {
  yield file;
}

/** UUID version 4. */
function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
