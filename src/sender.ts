/**
 * A worker of the page that carries much up: the tables are read, the bodies shortened, the receipts proven and kept here, so that
 * the thread that draws the screen is never held up by ten thousand of them. The page has the turn while it works.
 */
import { expose } from 'comlink';
import { openHere, safety, setting } from './storage/index.ts';
import {
  after,
  type Carrying,
  carryHere,
  type Sender,
  type Surroundings,
  wayFromHere,
} from './sync/index.ts';
import { verifyMediaReceipts, verifyReceipts } from './worker/work.ts';

let opened: Promise<Carrying> | undefined;
let surroundingsNow: (() => Promise<Surroundings>) | undefined;

async function open(): Promise<Carrying> {
  const here = await openHere();
  if (here.kind === 'refused') throw new Error(here.why);
  if (await setting(here.db, 'lock')) throw new Error('only the page can open what lies here'); // and carries it
  return carryHere({
    ...wayFromHere,
    db: here.db,
    verify: verifyReceipts,
    verifyMedia: async (claims, keys) => verifyMediaReceipts(claims, keys),
    surroundings: async () => surroundingsNow?.() ?? { metered: false, lowBattery: false },
    now: Date.now,
    random: Math.random,
    after,
    isTight: async () => (await safety()).tight,
  });
}

const sender: Sender & { isReady(): boolean } = {
  isReady: () => true,
  async carryUp(why, surroundings, moved) {
    surroundingsNow = surroundings;
    opened ??= open();
    await (await opened).carryUp(why, (progress) => void moved(progress));
  },
};

expose(sender);
