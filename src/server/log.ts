/**
 * The log: one JSON line for each request and each turn of the server's life. Never an answer, a body, an id or an address.
 * A request's line bears the day and no hour, and no message of an error (it may quote what was sent): any survey may be
 * anonymous, and a time in the log would give back what the row leaves out.
 */
import type { ServerResponse } from 'node:http';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import { toDay } from '../submission/index.ts';

export type Log = (line: Readonly<Record<string, unknown>>) => void;

/** Writes lines to the standard output, some together: each writing stops everything else, and wakes whoever reads. */
export const toStdout: Log = (line) => {
  if (waiting === '') setTimeout(writeWaiting, patience);
  waiting += `${JSON.stringify(line)}\n`;
};

const patience = 50; // milliseconds that a line waits for others

let waiting = '';
function writeWaiting(): void {
  const lines = waiting;
  waiting = '';
  if (lines) process.stdout.write(lines);
}
process.on('exit', writeWaiting);

export const logRequests = (log: Log, now: () => number) =>
  createMiddleware(async (c, next) => {
    const begun = performance.now();
    const before = (c.env as { outgoing?: ServerResponse } | undefined)?.outgoing?.socket?.bytesWritten ?? 0;
    await next();
    const write = (bytes: number | null) =>
      log({
        day: toDay(new Date(now())),
        method: c.req.method,
        route: patternOf(c),
        status: c.res.status,
        ms: Math.round(performance.now() - begun),
        bytes,
      });
    const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse };
    const { socket } = outgoing ?? {};
    if (!outgoing || !socket) return write(null);
    outgoing.once('close', () => write(socket.bytesWritten - before)); // as they went over the wire
  });

/** What an error was and where it happened, without its message. */
export function logFailure(log: Log, error: unknown, c?: Context): void {
  const { name, code, stack } =
    error instanceof Error ? (error as Error & { code?: unknown }) : { name: typeof error };
  const frames = String(stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  log({ failure: name, code, route: c && patternOf(c), frames });
}

/** The pattern that the address fits, `/api/submissions/:id`; never the address. */
function patternOf(c: Context): string {
  const matched = matchedRoutes(c);
  const exact = matched.find(({ path }) => !path.includes('*'));
  return (exact ?? matched.find(({ method }) => method !== 'ALL'))?.path ?? '-';
}
