/** A server on the other side of all weathers, and time that passes when told. */
import { gunzipSync } from 'node:zlib';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Database } from '../../src/storage/index.ts';
import type { Problem, Submission } from '../../src/submission/index.ts';
import { verifyReceipt } from '../../src/submission/index.ts';
import type { Letter, Post, RunnerWorld, Timers } from '../../src/sync/index.ts';
import { verifyMediaReceipts } from '../../src/worker/work.ts';
import { type Office, office, problemOf } from './office.ts';

export interface Server {
  /** What it keeps: texts by id. */
  readonly kept: Map<string, string[]>;
  /** Every request that it was sent, as read. */
  readonly asked: { letter: Letter; texts: string[] }[];
  readonly post: Post;
  /** How many it was busy with at once. */
  readonly most: () => number;
}

/** Takes in submissions as ours does: one text is kept once, however often it comes. */
export function server(
  by: Office = office(),
  judge: (submission: Submission) => Problem | undefined = () => undefined,
): Server {
  const kept = new Map<string, string[]>();
  const asked: Server['asked'] = [];
  let now = 0;
  let most = 0;

  function receive(text: string): object {
    const submission = JSON.parse(text) as Submission;
    const problem = judge(submission);
    if (problem) return { problem };
    const { id, survey } = submission;
    kept.set(id, [...new Set([...(kept.get(id) ?? []), text])]);
    return {
      receipt: by.receiptFor({ id, survey, hash: bytesToHex(sha256(new TextEncoder().encode(text))) }),
    };
  }

  return {
    kept,
    asked,
    most: () => most,
    async post(letter) {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 1));
      now--;
      const text = readBody(letter);
      const texts = letter.method === 'POST' ? text.split('\n') : [text];
      asked.push({ letter, texts });
      const said = texts.map(receive);
      if (letter.method === 'POST') {
        return new Response(said.map((line) => JSON.stringify(line)).join('\n'), {
          headers: { 'content-type': 'application/x-ndjson' },
        });
      }
      const one = said[0] as { problem?: Problem; receipt?: object };
      return Response.json(one.problem ?? one.receipt, { status: one.problem?.status ?? 200 });
    },
  };
}

function readBody({ body, headers }: Letter): string {
  if (body === undefined) return '';
  if (typeof body === 'string') return body;
  return new TextDecoder().decode(headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
}

/** Replies that are not ours, or not whole. */
export const replies = {
  loginPage: () =>
    new Response('<html>Welcome to Hotel Merdeka</html>', { headers: { 'content-type': 'text/html' } }),
  loginJson: () => Response.json({ receipt: 'none', login: '/hotel' }),
  loginWanted: () => new Response('<html>', { status: 511 }),
  notFound: () => new Response('no such page', { status: 404 }),
  badGateway: () => new Response('<html>502</html>', { status: 502 }),
  proxyBusy: () => new Response('busy', { status: 503, headers: { 'retry-after': '120' } }),
  failed: () => Response.json(problemOf('server-failed', 500), { status: 500 }),
  tooMany: () =>
    Response.json(problemOf('too-many-tries', 429), { status: 429, headers: { 'retry-after': '7200' } }),
  empty: () => new Response(null, { status: 204 }),
  garbage: () => new Response(Uint8Array.from([0xff, 0xfe, 0, 1])),
};

/** Time for timers: passes when `pass` says so, and lets each of them do its work on the way. */
export interface Clock extends Timers {
  now(): number;
  /** Lets time go by, and waits for what the timers begin. */
  pass(milliseconds: number): Promise<void>;
  /** Sets the clock wrong (or right), with no time going by. */
  turn(milliseconds: number): void;
  /** Milliseconds until each timer that is set. */
  waits(): number[];
}

export function clock(start = Date.parse('2026-11-23T05:00:00Z')): Clock {
  let passed = 0;
  let turned = 0;
  let last = 0;
  const timers = new Map<number, { at: number; work: () => unknown }>();
  return {
    now: () => start + turned + passed,
    turn(milliseconds) {
      turned += milliseconds;
    },
    set(work, wait) {
      timers.set(++last, { at: passed + wait, work });
      return last;
    },
    clear: (timer) => void timers.delete(timer as number),
    waits: () => [...timers.values()].map(({ at }) => at - passed).sort((a, b) => a - b),
    async pass(milliseconds) {
      const end = passed + milliseconds;
      for (;;) {
        const next = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
        if (!next) break;
        timers.delete(next[0]);
        passed = next[1].at;
        await next[1].work();
      }
      passed = end;
    },
  };
}

/** A world to send from, healthy in every respect but those given. */
export const worldOf = (
  db: Database,
  post: Post,
  time: Clock,
  changed: Partial<RunnerWorld> = {},
): RunnerWorld => ({
  db,
  post,
  now: time.now,
  timers: time,
  random: () => 0,
  isOnline: () => true,
  gzip: undefined,
  locks: undefined,
  verify: async (claims, keys) => claims.map(({ receipt, sent }) => verifyReceipt(receipt, keys, sent)),
  verifyMedia: async (claims, keys) => verifyMediaReceipts(claims, keys),
  surroundings: async () => ({ metered: false, lowBattery: false }),
  ...changed,
});
