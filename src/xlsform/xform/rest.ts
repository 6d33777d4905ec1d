/**
 * What an XForm has no place for, in our own namespace: `<rintis:of ref="/data/x"><rintis:part name="softRequired">`, with
 * the part as JSON; an empty part is one that the questionnaire does not have. Everything else is read as in any XForm.
 */
import * as z from 'zod/mini';
import type { Translation } from '../../questionnaire/index.ts';
import {
  Choice,
  ChoiceList,
  Group,
  type Item,
  Name,
  Question,
  Questionnaire,
  Repeat,
} from '../../questionnaire/index.ts';
import type { Reading } from '../reading.ts';
import { attribute, type Element, elements, first, textOf } from './tree.ts';

/** `order`: the names of what a section holds; `made`: an item that only the XForm needs. */
const shapes: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> = {
  ...Questionnaire.shape,
  ...ChoiceList.shape,
  ...Choice.shape,
  ...Question.shape,
  ...Group.shape,
  ...Repeat.shape,
  kind: z.string(),
  label: Question.shape.label,
  items: Questionnaire.shape.items,
  order: z.array(Name),
  made: z.literal(true),
};

type Parts = ReadonlyMap<string, unknown>;

const blockOf = (html: Element): Element | undefined => first(first(html, 'head'), 'questionnaire');

/** The languages must be known before any words are read. */
export function readDeclared(html: Element, reading: Reading): readonly Translation[] {
  const block = elements(blockOf(html), 'of').find((one) => attribute(one, 'ref') === undefined);
  const languages = Questionnaire.shape.languages.safeParse(
    block ? readParts(block, reading).get('languages') : undefined,
  );
  return languages.success ? languages.data : [];
}

/** The questionnaire as it was before it became an XForm; its lists are put right in `reading`. */
export function withRest(read: Questionnaire, html: Element, root: string, reading: Reading): Questionnaire {
  const block = blockOf(html);
  if (!block) return read;
  const byRef = new Map<string, { parts: Parts; line: number }>();
  let ofForm: Parts = new Map();
  for (const one of elements(block, 'of')) {
    const ref = attribute(one, 'ref');
    const parts = readParts(one, reading);
    if (ref === undefined) ofForm = parts;
    else byRef.set(ref, { parts, line: one.line });
  }
  readLists(block, reading);
  const items = restored(read.items, root, byRef, ofForm);
  for (const [ref, { line }] of byRef)
    reading.problems.tell('xform-not-carried', { sheet: 'xform', row: line, column: null }, { what: ref });
  return withParts({ ...read, items }, ofForm);
}

function restored(
  items: readonly Item[],
  above: string,
  byRef: Map<string, { parts: Parts; line: number }>,
  around: Parts,
): Item[] {
  const known = items.flatMap((item): Item[] => {
    const path = `${above}/${item.name}`;
    const parts = byRef.get(path)?.parts ?? new Map<string, unknown>();
    byRef.delete(path);
    const inner = 'items' in item ? { ...item, items: restored(item.items, path, byRef, parts) } : item;
    const isSection = (kind: unknown): boolean => kind === 'group' || kind === 'repeat';
    const fits = !parts.has('kind') || isSection(parts.get('kind')) === isSection(item.kind);
    return parts.get('made') === true ? [] : [fits ? withParts(inner, parts) : inner];
  });
  const order = around.get('order');
  if (!Array.isArray(order)) return known;
  const at = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return known.sort((a, b) => at(a.name) - at(b.name));
}

/** With each part in its place; a part without a value goes. */
function withParts<T extends object>(whole: T, parts: Parts): T {
  const all = new Map<string, unknown>(Object.entries(whole));
  for (const [name, value] of parts) {
    if (name === 'order' || name === 'made') continue;
    if (value === undefined) all.delete(name);
    else all.set(name, value);
  }
  return Object.fromEntries(all) as T;
}

/** Parts by name; what cannot be read is told and left out. */
function readParts(of: Element, { problems }: Reading): Parts {
  const parts = new Map<string, unknown>();
  for (const part of elements(of, 'part')) {
    const name = attribute(part, 'name') ?? '';
    const text = textOf(part);
    const value = text === '' ? undefined : readJson(text);
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    const isSound = shape && (text === '' || shape.safeParse(value).success);
    if (isSound) parts.set(name, value);
    else problems.tell('setting-unreadable', { sheet: 'xform', row: part.line, column: null }, { text });
  }
  return parts;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readLists(block: Element, reading: Reading): void {
  const { lists } = reading;
  for (const one of elements(block, 'list')) {
    const id = attribute(one, 'id') ?? '';
    const parts = readParts(one, reading);
    const list = withParts<ChoiceList>(lists.get(id) ?? { choices: [] }, parts);
    if (parts.has('choices') && parts.get('choices') === undefined) lists.delete(id);
    else lists.set(id, list);
  }
  for (const one of elements(block, 'choice')) {
    const id = attribute(one, 'list') ?? '';
    const at = Number(attribute(one, 'at'));
    const list = lists.get(id);
    if (list?.choices[at]?.name !== attribute(one, 'value')) {
      const spot = { sheet: 'xform', row: one.line, column: null };
      reading.problems.tell('xform-not-carried', spot, { what: `${id}/${attribute(one, 'value') ?? at}` });
      continue;
    }
    const parts = readParts(one, reading);
    const choices = list?.choices.map((choice, i) => (i === at ? withParts(choice, parts) : choice)) ?? [];
    lists.set(id, { ...list, choices });
  }
}
