import type { Runner } from '../sync/index.ts';

/**
 * A runner that comes later: nobody waits for what sends before there is something to send. Where it does not come (no network,
 * and not kept yet), it is asked for again with the next nudge, and when there is a network.
 */
export function laterRunner(load: () => Promise<Runner>): Runner {
  let coming: Promise<Runner | undefined> | undefined;
  const come = (): Promise<Runner | undefined> => {
    coming ??= load().catch(() => {
      coming = undefined;
      addEventListener('online', () => void come(), { once: true });
      return undefined;
    });
    return coming;
  };
  return {
    state: {
      subscribe(observer) {
        let watching: { unsubscribe(): void } | undefined;
        let left = false;
        void come().then((runner) => {
          if (!left) watching = runner?.state.subscribe(observer);
        });
        return {
          unsubscribe() {
            left = true;
            watching?.unsubscribe();
          },
        };
      },
    },
    nudge: async (why) => (await come())?.nudge(why),
    stop: () => void come().then((runner) => runner?.stop()),
  };
}
