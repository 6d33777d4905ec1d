/** Whether this tab may go on with a draft. */
export type Hold =
  /** This tab has it. `lost` resolves when another tab took it over. */
  | { readonly kind: 'held'; release(): void; readonly lost: Promise<void> }
  /** It is open in another tab; `take` takes it over, after the person said so. */
  | { readonly kind: 'elsewhere'; take(): Promise<Hold> }
  /** This browser cannot tell (no Web Locks over plain http): the screen says to use one tab only. */
  | { readonly kind: 'unguarded' };

export type Locks = Pick<LockManager, 'request'>;

/** Holds a draft for this tab, so that the same interview is not answered in two. */
export const holdDraft = (
  id: string,
  locks: Locks | null = globalThis.navigator?.locks ?? null,
): Promise<Hold> => (locks ? hold(id, locks, { ifAvailable: true }) : Promise.resolve({ kind: 'unguarded' }));

const hold = (id: string, locks: Locks, options: LockOptions): Promise<Hold> =>
  new Promise((resolve, reject) => {
    let tellLost = () => {};
    const lost = new Promise<void>((tell) => {
      tellLost = tell;
    });
    const over = locks.request(`rintis-draft-${id}`, options, (lock) => {
      if (!lock) {
        resolve({ kind: 'elsewhere', take: () => hold(id, locks, { steal: true }) });
        return;
      }
      return new Promise<void>((release) => resolve({ kind: 'held', release, lost }));
    });
    // A lock that is taken over ends the request with an AbortError.
    over.catch((cause: unknown) => {
      tellLost();
      reject(cause);
    });
  });
