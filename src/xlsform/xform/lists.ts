/** Choice lists of an XForm: secondary instances, files, and choices written below a question. */

import { type Expr, parseFormula, printFormula } from '../../questionnaire/formula/index.ts';
import type { Choice, ChoiceList, Question, Tree } from '../../questionnaire/index.ts';
import { given, type Reading, safeKey } from '../reading.ts';
import type { Node, Nodes } from './nodes.ts';
import { turn } from './paths.ts';
import type { Speech } from './speech.ts';
import { attribute, type Element, elements, first, textOf } from './tree.ts';

const noCalculation = (): null => null;

/** Reads all secondary instances; `root` stands for nobody in particular. */
export function readInstances(
  model: Element,
  primary: Element,
  root: Node,
  speech: Speech,
  reading: Reading,
): void {
  for (const instance of elements(model, 'instance')) {
    const id = safeKey(attribute(instance, 'id') ?? '');
    const source = attribute(instance, 'src');
    const at = { sheet: 'xform', row: instance.line, column: null };
    if (instance === primary || id === '' || source === 'jr://instance/last-saved') continue;
    if (source !== undefined) {
      const file = source.replace(/^jr:\/\/[^/]*\//, '');
      reading.lists.set(id, { choices: [], file });
      reading.problems.tell('file-needed', at, { file });
      continue;
    }
    const [content] = elements(instance);
    const rows = elements(content, 'item').map((row) => readRow(row, root, speech));
    const tree = content && !isTable(content) ? treeOf(content) : undefined;
    reading.lists.set(id, { choices: rows, ...given({ tree }) });
  }
}

/** Rows of cells, and nothing else. */
const isTable = (content: Element): boolean =>
  content.name === 'root' &&
  content.attributes.size === 0 &&
  elements(content).every(
    (row) =>
      row.name === 'item' &&
      elements(row).every((cell) => cell.attributes.size === 0 && elements(cell).length === 0),
  );

export function treeOf(element: Element): Tree {
  const children = elements(element).map(treeOf);
  return {
    name: safeKey(element.name),
    ...given({
      text: textOf(element) || undefined,
      attributes: element.attributes.size > 0 ? attributesOf(element) : undefined,
      children: children.length > 0 ? children : undefined,
    }),
  };
}

const attributesOf = ({ attributes }: Element): Record<string, string> =>
  Object.fromEntries([...attributes].map(([name, text]) => [safeKey(name), text]));

function readRow(row: Element, root: Node, speech: Speech): Choice {
  const cells = elements(row).map((cell) => [safeKey(cell.name), textOf(cell)] as const);
  const columns = new Map([
    ...[...row.attributes].map(([name, text]) => [`@${name}`, text] as const),
    ...cells.filter(([name]) => name !== 'name' && name !== 'label' && name !== 'itextId'),
  ]);
  const byName = new Map(cells);
  const said = speech.byId(byName.get('itextId') ?? '', root, noCalculation);
  const label = said.words ?? byName.get('label');
  return {
    name: byName.get('name') ?? '',
    ...given({
      label: label === '' ? undefined : label,
      media: said.media,
      columns: columns.size > 0 ? Object.fromEntries(columns) : undefined,
    }),
  };
}

/** What an itemset asks for: a list, perhaps filtered, perhaps shuffled; or answers, where it is no list. */
export interface Itemset {
  readonly list: string | null;
  /** `root/item`, filtered there and nowhere else. */
  readonly isRows: boolean;
  /** The whole of it, with names for paths. */
  readonly places: string;
  readonly filter: string | undefined;
  readonly randomize: { readonly seed: string | undefined } | undefined;
}

export function readItemset(written: string, node: Node, nodes: Nodes): Itemset | null {
  const read = parseFormula(written);
  if ('problem' in read) return null;
  const shuffled =
    read.formula.kind === 'call' && read.formula.name === 'randomize' ? read.formula.args : null;
  const path = shuffled ? shuffled[0] : read.formula;
  const seed = shuffled?.[1] && printFormula(turn(shuffled[1], node, { self: node, nodes }));
  if (path?.kind !== 'path' && path?.kind !== 'filter') return null;
  const list = path.kind === 'path' ? listOf(path) : null;
  const steps = path.kind === 'path' ? path.steps : [];
  const predicates = steps
    .flatMap((step) => step.predicates)
    .map((one) => turn(one, null, { self: node, nodes }));
  return {
    list,
    isRows:
      steps.length === 2 &&
      steps[0]?.test === 'root' &&
      steps[1]?.test === 'item' &&
      !steps[0].predicates.length,
    places: printFormula(turn(path, node, { self: node, nodes })),
    filter: predicates.length > 0 ? joined(predicates) : undefined,
    randomize: shuffled ? { seed } : undefined,
  };
}

/** The list that a path begins with: `instance('list')/…`. */
function listOf({ from }: Extract<Expr, { kind: 'path' }>): string | null {
  if (typeof from === 'string' || from.kind !== 'call' || from.name !== 'instance') return null;
  const [id] = from.args;
  return id?.kind === 'literal' && id.value !== '__last-saved' ? String(id.value) : null;
}

function joined(predicates: readonly Expr[]): string {
  const [only] = predicates;
  if (only && predicates.length === 1) return printFormula(only);
  return predicates.map((one) => `(${printFormula(one)})`).join(' and ');
}

/** An itemset may take another column than `name` for the value, and another than `label` for the words. */
export function withColumns({ choices, ...rest }: ChoiceList, value: string, label: string): ChoiceList {
  if (value === 'name' && (label === 'label' || label.startsWith('jr:itext'))) return { choices, ...rest };
  return {
    ...rest,
    choices: choices.map((choice) => {
      const own = (column: string): string | undefined =>
        choice.columns && Object.hasOwn(choice.columns, column) ? choice.columns[column] : undefined;
      const words = own(label);
      return { ...choice, name: own(value) ?? choice.name, ...(words !== undefined && { label: words }) };
    }),
  };
}

/** Which columns of a file are chosen and shown, where they are not those that XLSForm takes by itself. */
export function columnsTaken(itemset: Element | undefined): Question['parameters'] {
  const taken = (['value', 'label'] as const).flatMap((part) => {
    const column = attribute(first(itemset, part), 'ref');
    const usual = part === 'value' ? 'name' : 'label';
    return column === undefined || column === usual || column.includes('(') ? [] : [[part, column] as const];
  });
  return taken.length > 0 ? Object.fromEntries(taken) : undefined;
}

/** Choices written below the question: a list with the question's name, or one that is the same already. */
export function inlineList(
  control: Element,
  node: Node,
  speech: Speech,
  { lists }: Reading,
  inline: Map<string, string>,
): string {
  const choices = elements(control, 'item').map((item): Choice => {
    const said = speech.of(first(item, 'label'), node, noCalculation);
    return { name: textOf(first(item, 'value')), ...given({ label: said.words, media: said.media }) };
  });
  const content = JSON.stringify(choices);
  const same = inline.get(content);
  if (same !== undefined) return same;
  let name = node.name;
  for (let n = 2; lists.has(name); n++) name = `${node.name}_${n}`;
  lists.set(name, { choices });
  inline.set(content, name);
  return name;
}
