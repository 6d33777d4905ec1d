/** Which item of one version is which of the other: by name in its place, by name elsewhere, by its words under another name. */
import type { Item } from '../questionnaire/index.ts';

export interface Pairing {
  readonly before: Item;
  readonly after: Item;
  readonly how: 'same' | 'moved' | 'renamed';
}

export interface Matched {
  readonly pairs: readonly Pairing[];
  readonly removed: readonly Item[];
  readonly added: readonly Item[];
  /** Sections whose items stand in another order, with the names of the fewest that would have to be moved. */
  readonly reordered: readonly { readonly section: Item | null; readonly names: readonly string[] }[];
}

/** Every item of both versions is in one pair, or removed, or added. */
export function matchItems(before: readonly Item[], after: readonly Item[]): Matched {
  const pairs: Pairing[] = [];
  const reordered: { section: Item | null; names: readonly string[] }[] = [];
  const left = { before: [] as Item[], after: [] as Item[] };

  const pair = (one: Item, other: Item, how: Pairing['how']): void => {
    pairs.push({ before: one, after: other, how });
    const [within, now] = [itemsOf(one), itemsOf(other)];
    if (within.length > 0 || now.length > 0) match(within, now, other);
  };
  const match = (olds: readonly Item[], news: readonly Item[], section: Item | null): void => {
    const named = byName(news);
    const here = new Map<Item, Item>();
    for (const old of olds) {
      const same = named.get(old.name)?.shift();
      if (same) here.set(old, same);
    }
    const taken = new Set(here.values());
    const [oldLeft, newLeft] = [olds.filter((it) => !here.has(it)), news.filter((it) => !taken.has(it))];
    const outOfOrder = movedAmong(
      olds.flatMap((old) => here.get(old) ?? []),
      news,
    );
    if (outOfOrder.length > 0) reordered.push({ section, names: outOfOrder.map(({ name }) => name) });
    for (const [old, same] of here) pair(old, same, 'same');
    left.before.push(...oldLeft);
    left.after.push(...newLeft);
  };
  match(before, after, null);

  // What is left is spread out, so that a question is found again that has left its group or come into a new one.
  const [olds, news] = [spread(left.before), spread(left.after)];
  const gone = new Set<Item>();
  const take = (old: Item, now: Item, how: Pairing['how']): void => {
    for (const each of spread([old])) gone.add(each);
    for (const each of spread([now])) gone.add(each);
    left.before = [];
    left.after = [];
    pair(old, now, how);
    // what a section that was found again has besides is looked for no further
    removed.push(...left.before);
    added.push(...left.after);
  };
  const removed: Item[] = [];
  const added: Item[] = [];
  const places = byName(news);
  const byWords = Map.groupBy(news, likeness);
  const find = (some: readonly Item[] | undefined, old: Item) =>
    some?.find((it) => !gone.has(it) && isSection(it) === isSection(old));
  // Sections first: what stands in one that was found again has not moved by itself.
  for (const old of [...olds.filter(isSection), ...olds.filter((it) => !isSection(it))]) {
    if (gone.has(old)) continue;
    const moved = find(places.get(old.name), old);
    const renamed = moved || likeness(old) === '' ? undefined : find(byWords.get(likeness(old)), old);
    if (moved) take(old, moved, 'moved');
    else if (renamed) take(old, renamed, 'renamed');
  }
  removed.push(...olds.filter((it) => !gone.has(it)));
  added.push(...news.filter((it) => !gone.has(it)));
  return { pairs, removed, added, reordered };
}

export const isSection = (item: Item): boolean => 'items' in item;
const itemsOf = (item: Item): readonly Item[] => ('items' in item ? item.items : []);
const spread = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...spread(itemsOf(item))]);
const byName = (items: readonly Item[]) => Map.groupBy(items, ({ name }) => name);

/** The same kind with the same words is the same under another name; without words nothing is. */
function likeness({ kind, label }: Item): string {
  if (label === undefined || label === '' || Object.keys(label).length === 0) return '';
  const words = typeof label === 'string' ? [['', label]] : Object.entries(label).sort();
  return JSON.stringify([kind, words]);
}

/** Of those that stand in both rows, the fewest whose leaving would give them the same order. `olds` in their old order. */
export function movedAmong<Thing>(olds: readonly Thing[], news: readonly Thing[]): Thing[] {
  const place = new Map(news.map((it, at) => [it, at]));
  const staying = longestRise(olds.map((it) => place.get(it) ?? -1));
  return olds.filter((_, at) => !staying.has(at));
}

/** The positions of a longest rising row of numbers (patience sorting). */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = []; // by length: the position of the smallest number that such a row ends with
  const before: number[] = [];
  for (const [at, number] of numbers.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = at;
  }
  const rise = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) rise.add(at);
  return rise;
}
