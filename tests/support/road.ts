/**
 * The road between a phone and the server, and its weather: a small proxy that hands everything on as it is, until a test
 * lets something happen there.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Road {
  readonly origin: string;
  /** Requests that came by, newest last: `PUT /api/submissions/…`. */
  readonly seen: readonly string[];
  /** Everything passes. */
  clear(): void;
  /** A hotel's login page answers everything, with 200. */
  portal(): void;
  /** Pages come through, and nothing that is sent. */
  takesNothing(): void;
  /** Submissions arrive and are kept, but their replies are lost; `then` happens in between. */
  losesReplies(then?: () => Promise<void>): void;
  /** How many replies were lost so far. */
  readonly lost: number;
  close(): Promise<void>;
}

type Weather = { kind: 'clear' | 'portal' | 'takesNothing' } | { kind: 'loses'; then: () => Promise<void> };

export async function openRoad(to: { readonly port: number }): Promise<Road> {
  let weather: Weather = { kind: 'clear' };
  let lost = 0;
  const seen: string[] = [];

  const server = createServer((asked, reply) => {
    seen.push(`${asked.method} ${asked.url}`);
    if (weather.kind === 'portal') return loginPage(reply);
    if (weather.kind === 'takesNothing' && asked.method !== 'GET') return asked.socket.destroy();
    const now = weather;
    const passed = request(
      { host: '127.0.0.1', port: to.port, method: asked.method, path: asked.url, headers: asked.headers },
      (answer) => {
        if (now.kind === 'loses' && carriesSubmission(asked)) {
          lost += 1;
          answer.resume();
          void now.then().finally(() => asked.socket.destroy());
          return;
        }
        reply.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(reply);
      },
    );
    passed.on('error', () => asked.socket.destroy()); // the server is away: so is the road
    reply.on('close', () => passed.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    get lost() {
      return lost;
    },
    clear() {
      weather = { kind: 'clear' };
    },
    portal() {
      weather = { kind: 'portal' };
    },
    takesNothing() {
      weather = { kind: 'takesNothing' };
    },
    losesReplies(then = async () => undefined) {
      weather = { kind: 'loses', then };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const carriesSubmission = ({ method, url }: IncomingMessage): boolean =>
  (method === 'PUT' || method === 'POST') && /^\/api\/submissions/.test(url ?? '');

function loginPage(reply: ServerResponse): void {
  reply.writeHead(200, { 'content-type': 'text/html' });
  reply.end('<!doctype html><title>Hotel Wi-Fi</title><p>Please sign in with your room number.</p>');
}
