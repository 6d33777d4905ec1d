/** From one browser's profile to another's by a file, without a network: spoilt on the way, read twice, sent by both. */
import type { BrowserName } from '../../support/browsers/index.ts';
import { enrolledAt } from '../../support/handingOver.ts';
import { type Browsing, browse } from '../parts/browsing.ts';
import { type Cell, type Stage, setStage } from '../parts/stage.ts';
import { type Files, names, settle } from './browser.ts';
import { drainUnderKills } from './files.ts';

/** So many with a photo each, finished on one phone and given to another, which sends them while the server is killed. */
export async function handedOver(files: Files, browser: BrowserName, many: number): Promise<Cell[]> {
  const stage = await setStage({}, { photos: true });
  try {
    const giver = await browse(stage, files, browser);
    try {
      const taker = await browse(stage, files, browser);
      try {
        return await play(stage, giver, taker, many);
      } finally {
        await taker.leave();
      }
    } finally {
      await giver.leave();
    }
  } finally {
    await stage.leave();
  }
}

async function play(stage: Stage, giver: Browsing, taker: Browsing, many: number): Promise<Cell[]> {
  const { wire, server } = stage;
  const where = names[giver.person.browser];
  const identity = (await enrolledAt(server, 'Mali')).handOverKey;
  if (!identity) throw new Error('the server gives no key to what is handed over');
  const takes = () => taker.askLong(`takeIn(${JSON.stringify(identity)})`);
  await giver.photograph(many);
  await giver.askLong('give()');
  const whole = wire.parcel;
  if (!whole) throw new Error('nothing was given');

  const cells: Cell[] = [];
  const cell = (fault: string, point: string, times: number, lost = 0, doubled = 0) =>
    cells.push({ where, fault, point, times, submissions: many, lost, doubled });
  const spoilt = {
    'hand-over file cut': [0.001, 0.5, 0.9999].map((share) => whole.subarray(0, whole.length * share)),
    'hand-over file flipped': [0.0005, 0.5, 0.9999].map((share) => flipped(whole, share)),
  };
  for (const [fault, some] of Object.entries(spoilt)) {
    let taken = 0;
    for (const bytes of some) {
      wire.parcel = bytes;
      if (typeof (await takes()) !== 'string') taken += 1;
    }
    cell(
      fault,
      'one byte, or from one byte on; nothing of it is taken in',
      some.length,
      0,
      taken + Number(await taker.ask('rows()')),
    );
  }

  wire.parcel = whole;
  if (giver.person.browser === 'chromium') {
    let times = 0;
    for (let at = 0; at < 4; at++) {
      await taker.ask(`strikeAt(${at * 40})`);
      if (await taker.dies('tab', `phone.takeIn(${JSON.stringify(identity)})`)) times += 1;
    }
    await taker.ask('strikeAt(-1)');
    const came = (await takes()) as { added: number; known: number };
    cell('tab killed', 'a hand-over file is taken in', times, many - came.added - came.known);
  } else await takes();
  const rows = await taker.ask('rows()');
  const again = (await takes()) as { added: number; known: number; files: number };
  const isSame = (await taker.ask('rows()')) === rows;
  cell(
    'hand-over file read twice',
    'after it was taken in',
    2,
    many - again.known,
    again.added + (isSame ? 0 : 1),
  );

  const kills = await drainUnderKills(stage, () => taker.ask('sendOn()'), many);
  await taker.sendAll(600_000);
  const byHand = await settle(stage, taker);
  cell(
    'server killed (SIGKILL)',
    `${many} handed over, with a photo each, go`,
    kills,
    byHand.lost,
    byHand.doubled,
  );
  const both = await settle(stage, giver);
  cell('sent by both', 'by who gave and by who took', 2, both.lost, both.doubled);
  return cells;
}

function flipped(whole: Buffer, share: number): Buffer {
  const bytes = Buffer.from(whole);
  const at = Math.floor(bytes.length * share);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}
