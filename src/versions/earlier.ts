/** A survey's questionnaire as its tables want it: whoever answered an earlier version keeps a column for each answer. */
import type { Choice, ChoiceList, Item, Questionnaire } from '../questionnaire/index.ts';

/**
 * The newest version, with what only earlier ones asked behind what it asks, group by group, and with the choices that are no
 * longer offered. It is for tables and codebooks, and is never asked. `earlier`: the latest first.
 */
export function asTabled(newest: Questionnaire, earlier: readonly Questionnaire[]): Questionnaire {
  let { items, lists } = newest;
  for (const before of earlier) {
    items = mergeItems(items, before.items);
    lists = mergeLists(lists, before.lists);
  }
  return { ...newest, items, lists };
}

function mergeItems(now: readonly Item[], before: readonly Item[]): Item[] {
  const old = new Map(before.map((item) => [item.name, item]));
  const names = new Set(now.map(({ name }) => name));
  const merged = now.map((item): Item => {
    const was = old.get(item.name);
    if (!was || !('items' in item) || !('items' in was) || was.kind !== item.kind) return item;
    return { ...item, items: mergeItems(item.items, was.items) };
  });
  return [...merged, ...before.filter(({ name }) => !names.has(name))];
}

function mergeLists(now: Questionnaire['lists'], before: Questionnaire['lists']): Questionnaire['lists'] {
  const merged = Object.entries(before).map(([name, was]): [string, ChoiceList] => {
    const is = Object.hasOwn(now, name) ? now[name] : undefined;
    return [name, is ? { ...is, choices: mergeChoices(is.choices, was.choices) } : was];
  });
  return { ...now, ...Object.fromEntries(merged) };
}

function mergeChoices(now: readonly Choice[], before: readonly Choice[]): Choice[] {
  const names = new Set(now.map(({ name }) => name));
  return [...now, ...before.filter(({ name }) => !names.has(name))];
}
