/**
 * An empty door, in a process of its own: what Node's HTTP leaves of the bare client's figures when nothing is asked of what comes in.
 * It reads a request, unpacks it, writes the rows as the bare client does (`bare.ts`), and says that it has. Nothing is parsed, checked,
 * hashed, logged or signed, and nobody is asked who they are: no server on Node gets more without letting rows share a commit.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { type Bare, openBare, toRow } from './bare.ts';

export interface Door extends Bare {
  readonly port: number;
  readonly hash: string;
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return gunzipSync(Buffer.concat(pieces)).toString();
}

const idOf = (line: string): string => line.slice(18, 54); // where makeBody writes it

async function open(door: Door): Promise<void> {
  const writers = await openBare(door);
  const free = Array.from({ length: door.clients }, (_, at) => writers[at % writers.length]);
  const server = createServer(async (request, reply) => {
    const lines = (await read(request)).split('\n');
    const write = free.pop();
    if (!write) throw new Error('more requests than clients');
    await write(lines.map((body) => toRow({ id: idOf(body), body }, door.hash)));
    free.push(write);
    reply.setHeader('content-length', 2);
    reply.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(door.port, '127.0.0.1', 4_096, resolve));
}

process.on('message', async (said: Door | 'go') => {
  if (said !== 'go') await open(said);
  process.send?.('done');
});
