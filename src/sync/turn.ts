import type { Locks } from '../storage/index.ts';

let turnInThisPage = false;

/**
 * Does the work if no other tab is at it, and says whether it did. Where the browser has no locks (plain http), only
 * this page is asked; what two tabs send twice is one submission on the server all the same. `takeOver`: the holder has
 * been silent for so long that it must be asleep.
 */
export async function takeTurn(
  locks: Locks | undefined,
  takeOver: boolean,
  work: () => Promise<void>,
): Promise<boolean> {
  if (!locks) return inThisPage(work);
  let ours = false;
  let failure: { cause: unknown } | undefined;
  const options: LockOptions = takeOver ? { steal: true } : { ifAvailable: true };
  await locks
    .request('rintis-sync', options, async (lock) => {
      if (!lock) return;
      ours = true;
      await work().catch((cause: unknown) => {
        failure = { cause };
      });
    })
    .catch(() => undefined); // taken over by another tab: our work runs out beside it, which does no harm
  if (failure) throw failure.cause;
  return ours;
}

async function inThisPage(work: () => Promise<void>): Promise<boolean> {
  if (turnInThisPage) return false;
  turnInThisPage = true;
  try {
    await work();
    return true;
  } finally {
    turnInThisPage = false;
  }
}
