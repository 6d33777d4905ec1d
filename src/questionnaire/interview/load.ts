/** Brings the functions that a questionnaire calls, before it is compiled. */
import { callsIn, loadFunctions, seedFunction } from '../formula/index.ts';
import type { Item, Questionnaire } from '../schema.ts';
import { isQuestion } from './definitions.ts';

/**
 * Loads the rarer functions, if any formula of the questionnaire calls one. Wait for it before compiling. Formulas are only
 * looked over here: the compiler reads them, once.
 */
export async function loadFormulas({ items, instanceName, scores = [] }: Questionnaire): Promise<void> {
  const names = new Set<string>();
  const points = scores.flatMap((score) => ('points' in score ? score.points : []));
  const ofScores = points.map(({ formula }) => formula);
  const sources = new Set([...sourcesIn(items, names), instanceName, ...ofScores]);
  for (const source of sources) if (source !== undefined) for (const name of callsIn(source)) names.add(name);
  await loadFunctions(names);
}

function* sourcesIn(items: readonly Item[], names: Set<string>): Iterable<string | undefined> {
  for (const item of items) {
    yield item.relevant;
    if (!isQuestion(item)) {
      if (item.kind === 'repeat') yield item.count;
      yield* sourcesIn(item.items, names);
      continue;
    }
    const { choicesFrom, randomize } = item;
    if (randomize?.seed !== undefined) names.add(seedFunction);
    if (item.default && 'formula' in item.default) yield item.default.formula;
    yield* [item.calculate, item.choiceFilter, choicesFrom?.places, choicesFrom?.value, choicesFrom?.label];
    yield* [item.required, item.softRequired, item.constraint, item.readOnly, randomize?.seed];
  }
}
