/**
 * What the primary instance holds when an interview begins: a repeat may stand there several times, with values, or only as
 * a template. `template` marks what added instances are like; without it, they are like the first.
 */
import type { Answers, Item, Repeat } from '../../questionnaire/index.ts';
import { nameFrom } from '../names.ts';
import type { Action } from './actions.ts';
import type { Node, Nodes } from './nodes.ts';
import { type Element, elements, textOf } from './tree.ts';

export interface Beginning {
  readonly nodes: Nodes;
  readonly actions: ReadonlyMap<Node, readonly Action[]>;
}

/** The items, each repeat with the instances that it begins with, where that is anything but one blank one. */
export function withBegins(items: readonly Item[], section: Element, path: string, of: Beginning): Item[] {
  return items.map((item) => {
    const found = named(section, item.name);
    const [first] = found;
    if (!first || !('items' in item)) return item;
    const here = `${path}/${first.name}`;
    const inner = { ...item, items: withBegins(item.items, first, here, of) } as typeof item;
    if (inner.kind !== 'repeat') return inner;
    const begins = instances(found).map((one) => answersIn(inner.items, one, here, of));
    return isUsual(inner, begins) ? inner : { ...inner, begins };
  });
}

const named = (section: Element, name: string): Element[] =>
  elements(section).filter((child) => nameFrom(child.name) === name);

const instances = (found: readonly Element[]): Element[] =>
  found.filter(({ attributes }) => !attributes.has('template'));

/** One instance in which nothing is answered; where a formula counts, none of them says anything either. */
const isUsual = ({ count }: Repeat, begins: readonly Answers[]): boolean =>
  begins.every((one) => Object.keys(one).length === 0) && (begins.length === 1 || count !== undefined);

/** What an instance says other than the questionnaire would say by itself. */
function answersIn(items: readonly Item[], section: Element, path: string, of: Beginning): Answers {
  const said: [string, Answers[string]][] = [];
  for (const item of items) {
    const found = named(section, item.name);
    const [first] = found;
    if (!first) continue;
    const here = `${path}/${first.name}`;
    if (item.kind === 'repeat') {
      const begins = instances(found).map((one) => answersIn(item.items, one, here, of));
      if (JSON.stringify(begins) !== JSON.stringify(item.begins ?? [{}])) said.push([item.name, begins]);
    } else if (item.kind === 'group') {
      const inner = answersIn(item.items, first, here, of);
      if (Object.keys(inner).length > 0) said.push([item.name, inner]);
    } else if (item.calculate === undefined || item.trigger !== undefined) {
      const text = beginningText(first, here, of);
      const usual = item.default && 'literal' in item.default ? item.default.literal : '';
      const isWorkedOut = item.default !== undefined && 'formula' in item.default;
      if (text !== null && (isWorkedOut || text !== usual)) said.push([item.name, text]);
    }
  }
  return Object.fromEntries(said);
}

/** What stands there when the interview begins; `null` where a formula works it out. */
function beginningText(element: Element, path: string, { nodes, actions }: Beginning): string | null {
  const node = nodes.byPath.get(path);
  const set = node && actions.get(node)?.find(({ kind, atLoad }) => kind === 'value' && atLoad);
  if (set?.formula !== undefined) return null;
  return (set ? set.text : textOf(element)).normalize('NFC');
}
