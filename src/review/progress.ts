/** How far a survey is, from the counts of its marks. */
import type { Item, Question, Questionnaire } from '../questionnaire/index.ts';
import { threshold } from '../results/index.ts';
import type { Survey } from '../submission/index.ts';
import { markOf } from './line.ts';
import type { ReviewPlan } from './plan.ts';
import { FlagKind, type Progress, type ProgressValue, State } from './schema.ts';

/** Figures of these groups, as those may see them who are told. `counts`: of each mark, how many have it. */
export function progressOf(
  counts: ReadonlyMap<string, number>,
  {
    survey,
    questionnaire,
    plan,
    isCoarse,
    targets = [],
  }: {
    readonly survey: Pick<Survey, 'languages'>;
    readonly questionnaire: Questionnaire;
    readonly plan: ReviewPlan;
    /** Only in tens: who watched exact figures could tell whose answer has just come. */
    readonly isCoarse: boolean;
    /** How many there should be who answer so; with no question, in all. */
    readonly targets?: readonly {
      readonly question: string;
      readonly value: string;
      readonly number: number;
    }[];
  },
): Progress {
  const countOf = (mark: string) => counts.get(mark) ?? 0;
  const told = (count: number) =>
    isCoarse ? { count: count - (count % threshold), about: true } : { count };
  const starting = (prefix: string): string[] =>
    [...counts].flatMap(([mark, count]) =>
      mark.startsWith(prefix) && count > 0 ? [mark.slice(prefix.length)] : [],
    );
  const targetOf = (question: string, value: string) => {
    const found = targets.find((target) => target.question === question && target.value === value);
    return found ? { target: found.number } : {};
  };
  const toValue = (mark: string, name: string): ProgressValue => ({ name, ...told(countOf(mark)) });
  return {
    counted: countOf('#counted'),
    ...targetOf('', ''),
    states: State.options.map((name) => ({ name, count: countOf(markOf.state(name)) })),
    flags: FlagKind.options.map((name) => ({ name, count: countOf(markOf.flag(name)) })),
    flagged: countOf(markOf.flag('any')),
    days: starting('#d:')
      .sort()
      .map((day) => ({ day, ...told(countOf(`#d:${day}`)) })),
    languages: survey.languages.map((name) => toValue(`#${markOf.language(name)}`, name)),
    devices: starting('#v:')
      .sort()
      .map((name) => toValue(`#${markOf.device(name)}`, name)),
    groups: plan.groups.map((name) => {
      const { label, choices } = choicesOf(questionnaire, name);
      return {
        name,
        ...(label && { label }),
        values: choices.map((choice) => ({
          ...toValue(`#${markOf.group(`${name}=${choice.name}`)}`, choice.name),
          ...targetOf(name, choice.name),
          ...(choice.label && { label: choice.label }),
        })),
      };
    }),
  };
}

function choicesOf({ items, lists }: Questionnaire, name: string) {
  const question = questionNamed(items, name);
  return { label: question?.label, choices: lists[question?.list ?? '']?.choices ?? [] };
}

function questionNamed(items: readonly Item[], name: string): Question | undefined {
  for (const item of items) {
    if (item.kind !== 'group' && item.kind !== 'repeat') {
      if (item.name === name) return item;
      continue;
    }
    const inside = questionNamed(item.items, name);
    if (inside) return inside;
  }
  return undefined;
}
