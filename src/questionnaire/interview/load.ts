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
  const sources = new Set<string | undefined>([instanceName]);
  for (const score of scores)
    if ('points' in score) for (const { formula } of score.points) sources.add(formula);
  collect(items, sources, names);
  for (const source of sources) if (source !== undefined) for (const name of callsIn(source)) names.add(name);
  await loadFunctions(names);
}

const parts = ['calculate', 'choiceFilter', 'required', 'softRequired', 'constraint', 'readOnly'] as const;

function collect(items: readonly Item[], sources: Set<string | undefined>, names: Set<string>): void {
  for (const item of items) {
    sources.add(item.relevant);
    if (!isQuestion(item)) {
      if (item.kind === 'repeat') sources.add(item.count);
      collect(item.items, sources, names);
      continue;
    }
    for (const part of parts) sources.add(item[part]);
    const { choicesFrom, randomize } = item;
    if (item.default && 'formula' in item.default) sources.add(item.default.formula);
    if (choicesFrom) for (const source of Object.values(choicesFrom)) sources.add(source);
    if (randomize?.seed !== undefined) names.add(seedFunction);
    sources.add(randomize?.seed);
  }
}
