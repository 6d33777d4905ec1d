/** What of a questionnaire is looked at when a submission comes: its scales, its free text, and by what it is grouped. */
import type { Item, Question, Questionnaire } from '../questionnaire/index.ts';
import { languageColumn, modeColumn, planOf, type ResultsWish } from '../results/index.ts';

/** A statement of a scale. `page`: the name under which its time is kept. */
export interface ScaleItem {
  readonly name: string;
  readonly page: string;
  readonly reversed: boolean;
  /** Names of the statements that it should go with, or against. */
  readonly fellows: readonly string[];
}

export interface ReviewPlan {
  readonly items: readonly ScaleItem[];
  readonly questions: ReadonlyMap<string, { readonly kind: Question['kind']; readonly path: string }>;
  /** Grouping questions, in the questionnaire's order. */
  readonly groups: readonly string[];
}

/** The same plan for the same questionnaire and wishes. */
export function reviewPlanOf(
  questionnaire: Questionnaire,
  languages: readonly string[],
  wish: ResultsWish = {},
): ReviewPlan {
  const found = [...questionsIn(questionnaire.items)];
  const pageOf = new Map(found.map(({ question, page }) => [question.name, page]));
  const scales = (questionnaire.scores ?? []).flatMap((score) => ('items' in score ? [score] : []));
  const names = [...new Set(scales.flatMap(({ items }) => items))].filter((name) => pageOf.has(name));
  const reversed = new Set(scales.flatMap(({ reversed }) => reversed));
  return {
    items: names.map((name) => ({
      name,
      page: pageOf.get(name) ?? name,
      reversed: reversed.has(name),
      fellows: fellowsOf(name, scales, reversed),
    })),
    questions: new Map(found.map(({ question, path }) => [question.name, { kind: question.kind, path }])),
    groups: planOf(questionnaire, languages, wish).dimensions.flatMap(({ name }) =>
      name === languageColumn || name === modeColumn ? [] : [name],
    ),
  };
}

interface Scale {
  readonly items: readonly string[];
}

/**
 * Those that a reversed statement is held against: the others of its largest scale. One that is a score by itself stands beside
 * the scale whose statements share the beginning of its name (`brd_tech` beside `brd_pol`, `brd_proc`, `brd_serv`).
 */
function fellowsOf(name: string, scales: readonly Scale[], reversed: ReadonlySet<string>): string[] {
  const straight = ({ items }: Scale) => items.filter((item) => item !== name && !reversed.has(item));
  const family = name.split('_')[0];
  const own = scales.filter(({ items }) => items.includes(name)).map(straight);
  const beside = scales
    .filter(({ items }) => items.every((item) => item.split('_')[0] === family))
    .map(straight);
  const largest = (all: string[][]) => all.sort((a, b) => b.length - a.length)[0] ?? [];
  const fellows = largest(own);
  return fellows.length > 0 ? fellows : largest(beside);
}

function* questionsIn(
  items: readonly Item[],
  path = '',
  page: string | null = null,
): Generator<{ readonly question: Question; readonly path: string; readonly page: string }> {
  for (const item of items) {
    const here = `${path}/${item.name}`;
    if (item.kind === 'group' || item.kind === 'repeat')
      yield* questionsIn(item.items, here, item.page ? item.name : page);
    else yield { question: item, path: here, page: page ?? item.name };
  }
}
