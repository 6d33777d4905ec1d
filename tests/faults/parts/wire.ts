/**
 * The wire between phones and the server: hands everything on as it is, until a scene lets something happen to what carries
 * submissions. It also hands out the page that the browsers' phones live in, and hears what their screens have said.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Chance, chance as chanceOf } from '../../simulator/parts/chance.ts';
import { falsify } from '../../simulator/parts/falsify.ts';
import type { WayFault } from '../../simulator/parts/plan.ts';
import { proxyReplies } from '../../simulator/parts/proxies.ts';
import type { Said } from '../../simulator/parts/way.ts';

export interface Wire {
  readonly origin: string;
  /**
   * From now on this happens to every request that carries submissions (or to others, by `on`), so many times; `then` before
   * the phone hears.
   */
  brings(fault: WayFault, times?: number, then?: () => Promise<void>, on?: Carrying): void;
  clear(): void;
  /** Every request that carries submissions takes so long to arrive: then what happens meanwhile happens in the middle. */
  slow: number;
  /** How often it happened. */
  readonly struck: number;
  /** What screens have said, as the pages told it before they could die. */
  readonly said: unknown[];
  /** What is done when a page comes to the write that it should not survive. */
  onStrike(work: (point: string) => void): void;
  /** How many requests of a kind have come. */
  count(about: Carrying): number;
  /** A file that one page gives for another to fetch: carried by hand, not by the network. */
  parcel: Buffer | undefined;
  /** Serves these files below `/api/phone/`, where no service worker interferes; and other bytes for one path. */
  serves(files: ReadonlyMap<string, Buffer>): void;
  replaces(path: string, change: (text: string) => string): void;
  close(): Promise<void>;
}

/** What a request is about. */
export type Carrying = 'submissions' | 'a file is announced' | 'a file goes' | 'files are asked for';

interface Weather {
  readonly fault: WayFault;
  readonly on: Carrying;
  left: number;
  readonly then: () => Promise<void>;
}

export async function openWire(to: { readonly port: number }, seed = 1): Promise<Wire> {
  // the first of every list: no proxy of these scenes asks for a day
  const chance: Chance = { ...chanceOf(seed), one: ([first]) => first };
  let weather: Weather | undefined;
  let struck = 0;
  let strike = (_point: string): void => undefined;
  let files: ReadonlyMap<string, Buffer> = new Map();
  const replaced = new Map<string, (text: string) => string>();
  const said: unknown[] = [];
  const earlier: Said[] = [];
  const counts = new Map<Carrying, number>();
  let parcel: Buffer | undefined;

  const server = createServer((asked, reply) => {
    void handle(asked, reply).catch(() => asked.socket.destroy()); // the server is away: so is the wire
  });

  async function handle(asked: IncomingMessage, reply: ServerResponse): Promise<void> {
    const path = new URL(asked.url ?? '/', 'http://wire').pathname;
    const body = await bytesOf(asked);
    if (path.startsWith('/api/phone/')) return servePhone(path.slice('/api/phone/'.length), body, reply);
    const about = aboutOf(asked);
    if (about !== undefined) counts.set(about, (counts.get(about) ?? 0) + 1);
    if ((about === 'submissions' || about === 'a file goes') && wire.slow > 0)
      await new Promise((resolve) => setTimeout(resolve, wire.slow));
    const now = weather && weather.left > 0 && weather.on === about ? weather : undefined;
    if (!now) {
      const answer = await hand(asked, body);
      const change = replaced.get(path);
      return pass(change ? { ...answer, bytes: Buffer.from(change(String(answer.bytes))) } : answer, reply);
    }
    now.left -= 1;
    struck += 1;
    await suffer(now, asked, body, reply);
  }

  async function suffer(
    { fault, then }: Weather,
    asked: IncomingMessage,
    body: Buffer,
    reply: ServerResponse,
  ) {
    const proxy = proxyReplies(chance)[fault];
    if (proxy) return say(proxy(), reply);
    const cutOff = () => asked.socket.destroy();
    switch (fault) {
      case 'request lost':
        return cutOff();
      case 'request cut':
        await hand(asked, body, Math.floor(body.length / 2)).catch(() => undefined);
        return cutOff();
      case 'request cut, passed as whole':
        return pass(await hand(asked, body.subarray(0, Math.floor(body.length / 2))), reply);
      case 'request late':
        await new Promise((resolve) => setTimeout(resolve, 4_000));
        return pass(await hand(asked, body), reply);
      case 'request twice':
        await hand(asked, body);
        return pass(await hand(asked, body), reply);
      case 'proxy takes no gzip':
        if (asked.headers['content-encoding']) return say({ status: 415, headers: {}, text: '' }, reply);
        return pass(await hand(asked, body), reply);
    }
    const answer = await hand(asked, body);
    await then();
    switch (fault) {
      case 'reply lost':
        return cutOff();
      case 'reply late':
        await new Promise((resolve) => setTimeout(resolve, 4_000));
        return pass(answer, reply);
      case 'reply cut':
        reply.writeHead(answer.status, { ...headersOf(answer), 'content-length': answer.bytes.length });
        reply.write(answer.bytes.subarray(0, Math.floor(answer.bytes.length / 2)), cutOff);
        return;
      case 'reply replaced by a proxy':
        return say({ status: 502, headers: { 'content-type': 'text/html' }, text: '<h1>502</h1>' }, reply);
    }
    const told: Said = { status: answer.status, headers: headersOf(answer), text: String(answer.bytes) };
    say(falsify(fault, told, { chance, earlier }), reply);
    earlier.push(told);
  }

  function hand(asked: IncomingMessage, body: Buffer, cut?: number): Promise<Answer> {
    const { method, url: path } = asked;
    const headers = { ...asked.headers, 'content-length': String(body.length), connection: 'close' };
    if (body.length === 0) Reflect.deleteProperty(headers, 'content-length');
    return new Promise((resolve, reject) => {
      const passed = request({ host: '127.0.0.1', port: to.port, method, path, headers }, (answer) => {
        bytesOf(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, raw: answer.headers, bytes }),
          reject,
        );
      });
      passed.on('error', reject);
      if (cut === undefined) passed.end(body);
      else passed.write(body.subarray(0, cut), () => setTimeout(() => passed.destroy(new Error('cut')), 50));
    });
  }

  function servePhone(name: string, body: Buffer, reply: ServerResponse): void {
    if (name === 'said') {
      said.push(JSON.parse(String(body)));
      reply.end();
    } else if (name === 'parcel' && body.length > 0) {
      parcel = body;
      reply.end();
    } else if (name === 'parcel') {
      reply.writeHead(parcel ? 200 : 404, { 'cache-control': 'no-store' }).end(parcel);
    } else if (name === 'strike') {
      strike(String(body)); // and no reply: the page waits here until it is gone
    } else {
      const file = files.get(name);
      const type = name.endsWith('.html') ? 'text/html' : 'text/javascript';
      reply.writeHead(file ? 200 : 404, { 'content-type': type, 'cache-control': 'no-store' });
      reply.end(file);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const wire: Wire = {
    slow: 0,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    said,
    brings(fault, times = Number.POSITIVE_INFINITY, then = async () => undefined, on = 'submissions') {
      weather = { fault, left: times, then, on };
      struck = 0;
    },
    clear() {
      weather = undefined;
    },
    count: (about) => counts.get(about) ?? 0,
    get parcel() {
      return parcel;
    },
    set parcel(bytes) {
      parcel = bytes;
    },
    get struck() {
      return struck;
    },
    onStrike(work) {
      strike = work;
    },
    serves(those) {
      files = those;
    },
    replaces: (path, change) => void replaced.set(path, change),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return wire;
}

interface Answer {
  readonly status: number;
  readonly raw: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function aboutOf({ method, url = '' }: IncomingMessage): Carrying | undefined {
  if (method === 'GET' && /^\/api\/submissions\/[^/]+\/media/.test(url)) return 'files are asked for';
  if ((method === 'PUT' || method === 'POST') && url.startsWith('/api/submissions')) return 'submissions';
  if (method === 'POST' && url.startsWith('/api/media')) return 'a file is announced';
  return method === 'PATCH' ? 'a file goes' : undefined;
}

/** What belongs to one connection, or is counted anew. */
const headersOf = ({ raw }: Answer): Record<string, string> =>
  Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) =>
      /^(connection|keep-alive|transfer-encoding|content-length)$/.test(name) ? [] : [[name, String(value)]],
    ),
  );

function pass(answer: Answer, reply: ServerResponse): void {
  reply.writeHead(answer.status, headersOf(answer)).end(answer.bytes);
}

function say({ status, headers, text }: Said, reply: ServerResponse): void {
  const redirect = status === 0;
  reply
    .writeHead(redirect ? 302 : status, redirect ? { location: 'http://192.0.2.1/login' } : headers)
    .end(text);
}
