/** What differs between two versions of a questionnaire, part by part. The same version has no difference; another one has some. */
import { canonicalJson, type Item, type Questionnaire } from '../questionnaire/index.ts';
import type { About, Difference, Meaning } from './difference.ts';
import { formDifferences } from './formDifferences.ts';
import { listDifferences } from './listDifferences.ts';
import { isSection, matchItems, type Pairing } from './match.ts';
import { commonTags, sorted, Tally, wordsTold } from './wording.ts';

/** Differences in the order in which a reader meets them: the whole, its questions, its lists; translations at the end. */
export function differencesOf(before: Questionnaire, after: Questionnaire): Difference[] {
  const tally = new Tally();
  const told = [
    ...formDifferences(before, after, tally),
    ...itemDifferences(before, after, tally),
    ...listDifferences(before, after, tally),
    ...tally.all,
  ];
  if (told.length > 0 || canonicalJson(before) === canonicalJson(after)) return told;
  return [{ kind: 'form', means: 'none', about: { what: 'form', name: '' } }]; // something that nobody is told of
}

function itemDifferences(before: Questionnaire, after: Questionnaire, tally: Tally): Difference[] {
  const { pairs, removed, added, reordered } = matchItems(before.items, after.items);
  const tags = commonTags(before, after);
  const whole: About = { what: 'form', name: '' };
  return [
    ...added.map(
      (item): Difference => ({ kind: 'added', means: isSilent(item) ? 'none' : 'new', about: aboutOf(item) }),
    ),
    ...removed.map(
      (item): Difference => ({
        kind: 'removed',
        means: isSilent(item) ? 'none' : 'column-stays',
        about: aboutOf(item),
      }),
    ),
    ...reordered.map(
      ({ section, names }): Difference => ({
        kind: 'order',
        means: 'order',
        about: section ? aboutOf(section) : whole,
        after: names.join(', '),
        count: names.length,
      }),
    ),
    ...inOrder(after.items, pairs).flatMap((pair) => pairDifferences(pair, tags, tally)),
  ];
}

/** Pairs as their items stand now. */
function inOrder(items: readonly Item[], pairs: readonly Pairing[]): Pairing[] {
  const place = new Map<Item, number>();
  const number = (some: readonly Item[]): void => {
    for (const item of some) {
      place.set(item, place.size);
      if ('items' in item) number(item.items);
    }
  };
  number(items);
  return pairs.toSorted((a, b) => (place.get(a.after) ?? 0) - (place.get(b.after) ?? 0));
}

/** Neither a note nor a group holds an answer itself. */
const isSilent = (item: Item): boolean => item.kind === 'note' || item.kind === 'group';

export const aboutOf = (item: Item): About => ({
  what: isSection(item) ? 'section' : item.kind === 'note' ? 'note' : 'question',
  name: item.name,
  ...(item.label !== undefined && { label: item.label }),
});

const wordFields = ['label', 'hint', 'guidance', 'intro', 'requiredMessage', 'constraintMessage'];

/** What another formula, or another rule, means for answers that are there. */
const rules: Readonly<Record<string, Meaning>> = {
  relevant: 'others',
  required: 'from-now',
  softRequired: 'from-now',
  constraint: 'from-now',
  choiceFilter: 'from-now',
  choicesFrom: 'from-now',
  count: 'from-now',
  default: 'from-now',
  readOnly: 'from-now',
  begins: 'from-now',
  calculate: 'worked-out',
  trigger: 'worked-out',
  list: 'new-choice',
  randomize: 'order',
};

function pairDifferences(
  { before, after, how }: Pairing,
  tags: readonly string[],
  tally: Tally,
): Difference[] {
  const about = aboutOf(after);
  const silent = isSilent(after) && itemCount(after) === 0;
  const told: Difference[] = [];
  const columns: Meaning = silent ? 'none' : 'two-columns';
  if (how === 'renamed' || before.name !== after.name)
    told.push({ kind: 'renamed', means: columns, about, before: before.name, after: after.name });
  if (how === 'moved') told.push({ kind: 'moved', means: columns, about });
  if (before.kind !== after.kind) {
    const means = isSection(after)
      ? 'two-columns'
      : isSilent(before) && isSilent(after)
        ? 'none'
        : 'two-kinds';
    told.push({ kind: 'kind', means, about, before: before.kind, after: after.kind });
  }
  const [old, now] = [partsOf(before), partsOf(after)];
  for (const part of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(part), now.get(part)];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    if (wordFields.includes(part)) told.push(...wordsTold(about, part, [was, is], tags, tally));
    else
      told.push({
        kind: part in rules ? 'logic' : 'part',
        means: rules[part] ?? 'none',
        about,
        part,
        ...(was !== undefined && { before: written(was) }),
        ...(is !== undefined && { after: written(is) }),
      });
  }
  return told;
}

/** The parts of an item but its name, its kind and what stands in it. */
const partsOf = (item: Item): ReadonlyMap<string, unknown> =>
  new Map(
    Object.entries(item)
      .filter(([part]) => part !== 'name' && part !== 'kind' && part !== 'items')
      .map(([part, value]) => [part, sorted(value)]),
  );

const itemCount = (item: Item): number => ('items' in item ? item.items.length : 0);

/** A formula as it is written; anything else as JSON. */
const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
