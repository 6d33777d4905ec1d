/** Whether this tab may go on with a draft. */
export type Hold =
  /** This tab has it. `lost` resolves when another tab took it over. */
  | { readonly kind: 'held'; release(): void; readonly lost: Promise<void> }
  /** It is open in another tab; `take` takes it over, after the person said so. */
  | { readonly kind: 'elsewhere'; take(): Promise<Hold> }
  /** This browser cannot tell (no Web Locks over plain http): the screen says to use one tab only. */
  | { readonly kind: 'unguarded' };

export type Locks = Pick<LockManager, 'request'>;
/** What tells when the page is left; a worker has none. */
export type Leaving = Partial<Pick<EventTarget, 'addEventListener'>>;

/**
 * Holds a draft for this tab, so that the same interview is not answered in two. A page that was left a moment ago may still have it:
 * for so many milliseconds it is waited for.
 */
export const holdDraft = (
  id: string,
  {
    locks = globalThis.navigator?.locks ?? null,
    patience = 3_000,
    page = globalThis,
  }: { locks?: Locks | null; patience?: number; page?: Leaving } = {},
): Promise<Hold> => {
  if (!locks) return Promise.resolve({ kind: 'unguarded' });
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), patience);
  return hold(id, { locks, page }, { signal: control.signal }).finally(() => clearTimeout(timer));
};

const hold = (
  id: string,
  around: { readonly locks: Locks; readonly page: Leaving },
  options: LockOptions,
): Promise<Hold> =>
  new Promise((resolve) => {
    let tellLost = () => {};
    const lost = new Promise<void>((tell) => {
      tellLost = tell;
    });
    const asked = around.locks.request(
      `rintis-draft-${id}`,
      options,
      () =>
        new Promise<void>((release) => {
          const over = new AbortController();
          const letGo = () => {
            over.abort();
            release();
          };
          resolve({ kind: 'held', release: letGo, lost });
          // A page that is left lets go at once: WebKit may keep it for long. Brought back, it learns that it has lost the draft.
          around.page.addEventListener?.(
            'pagehide',
            () => {
              letGo();
              tellLost();
            },
            { signal: over.signal },
          );
        }),
    );
    // Ends with an AbortError: nobody let it go in time, or it was ours and another tab took it over.
    asked.catch(() => {
      resolve({ kind: 'elsewhere', take: () => hold(id, around, { steal: true }) });
      tellLost();
    });
  });
