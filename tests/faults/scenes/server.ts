/** The server's bad days: killed, stopped, without disk, without power, with another clock or key; on both databases. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openFleet } from '../parts/fleet.ts';
import { type Cell, compare, type Stage, setStage } from '../parts/stage.ts';

const phones = 6;
const usual = 100; // two requests of fifty each: what happens after the first is in the middle
const slow = 300; // milliseconds to the server

export interface Trouble {
  readonly where: string;
  readonly fault: string;
  readonly point: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Each phone finishes so many; with a photo each, if `photos`. */
  readonly each?: number;
  readonly photos?: boolean;
  /** What happens while all of them send. `sent` waits until the server keeps so many. */
  happens(
    stage: Stage,
    sent: (many: number) => Promise<void>,
    received: () => Promise<string[]>,
    receivedFiles: () => Promise<string[]>,
  ): Promise<number>;
}

/** A fleet comes back with its outboxes full, and the trouble begins. */
export async function play(trouble: Trouble): Promise<Cell> {
  const { where, fault, point, env, happens, each = usual, photos = false } = trouble;
  const stage = await setStage(env, { photos });
  const fleet = await openFleet(stage, phones);
  try {
    await fleet.finish(each);
    const sent = async (many: number) => {
      for (const end = Date.now() + 60_000; Date.now() < end; await sleep(2)) {
        if ((await stage.rows().catch(() => [])).length >= many) return;
      }
      throw new Error(`the server never came to ${many}`);
    };
    stage.wire.slow = slow;
    const sending = fleet.send();
    sending.catch(() => undefined); // awaited below
    const times = await happens(stage, sent, fleet.received, fleet.receivedFiles);
    stage.wire.clear();
    stage.wire.slow = 0;
    await sending;
    const { lost, doubled } = compare(await stage.rows(), fleet.finished);
    const there = photos ? stage.files() : new Set();
    const unseen = [...fleet.files].filter((file) => !there.has(file)).length;
    const unheard = fleet.finished.size - (await fleet.received()).length;
    return {
      where,
      fault,
      point,
      times,
      submissions: fleet.finished.size,
      lost: lost + unheard + unseen,
      doubled,
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}. The server said: ${stage.server.said()}`, { cause: error });
  } finally {
    fleet.leave();
    await stage.leave();
  }
}

const year = 365 * 24 * 3_600_000;

/** Another clock, for the server's process alone. */
export const clockOff = (by: number): Record<string, string> => ({
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(
    `const real=Date;globalThis.Date=class extends real{constructor(...a){if(a.length)super(...a);else super(real.now()+${by})}static now(){return real.now()+${by}}}`,
  )}`,
});

export const onSqlite: readonly Trouble[] = [
  ...[1, 40, 120].map(
    (many): Trouble => ({
      where: 'server',
      fault: 'server killed (SIGKILL)',
      point: many === 1 ? 'at the first commit' : `in mid-commit, after ${many} rows`,
      async happens({ server }, sent) {
        await sent(many);
        await server.kill();
        await sleep(200);
        await server.start();
        return 1;
      },
    }),
  ),
  {
    where: 'server',
    fault: 'server killed (SIGKILL)',
    point: 'after the commit, before the reply',
    async happens({ server, wire }) {
      let killed = false;
      wire.brings('reply lost', Number.POSITIVE_INFINITY, async () => {
        if (killed) return;
        killed = true;
        await server.kill();
      });
      while (!killed) await sleep(5);
      await server.start();
      return wire.struck;
    },
  },
  {
    where: 'server',
    fault: 'server killed (SIGKILL)',
    point: 'four times in a row',
    async happens({ server }, sent) {
      for (let times = 1; times <= 4; times++) {
        await sent(times * 20);
        await server.kill();
        await server.start();
      }
      return 4;
    },
  },
  {
    where: 'server',
    fault: 'server stopped (SIGTERM)',
    point: 'while all send',
    async happens({ server }, sent) {
      await sent(30);
      await server.stop();
      await server.start();
      return 1;
    },
  },
  {
    where: 'server',
    fault: 'server asleep (SIGSTOP)',
    point: 'while all send',
    async happens({ server }, sent) {
      await sent(20);
      server.signal('SIGSTOP');
      await sleep(5_000);
      server.signal('SIGCONT');
      return 1;
    },
  },
  {
    where: 'server',
    fault: 'key rotated',
    point: 'while all send',
    async happens({ server, wire }, sent) {
      wire.slow = 2_000;
      await sent(30);
      await server.rintis('rotate-key');
      await server.kill();
      await server.start();
      return 1;
    },
  },
  ...[year, -year].map(
    (by): Trouble => ({
      where: 'server',
      fault: 'clock ± 1 year',
      point: by > 0 ? 'the server a year ahead' : 'the server a year behind',
      async happens({ server }, sent) {
        await sent(30);
        await server.kill();
        await server.start(clockOff(by));
        return 1;
      },
    }),
  ),
  {
    where: 'way',
    fault: 'request twice',
    point: 'each one',
    async happens({ wire }, sent) {
      wire.brings('request twice');
      await sent(phones * usual);
      return wire.struck;
    },
  },
];
