/**
 * Clients in a process of their own, so that their work is not counted against the server's: one socket each, kept open, the
 * bytes of every request made beforehand, and of a reply no more is read than its status and its length.
 */
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { makeBody } from './form.ts';

/** One run: so many clients, each with so many requests of so many submissions. */
export interface Load {
  readonly port: number;
  readonly hash: string;
  readonly clients: number;
  readonly requests: number;
  readonly batch: number;
  /** Everybody connects when the clock runs, as phones that come back; the first wait has the connecting in it. */
  readonly comesBack?: boolean;
}

export interface Measured {
  readonly seconds: number;
  readonly submissions: number;
  readonly ids: readonly string[];
  /** Replies by status; 0 is a connection that broke. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Milliseconds from the first byte of a request to the last of its reply. */
  readonly waits: readonly number[];
  /** Replies of a batch that have a line with a problem. */
  readonly refused: number;
}

interface Request {
  readonly bytes: Buffer;
  readonly ids: readonly string[];
}

/** As a phone sends: alone with its id in the address, several as lines; packed. */
function makeRequest(hash: string, batch: number): Request {
  const all = Array.from({ length: batch }, () => makeBody(hash));
  const packed = gzipSync(all.map(({ body }) => body).join('\n'));
  const [one] = all;
  const [line, type] =
    batch === 1 && one
      ? [`PUT /api/submissions/${one.id}`, 'application/json']
      : ['POST /api/submissions', 'application/x-ndjson'];
  const head = `${line} HTTP/1.1\r\nhost: scale\r\ncontent-type: ${type}\r\naccept: application/json\r\ncontent-encoding: gzip\r\nprefer: receipts=together\r\ncontent-length: ${packed.length}\r\n\r\n`;
  return { bytes: Buffer.concat([Buffer.from(head), packed]), ids: all.map(({ id }) => id) };
}

interface Reply {
  readonly status: number;
  /** Seconds, where it was told to come again. */
  readonly again: number;
  readonly text: string;
}

/** A client: asks, and resolves with the reply when all of it is here. */
async function openClient(port: number) {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let heard = '';
  let waiting: ((reply: Reply) => void) | null = null;
  const end = (reply: Reply) => {
    heard = '';
    const resolve = waiting;
    waiting = null;
    resolve?.(reply);
  };
  socket.on('data', (piece: Buffer) => {
    heard += piece.toString('latin1');
    const head = heard.indexOf('\r\n\r\n');
    if (head < 0) return;
    const top = heard.slice(0, head + 2);
    const length = /\r\ncontent-length: (\d+)/i.exec(top)?.[1];
    const again = Number(/\r\nretry-after: (\d+)/i.exec(top)?.[1] ?? 1);
    const isWhole =
      length === undefined ? heard.endsWith('\r\n0\r\n\r\n') : heard.length >= head + 4 + Number(length);
    if (isWhole) end({ status: Number(heard.slice(9, 12)), again, text: heard.slice(head + 4) });
  });
  const broke = () => end({ status: 0, again: 1, text: '' });
  socket.on('error', broke).on('close', broke);
  return {
    ask: (bytes: Buffer) =>
      new Promise<Reply>((resolve) => {
        waiting = resolve;
        if (socket.destroyed) broke();
        else socket.write(bytes);
      }),
    leave: () => socket.destroy(),
  };
}

async function prepare({
  port,
  hash,
  clients,
  requests,
  batch,
  comesBack,
}: Load): Promise<() => Promise<Measured>> {
  const work = Array.from({ length: clients }, () =>
    Array.from({ length: requests }, () => makeRequest(hash, batch)),
  );
  const early = comesBack ? [] : await Promise.all(work.map(() => openClient(port)));
  return async () => {
    const waits: number[] = [];
    const statuses: Record<number, number> = {};
    let refused = 0;
    const began = performance.now();
    await Promise.all(
      work.map(async (requests, at) => {
        let asked = performance.now();
        const client = early[at] ?? (await openClient(port));
        for (const { bytes } of requests) {
          for (let isDone = false; !isDone; ) {
            const { status, again, text } = await client.ask(bytes);
            waits.push(performance.now() - asked);
            statuses[status] = (statuses[status] ?? 0) + 1;
            if (status === 200 && batch > 1 && text.includes('{"problem"')) refused++;
            isDone = status !== 429; // told to come again: comes again
            if (!isDone) await new Promise((resolve) => setTimeout(resolve, again * 1_000));
            asked = performance.now();
          }
        }
        client.leave();
      }),
    );
    return {
      seconds: (performance.now() - began) / 1_000,
      submissions: clients * requests * batch,
      ids: work.flat().flatMap(({ ids }) => ids),
      statuses,
      waits,
      refused,
    };
  };
}

let run: (() => Promise<Measured>) | undefined;
process.on('message', async (said: Load | 'go') => {
  if (said === 'go') process.send?.(await run?.());
  else {
    run = await prepare(said);
    process.send?.('ready');
  }
});
