import type { Store } from '../store/index.ts';
import type { ResultsDesk } from './desk.ts';

export { openResultsAside } from './aside.ts';
export { openResults, type Released, type ResultsDesk } from './desk.ts';
export { writtenAnswers } from './written.ts';

/** The same store, whose acts leave hints. */
export const hinting = (store: Store, hint: ResultsDesk['hint']): Store => ({
  ...store,
  async keep(incoming) {
    const kept = await store.keep(incoming);
    if (kept.kind === 'kept') hint(incoming.survey, incoming.id);
    return kept;
  },
  async act(id, act, day) {
    const done = await store.act(id, act, day);
    const survey = done === 'done' ? (await store.history(id))?.rows[0]?.survey : undefined;
    if (survey !== undefined) hint(survey, id);
    return done;
  },
});
