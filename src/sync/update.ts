import type { Workbox } from 'workbox-window';

let workbox: Workbox | undefined;

/**
 * Registers the service worker, so that the app opens without a network. `onUpdateReady`: a newer app lies ready; the
 * screen offers it between interviews, never in the middle. Says whether the browser can do it at all: over plain http,
 * and in some private windows, the app works only with a network.
 */
export async function registerApp({
  onUpdateReady,
}: {
  onUpdateReady(): void;
}): Promise<'ready' | 'online-only'> {
  if (!('serviceWorker' in navigator)) return 'online-only';
  await quiet();
  try {
    const { Workbox } = await import('workbox-window');
    workbox = new Workbox('/service-worker.js', { updateViaCache: 'none' });
    workbox.addEventListener('waiting', onUpdateReady);
    await workbox.register();
    return 'ready';
  } catch {
    return 'online-only'; // a server that is away, a worker that could not install completely: tried again next time
  }
}

/** Takes the newer app: once, and only in the tab where the person agreed. Other tabs go on with the one they have. */
export async function applyUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration?.waiting) return location.reload(); // another tab has taken it already
  workbox?.addEventListener('controlling', () => location.reload());
  workbox?.messageSkipWaiting();
}

/**
 * Has a part of the app kept on this device, for a questionnaire that needs it without a network. False where it could not
 * be: no network just now, or a browser without service workers. The next visit asks again.
 */
export async function keepPart(
  part: 'codes' | 'enumerator' | 'handOver' | 'kinds' | 'maps' | 'media' | 'places' | 'safety',
): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  const { active } = await navigator.serviceWorker.ready;
  if (!active) return false;
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise<boolean>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data === true);
  });
  active.postMessage({ type: 'KEEP_PART', part }, [port2]);
  return answered;
}

/** Looks whether there is a newer app. */
export const lookForUpdate = async (): Promise<void> => workbox?.update().catch(() => undefined);

const quietFor = 3_000; // longer than the largest file takes on 3G

/** Until nothing was loaded for a while: keeping the app must not hold up the first question. */
const quiet = (): Promise<void> =>
  new Promise((resolve) => {
    const rest = () => {
      watching.disconnect();
      resolve();
    };
    let timer = setTimeout(rest, quietFor);
    const watching = new PerformanceObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(rest, quietFor);
    });
    watching.observe({ type: 'resource' });
  });
