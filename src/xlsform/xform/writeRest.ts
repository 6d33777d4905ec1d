/** What a plain reading of an XForm does not give back, to be written beside it. */
import type { Item, Questionnaire } from '../../questionnaire/index.ts';
import { Languages } from '../languages.ts';
import { Problems } from '../problems.ts';
import { Reading } from '../reading.ts';
import { readPlain } from './readXForm.ts';
import { readDeclared } from './rest.ts';
import { readXml } from './tree.ts';
import type { Place, Places } from './writePlaces.ts';
import { escapedText, tag } from './writeXml.ts';

export const ownSpace = 'https://rintis.org/xform/1';

/** A part of the form (`ref: null`), of an item, a list or a choice; `undefined` where there is none. */
interface Part {
  readonly ref: string | null;
  readonly name: string;
  readonly value: unknown;
}

export interface Rest {
  readonly parts: readonly Part[];
  readonly lists?: readonly { readonly id: string; readonly parts: readonly Part[] }[];
  readonly choices?: readonly {
    readonly list: string;
    readonly at: number;
    readonly value: string;
    readonly parts: readonly Part[];
  }[];
}

/** What anyone would read in the XForm who knows no namespace of ours but for its languages. */
export function readAsOthers(xml: string): Questionnaire {
  const html = readXml(xml);
  const quiet = new Reading(new Problems(), new Languages(new Problems(), []));
  const reading = new Reading(new Problems(), new Languages(new Problems(), readDeclared(html, quiet)));
  const { questionnaire } = readPlain(html, reading);
  return { ...questionnaire, lists: Object.fromEntries(reading.lists) };
}

/** The difference between what was meant and what was read. */
export function restOf(meant: Questionnaire, { root }: Places, read: Questionnaire): Rest {
  const { items, lists, format, languages, ...form } = meant;
  const { items: readItems, lists: readLists, format: _, languages: __, ...readForm } = read;
  return {
    parts: [
      { ref: null, name: 'languages', value: languages },
      ...differing(form, readForm, null),
      ...ofItems(root.children, readItems, root.path, null),
    ],
    ...ofLists(lists, readLists),
  };
}

function ofItems(
  places: readonly Place[],
  read: readonly Item[],
  above: string,
  around: string | null,
): Part[] {
  const byName = new Map(places.map((place) => [place.name, place]));
  const extra = read.filter(({ name }) => !byName.has(name));
  const made = extra.map(({ name }) => ({ ref: `${above}/${name}`, name: 'made', value: true }));
  const found = read.filter(({ name }) => byName.has(name));
  const isWhole =
    found.length === places.length && new Set(found.map(({ name }) => name)).size === places.length;
  if (!isWhole) return [...made, { ref: around, name: 'items', value: places.map(({ item }) => item) }];
  const inOrder = found.every(({ name }, i) => name === places[i]?.name);
  const order = { ref: around, name: 'order', value: places.map(({ item }) => item?.name ?? '') };
  const inner = found.flatMap((one): Part[] => {
    const place = byName.get(one.name);
    if (!place?.item) return [];
    const path = `${above}/${one.name}`;
    const within = 'items' in one ? ofItems(place.children, one.items, path, path) : [];
    return [...differing(withoutItems(place.item), withoutItems(one), path), ...within];
  });
  return [...made, ...(inOrder ? [] : [order]), ...inner];
}

const withoutItems = (item: Item): object =>
  Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'items'));

function differing(meant: object, read: object, ref: string | null): Part[] {
  const [wanted, found] = [new Map(Object.entries(meant)), new Map(Object.entries(read))];
  return [...new Set([...wanted.keys(), ...found.keys()])]
    .filter((name) => sorted(wanted.get(name)) !== sorted(found.get(name)))
    .map((name) => ({ ref, name, value: wanted.get(name) }));
}

/** JSON in which the order of keys says nothing. */
const sorted = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

type Lists = Questionnaire['lists'];

function ofLists(meant: Lists, read: Lists): Pick<Rest, 'lists' | 'choices'> {
  const [wanted, found] = [new Map(Object.entries(meant)), new Map(Object.entries(read))];
  const lists: NonNullable<Rest['lists']>[number][] = [];
  const choices: NonNullable<Rest['choices']>[number][] = [];
  for (const id of new Set([...wanted.keys(), ...found.keys()])) {
    const { choices: own, ...rest } = wanted.get(id) ?? { choices: undefined };
    const { choices: theirs, ...readRest } = found.get(id) ?? { choices: undefined };
    const isAlike =
      own &&
      own.length === theirs?.length &&
      own.every(({ name }, i) => name === theirs[i]?.name && name === name.trim());
    const parts = differing(rest, readRest, null);
    if (!isAlike) parts.push({ ref: null, name: 'choices', value: own });
    if (parts.length > 0) lists.push({ id, parts });
    for (const [at, choice] of (isAlike ? own : []).entries()) {
      const differs = differing(choice, theirs?.[at] ?? {}, null);
      if (differs.length > 0) choices.push({ list: id, at, value: choice.name, parts: differs });
    }
  }
  return { lists, choices };
}

/** `<rintis:questionnaire>`. */
export function writeRest({ parts, lists = [], choices = [] }: Rest): string {
  const byRef = Map.groupBy(parts, ({ ref }) => ref);
  const all = [
    ...[...byRef].map(([ref, own]) => tag('rintis:of', { ref: ref ?? undefined }, writeParts(own))),
    ...lists.map(({ id, parts: own }) => tag('rintis:list', { id }, writeParts(own))),
    ...choices.map(({ list, at, value, parts: own }) =>
      tag('rintis:choice', { list, at: String(at), value }, writeParts(own)),
    ),
  ];
  return tag('rintis:questionnaire', {}, all.join('\n'));
}

const writeParts = (parts: readonly Part[]): string[] =>
  parts.map(({ name, value }) =>
    tag('rintis:part', { name }, value === undefined ? '' : escapedText(toJson(value))),
  );

/** JSON of characters that XML has: the others are written as JSON's escapes. */
const toJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /\p{Cc}|[\uFFFE\uFFFF]/gu,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
