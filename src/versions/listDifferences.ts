/** What differs in the choice lists of two versions. */
import type { Choice, ChoiceList, Questionnaire } from '../questionnaire/index.ts';
import type { About, Difference } from './difference.ts';
import { movedAmong } from './match.ts';
import { commonTags, sorted, type Tally, wordsTold } from './wording.ts';

/** List by list. A list that came or went as a whole is told once, not choice by choice. */
export function listDifferences(before: Questionnaire, after: Questionnaire, tally: Tally): Difference[] {
  const tags = commonTags(before, after);
  const names = [...new Set([...Object.keys(after.lists), ...Object.keys(before.lists)])];
  return names.flatMap((name): Difference[] => {
    const [was, is] = [before.lists[name], after.lists[name]];
    const about: About = { what: 'list', name };
    if (!was && is) return [{ kind: 'list-added', means: 'none', about, count: is.choices.length }];
    if (!is && was) return [{ kind: 'list-removed', means: 'none', about, count: was.choices.length }];
    return was && is ? inList(name, was, is, tags, tally) : [];
  });
}

function inList(
  name: string,
  was: ChoiceList,
  is: ChoiceList,
  tags: readonly string[],
  tally: Tally,
): Difference[] {
  const about: About = { what: 'list', name };
  const [olds, news] = [keyed(was.choices), keyed(is.choices)];
  const differs = (one: unknown, other: unknown) =>
    JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other));
  const told: Difference[] = [];
  if (was.file !== is.file || differs(was.tree, is.tree)) {
    const [before = '', after = ''] = [was.file, is.file];
    told.push({ kind: 'list-file', means: 'new-choice', about, before, after });
  }
  for (const [key, choice] of news)
    if (!olds.has(key))
      told.push({ kind: 'choice-added', means: 'new-choice', about: choiceIn(name, choice) });
  for (const [key, choice] of olds)
    if (!news.has(key))
      told.push({ kind: 'choice-removed', means: 'no-choice', about: choiceIn(name, choice) });
  const common = [...olds.keys()].filter((key) => news.has(key));
  const moved = movedAmong(common, [...news.keys()]);
  if (moved.length > 0)
    told.push({ kind: 'choice-order', means: 'order', about, after: moved.join(', '), count: moved.length });
  for (const key of common) {
    const [old, now] = [olds.get(key), news.get(key)];
    if (old && now && differs(old, now)) told.push(...inChoice(choiceIn(name, now), old, now, tags, tally));
  }
  return told;
}

function inChoice(
  about: About,
  was: Choice,
  is: Choice,
  tags: readonly string[],
  tally: Tally,
): Difference[] {
  const told = (['label', 'hint'] as const).flatMap((part) =>
    wordsTold(about, part, [was[part], is[part]], tags, tally),
  );
  if (was.apart !== is.apart)
    told.push({ kind: 'choice-apart', means: 'apart', about, after: String(is.apart === true) });
  for (const part of ['media', 'columns'] as const) {
    const [before, after] = [was[part], is[part]].map((value) => JSON.stringify(sorted(value)));
    if (before !== after)
      told.push({
        kind: 'choice-part',
        means: 'none',
        about,
        part,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      });
  }
  return told;
}

const choiceIn = (list: string, { name, label }: Choice): About => ({
  what: 'choice',
  name: `${list}/${name}`,
  ...(label !== undefined && { label }),
});

/** By name; two of one name are told apart by their turn. */
function keyed(choices: readonly Choice[]): Map<string, Choice> {
  const all = new Map<string, Choice>();
  for (const choice of choices) {
    let key = choice.name;
    for (let turn = 2; all.has(key); turn++) key = `${choice.name}~${turn}`;
    all.set(key, choice);
  }
  return all;
}
