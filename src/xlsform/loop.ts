/** `begin loop over list`: the same questions once for each choice, written out. */
import type { Choice, Group, Item, Words } from '../questionnaire/index.ts';
import { limits } from './limits.ts';
import { nameFrom, Siblings } from './names.ts';
import { Problems, Refusal } from './problems.ts';
import type { Reading } from './reading.ts';
import type { TableRow } from './table.ts';

/** The group with a group for each choice in it; `%(label)s` and `%(name)s` become the choice's. */
export function expandLoop(group: Group, list: string, row: TableRow, { lists, problems }: Reading): Group {
  const choices = lists.get(list)?.choices;
  if (!choices) {
    problems.tell('list-missing', row.at('type'), { list });
    return group;
  }
  if (sizeOf(group.items) * choices.length > limits.looped) {
    throw new Refusal('loop-too-large', { list, limit: limits.looped }, row.at('type'));
  }
  problems.tell('loop-expanded', row.at('type'), { list, count: choices.length });
  const names = new Siblings();
  const inside = choices.map((choice): Item => {
    const items = group.items.map((item) => spoken(item, choice));
    const name = names.claim(nameFrom(choice.name), row.at('name'), new Problems());
    return { kind: 'group', name, ...(choice.label !== undefined && { label: choice.label }), items };
  });
  return { ...group, items: inside };
}

const sizeOf = (items: readonly Item[]): number =>
  items.reduce((sum, item) => sum + 1 + ('items' in item ? sizeOf(item.items) : 0), 0);

/** Any part of an item, with the choice's name and label in its texts. */
function spoken<T>(part: T, choice: Choice, tag: string | null = null): T {
  if (typeof part === 'string') {
    const label = labelIn(choice.label ?? choice.name, tag);
    return part.replaceAll('%(name)s', () => choice.name).replaceAll('%(label)s', () => label) as T;
  }
  if (Array.isArray(part)) return part.map((one: unknown) => spoken(one, choice, tag)) as T;
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      spoken(value, choice, typeof value === 'string' ? key : tag),
    ]),
  ) as T;
}

function labelIn(label: Words, tag: string | null): string {
  if (typeof label === 'string') return label;
  const own = tag !== null && Object.hasOwn(label, tag) ? label[tag] : undefined;
  return own ?? Object.values(label)[0] ?? '';
}
