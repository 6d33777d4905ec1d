/**
 * A submission may be taken back before it comes: a request that was late on its way still brings it, or another device to which
 * it was handed over. Who has its id and its code is told that it is taken back, and so it is the moment it comes.
 */
import { toDay } from '../submission/index.ts';
import type { Media } from './media/index.ts';
import type { AwaitedRow, Store } from './store/index.ts';

const most = 100_000; // in memory: 20 MB

export interface Awaited {
  /** The same store, in which what was taken back before is taken back as it comes. */
  readonly store: Store;
  /**
   * Waits for it from now on: whatever comes under an id that nothing has come for; else what has this code. Says no where too many
   * are waited for already.
   */
  expect(id: string, code: string): Promise<boolean>;
  /**
   * Does what another process was to do, or did not live to do, and looks what others wait for. A submission that comes through
   * another process than its withdrawal is here until then.
   */
  sweep(): Promise<void>;
}

export function openAwaited(store: Store, media: Pick<Media, 'erase'>, now: () => number): Awaited {
  const known = new Map<string, Set<string>>(); // codes by ids
  const today = () => toDay(new Date(now()));
  const remember = ({ id, code }: AwaitedRow) => known.set(id, (known.get(id) ?? new Set()).add(code));

  async function takeBack(id: string): Promise<void> {
    await store.act(id, { kind: 'withdrawn' }, today());
    await media.erase(id);
    await store.awaited.forget(id);
    known.delete(id);
  }

  return {
    store: {
      ...store,
      async keep(incoming) {
        const kept = await store.keep(incoming);
        const codes = known.get(incoming.id);
        if (codes?.has('') || codes?.has(incoming.code)) await takeBack(incoming.id);
        return kept;
      },
    },
    async expect(id, code) {
      if (known.size >= most) return false;
      const row = { id, code: (await store.history(id)) === null ? '' : code };
      remember(row); // before it is noted: what comes in between is seen
      await store.awaited.note(row, today());
      const past = await store.history(id);
      if (past?.rows.some((one) => row.code === '' || one.code === code)) await takeBack(id);
      return true;
    },
    async sweep() {
      for (const id of await store.awaited.come(500)) await takeBack(id);
      for (const row of await store.awaited.all()) remember(row);
    },
  };
}
