import { Workbox } from 'workbox-window';

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
  workbox = new Workbox('/service-worker.js', { updateViaCache: 'none' });
  workbox.addEventListener('waiting', onUpdateReady);
  try {
    await workbox.register();
    return 'ready';
  } catch {
    return 'online-only'; // a server that is away, a worker that could not install completely: tried again next time
  }
}

/** Takes the newer app: once, and only in the tab where the person agreed. Other tabs go on with the one they have. */
export function applyUpdate(): void {
  workbox?.addEventListener('controlling', () => location.reload());
  workbox?.messageSkipWaiting();
}

/** Looks whether there is a newer app. */
export const lookForUpdate = async (): Promise<void> => workbox?.update().catch(() => undefined);
