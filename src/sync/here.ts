import { type Database, live, outboxState, safety } from '../storage/index.ts';
import type { After } from './after.ts';
import type { Verify } from './drain.ts';
import type { VerifyMedia } from './media.ts';
import { type Runner, startRunner } from './runner.ts';
import type { Letter, Way } from './send.ts';
import { surroundingsHere, watchNetwork } from './surroundings.ts';
import { prepareCarrier, wakeLater } from './wake.ts';

const whenQuiet = 10_000; // milliseconds: after all that the person waits for

/** The way to our server from this browser. */
export const wayFromHere: Way = {
  post: carry,
  isOnline: () => navigator.onLine,
  timers: {
    set: (work, wait) => setTimeout(work, wait),
    clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  },
  gzip: typeof CompressionStream === 'undefined' ? undefined : shorten,
};

/** Comes when it is needed first. */
export const after = (): Promise<After> => import('./after.ts');

/**
 * Carries this device's outbox up for as long as the page is open: now, after every finished interview, when the network
 * comes back, when the person looks at the page again, and in between with patience.
 */
export function startSync(db: Database, verify: Verify, verifyMedia: VerifyMedia): Runner {
  const runner = startRunner({
    ...wayFromHere,
    db,
    verify,
    verifyMedia,
    surroundings: surroundingsHere,
    now: Date.now,
    random: Math.random,
    locks: navigator.locks,
    after,
    isTight: async () => (await safety()).tight,
  });
  const online = () => void runner.nudge('online');
  const visible = () => document.visibilityState === 'visible' && void runner.nudge('visible');
  addEventListener('online', online);
  const unwatch = watchNetwork(online);
  document.addEventListener('visibilitychange', visible);
  const preparing = setTimeout(() => void prepareCarrier(db).catch(() => undefined), whenQuiet);
  let before = 0;
  const watching = live(() => outboxState(db)).subscribe({
    next({ waiting }) {
      if (waiting > before) {
        void runner.nudge('kept');
        void wakeLater();
      }
      before = waiting;
    },
  });
  return {
    ...runner,
    stop() {
      watching.unsubscribe();
      clearTimeout(preparing);
      removeEventListener('online', online);
      unwatch();
      document.removeEventListener('visibilitychange', visible);
      runner.stop();
    },
  };
}

/**
 * What goes up takes no cookies and no address of the page along, and follows no redirect, for ours never send one. What
 * comes down is asked for as plainly as can be: only then does the browser use what the page has preloaded.
 */
function carry({ method, path, body, headers, signal }: Letter): Promise<Response> {
  if (method === 'GET' && Object.keys(headers).length < 2) return fetch(path, { signal });
  return fetch(path, {
    method,
    body: body ?? null,
    headers,
    signal,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'manual',
    cache: 'no-store',
  });
}

/** Without a Blob on the way: one of half a megabyte goes through the browser's process and back. */
async function shorten(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new CompressionStream('gzip');
  const writer = writable.getWriter();
  const written = writer.write(new TextEncoder().encode(text)).then(() => writer.close());
  const shortened = await new Response(readable).arrayBuffer();
  await written;
  return new Uint8Array(shortened);
}
