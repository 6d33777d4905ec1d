/** Receives submissions under the ids that the devices gave them, so that sending one twice keeps one. */
import { Hono, type MiddlewareHandler } from 'hono';
import { type BatchLine, invitationHeader, together } from '../../submission/index.ts';
import { readSent, type Sent, unpack } from '../body.ts';
import type { Devices } from '../devices.ts';
import { type Admitted, admit, type Desk, keep, receive, welcome } from '../intake.ts';
import { logFailure } from '../log.ts';
import { type Refusal, refuse, toProblem } from '../problem.ts';
import { type Sign, signingEach, signingTogether } from '../signing.ts';
import { type DeviceRow, StoreAway } from '../store/index.ts';
import { takeTurns } from '../turns.ts';
import { standing, standings } from './standing.ts';

const largest = 1024 * 1024; // bytes of one submission, unpacked: five thousand long answers
const largestBatch = 8 * largest;
const mostLines = 500;
const one = { type: 'application/json', most: largest };
const many = { type: 'application/x-ndjson', most: largestBatch };

/** Enough for the disk to have a full group at any time. */
const turns = { most: 100, weight: 16 * 1024 * 1024 };
const packedBy = 10; // times, as at the door
const weightOf = ({ bytes, isPacked }: Sent): number => bytes.length * (isPacked ? packedBy : 1);

export const submissions = (desk: Desk, devices: Devices, door: MiddlewareHandler) => {
  const turn = takeTurns(turns);
  return new Hono()
    .use(door)
    .post('/standings', (c) => standings(c, desk))
    .all('/standings', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'POST' }))
    .put('/:id', async (c) => {
      const sent = await readSent(c, one);
      if ('code' in sent) return refuse(c, sent);
      const outcome = await devices.note(c, (sender) =>
        turn(weightOf(sent), async () => {
          const bytes = await unpack(sent, one);
          return bytes instanceof Uint8Array
            ? receive(desk, bytes, sender, c.req.param('id'), c.req.header(invitationHeader))
            : bytes;
        }),
      );
      if ('code' in outcome) return refuse(c, outcome);
      return c.body(JSON.stringify(outcome), 200, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      });
    })
    .get('/:id/standing', (c) => standing(c, desk))
    .all('/:id/standing', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'GET, HEAD' }))
    .all('/:id', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'PUT' }))
    .post('/', async (c) => {
      const sent = await readSent(c, many);
      if ('code' in sent) return refuse(c, sent);
      const isTogether = prefersTogether(c.req.header('prefer'));
      const outcomes = await devices.note(c, (sender) =>
        turn(weightOf(sent), async () => {
          const bytes = await unpack(sent, many);
          if (!(bytes instanceof Uint8Array)) return bytes;
          const lines = toLines(bytes);
          if (lines.length > mostLines) return tooLarge;
          const signing = (isTogether ? signingTogether : signingEach)(desk.keys);
          const outcomes: Promise<BatchLine>[] = [];
          for (const line of lines)
            outcomes.push((await beginLine(desk, line, sender, signing.sign)).outcome);
          signing.finish();
          return Promise.all(outcomes);
        }),
      );
      if ('code' in outcomes) return refuse(c, outcomes);
      return c.body(outcomes.map((it) => `${JSON.stringify(it)}\n`).join(''), 200, {
        'content-type': 'application/x-ndjson',
        'cache-control': 'no-store',
        ...(isTogether && { 'preference-applied': together }),
      });
    })
    .all('/', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'POST' }));
};

/**
 * Takes a line in, and leaves it on its way to the disk while the next is read. What goes wrong with it stays with it, and is no
 * news of the other lines.
 */
async function beginLine(
  desk: Desk,
  line: Uint8Array,
  sender: DeviceRow | null,
  sign: Sign,
): Promise<{ readonly outcome: Promise<BatchLine> }> {
  const admitted =
    line.length > largest ? tooLarge : await comeIn(desk, line, sender).catch((error) => failed(desk, error));
  if ('code' in admitted) return { outcome: Promise.resolve({ problem: toProblem(admitted) }) };
  return {
    outcome: keep(desk, admitted, sign)
      .catch((error) => failed(desk, error))
      .then((it) => ('code' in it ? { problem: toProblem(it) } : { receipt: it })),
  };
}

async function comeIn(desk: Desk, line: Uint8Array, sender: DeviceRow | null): Promise<Admitted | Refusal> {
  const admitted = await admit(desk, line, sender);
  return 'code' in admitted ? admitted : welcome(desk, admitted);
}

const prefersTogether = (header = ''): boolean =>
  header.split(/[,;]/).some((one) => one.trim().toLowerCase() === together);

const tooLarge: Refusal = { code: 'submission-too-large' };

function failed(desk: Desk, error: unknown): Refusal {
  logFailure(desk.log, error);
  if (error instanceof StoreAway) return { code: 'server-busy' };
  return { code: 'server-failed' };
}

/** The lines, without what ends them; the last one may end in a line feed or not. */
function toLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length && lines.length <= mostLines; ) {
    const end = bytes.indexOf(10, from);
    lines.push(bytes.subarray(from, end < 0 ? bytes.length : end));
    from = end < 0 ? bytes.length : end + 1;
  }
  return lines;
}
