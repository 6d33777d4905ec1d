/**
 * Compares an imported questionnaire with the XForm that the field's reference converter made of the same file:
 * which questions there are, of what type, under which conditions, with which choices. Reads the XForm by itself,
 * not through our importer, so that the two cannot be wrong together.
 */
import { type Expr, parseFormula, printFormula } from '../../src/questionnaire/formula/index.ts';
import type { Item, Kind, Question, Questionnaire } from '../../src/questionnaire/index.ts';
import { type Element, elementsNamed, readXml } from './xml.ts';

export interface ImportDifference {
  readonly path: string;
  readonly part: 'question' | 'type' | 'choices' | 'filter' | Condition;
  readonly ours: string | null;
  readonly theirs: string | null;
}
export interface ImportComparison {
  /** Questions, groups and repeats that both have or that one lacks. */
  readonly questions: number;
  /** Everything that was compared: each question, type, condition and list is one. */
  readonly compared: number;
  readonly differences: readonly ImportDifference[];
}

type Condition = 'relevant' | 'constraint' | 'required' | 'readonly' | 'calculate' | 'count';
const conditions: readonly Condition[] = [
  'relevant',
  'constraint',
  'required',
  'readonly',
  'calculate',
  'count',
];

/** What either side says of one node. */
interface Told {
  readonly type: string;
  readonly conditions: Readonly<Partial<Record<Condition, string>>>;
  readonly filter: string | null;
  /** Names of the choices, in order; `null` where a file has them. */
  readonly choices: readonly string[] | null;
}

export function compareImport(questionnaire: Questionnaire, xform: string): ImportComparison {
  const theirs = readTheirs(readXml(xform));
  const ours = readOurs(questionnaire, rootOf(theirs));
  const differences: ImportDifference[] = [];
  const paths = new Set([...theirs.keys(), ...ours.keys()]);
  let compared = 0;
  const compare = (
    path: string,
    part: ImportDifference['part'],
    a: string | null,
    b: string | null,
  ): void => {
    compared++;
    if (a !== b) differences.push({ path, part, ours: a, theirs: b });
  };
  for (const path of paths) {
    const [our, their] = [ours.get(path), theirs.get(path)];
    compare(path, 'question', our ? 'there' : null, their ? 'there' : null);
    if (!our || !their) continue;
    compare(path, 'type', our.type, their.type);
    for (const part of conditions) {
      const [a, b] = [our.conditions[part] ?? null, their.conditions[part] ?? null];
      if (a !== null || b !== null) compare(path, part, normal(a, path, ours), normal(b, path, theirs));
    }
    if (our.filter !== null || their.filter !== null) {
      compare(path, 'filter', normal(our.filter, path, ours, true), normal(their.filter, path, theirs, true));
    }
    if (our.choices && their.choices)
      compare(path, 'choices', straight(our.choices), straight(their.choices));
  }
  return { questions: paths.size, compared, differences };
}

/** The reference converter makes typographic quotes straight, in names too; we keep what the data will hold. */
const straight = (names: readonly string[]): string =>
  names.join('|').replace(/[‘’]/g, "'").replace(/[“”]/g, '"');

const rootOf = (theirs: ReadonlyMap<string, Told>): string => [...theirs.keys()][0]?.split('/')[1] ?? 'data';

// Ours

function readOurs({ items, lists }: Questionnaire, root: string): Map<string, Told> {
  const told = new Map<string, Told>();
  const visit = (item: Item, above: string): void => {
    const path = `${above}/${item.name}`;
    if ('items' in item) {
      const { relevant, kind } = item;
      const count = item.kind === 'repeat' ? item.count : undefined;
      told.set(path, { type: kind, conditions: present({ relevant, count }), filter: null, choices: null });
      for (const each of item.items) visit(each, path);
    } else told.set(path, ofQuestion(item, lists));
  };
  for (const item of items) visit(item, `/${root}`);
  return told;
}

function ofQuestion(item: Question, lists: Questionnaire['lists']): Told {
  const { relevant, constraint, required, calculate, trigger, readOnly, kind, list, choiceFilter } = item;
  const readonly = kind === 'note' ? 'true()' : readOnly;
  const choiceList = list !== undefined && Object.hasOwn(lists, list) ? lists[list] : undefined;
  const isSet = trigger !== undefined; // in an XForm, an action and no condition
  return {
    // an XForm cannot tell a note from a text that is read-only
    type: unasked.has(kind) ? 'unasked' : kind === 'text' && readonly === 'true()' ? 'note' : kind,
    conditions: present({
      relevant,
      constraint,
      required,
      readonly,
      calculate: isSet ? undefined : calculate,
    }),
    filter: choiceFilter ?? null,
    choices: choiceList && choiceList.file === undefined ? choiceList.choices.map(({ name }) => name) : null,
  };
}

const unasked: ReadonlySet<Kind> = new Set(['calculate', 'hidden', 'metadata']);

const present = (parts: Partial<Record<Condition, string | undefined>>): Partial<Record<Condition, string>> =>
  Object.fromEntries(
    Object.entries(parts).filter((entry) => entry[1] !== undefined && entry[1] !== 'false()'),
  );

// Theirs

function readTheirs(document: Element): Map<string, Told> {
  const instances = elementsNamed('instance', document);
  const root = instances[0]?.children[0];
  const binds = new Map(
    elementsNamed('bind', document).map((bind) => [bind.attributes.get('nodeset')?.trim(), bind]),
  );
  const controls = new Map<string, Element>();
  const repeats = new Map<string, Element>();
  for (const body of elementsNamed('h:body', document)) gather(body, controls, repeats);
  const lists = new Map(instances.slice(1).map((one) => [one.attributes.get('id') ?? '', one]));
  const told = new Map<string, Told>();
  const visit = (node: Element, above: string): void => {
    const path = `${above}/${node.name}`;
    const isTop = above === '';
    if (!isTop && node.name === 'meta' && node.children.some(({ name }) => name === 'instanceID')) return;
    const control = controls.get(path);
    const repeat = repeats.get(path);
    const isGroup = repeat !== undefined || node.children.length > 0 || control?.name === 'group';
    if (!isTop && !told.has(path)) {
      const conditions = conditionsOf(binds.get(path), repeat);
      const type = repeat ? 'repeat' : isGroup ? 'group' : typeOf(control, binds.get(path), conditions);
      told.set(path, { type, conditions, ...choicesOf(control, lists) });
    }
    for (const child of node.children) visit(child, path);
  };
  if (root) visit(root, '');
  return told;
}

function gather(body: Element, controls: Map<string, Element>, repeats: Map<string, Element>): void {
  for (const element of body.children) {
    const ref = element.attributes.get('ref') ?? element.attributes.get('nodeset');
    if (ref && element.name === 'repeat') repeats.set(ref.trim(), element);
    else if (ref && !/^(label|hint|value|itemset|output|setvalue)$/.test(element.name))
      controls.set(ref.trim(), element);
    gather(element, controls, repeats);
  }
}

function conditionsOf(bind: Element | undefined, repeat: Element | undefined): Told['conditions'] {
  const take = (name: string) => bind?.attributes.get(name)?.trim() || undefined;
  return present({
    relevant: take('relevant'),
    constraint: take('constraint'),
    required: take('required'),
    readonly: take('readonly'),
    calculate: take('calculate'),
    count: repeat?.attributes.get('jr:count')?.trim(),
  });
}

const kinds: Readonly<Record<string, Kind>> = {
  int: 'integer',
  decimal: 'decimal',
  date: 'date',
  time: 'time',
  dateTime: 'dateTime',
  geopoint: 'place',
  geotrace: 'trace',
  geoshape: 'shape',
  barcode: 'barcode',
};

function typeOf(
  control: Element | undefined,
  bind: Element | undefined,
  { readonly }: Told['conditions'],
): string {
  if (!control) return 'unasked';
  const named: Readonly<Record<string, string>> = {
    select1: 'one',
    select: 'many',
    'odk:rank': 'rank',
    trigger: 'acknowledge',
    range: 'range',
  };
  if (control.name === 'upload') {
    const media = control.attributes.get('mediatype') ?? '';
    return media.startsWith('image') ? 'photo' : (/^(audio|video)/.exec(media)?.[0] ?? 'file');
  }
  if (control.attributes.has('query')) return 'one';
  const kind = kinds[bind?.attributes.get('type') ?? ''];
  return named[control.name] ?? kind ?? (readonly === 'true()' ? 'note' : 'text');
}

function choicesOf(
  control: Element | undefined,
  lists: ReadonlyMap<string, Element>,
): Pick<Told, 'filter' | 'choices'> {
  const itemset = control?.children.find(({ name }) => name === 'itemset');
  const nodeset = itemset?.attributes.get('nodeset') ?? control?.attributes.get('query') ?? '';
  const [, id, predicate] = /instance\('([^']+)'\)\/root\/item(?:\[([\s\S]*)\])?/.exec(nodeset) ?? [];
  const value = itemset?.children.find(({ name }) => name === 'value')?.attributes.get('ref') ?? 'name';
  if (id !== undefined) {
    const list = lists.get(id);
    const isFile = !list || list.attributes.has('src');
    const rows = list ? elementsNamed('item', list) : [];
    const names = rows.map((row) => row.children.find(({ name }) => name === value)?.text.trim() ?? '');
    return { filter: predicate ?? null, choices: isFile ? null : names };
  }
  const items = control?.children.filter(({ name }) => name === 'item') ?? [];
  const names = items.map((item) => item.children.find(({ name }) => name === 'value')?.text.trim() ?? '');
  return { filter: null, choices: items.length > 0 ? names : null };
}

// Both

/** The formula with every answer it names written as its path, so that `${x}`, `../x` and `/data/g/x` are the same. */
function normal(
  formula: string | null,
  path: string,
  all: ReadonlyMap<string, Told>,
  onRow = false,
): string | null {
  if (formula === null) return null;
  const read = parseFormula(formula);
  if ('formula' in read) return printFormula(turned(read.formula, onRow ? null : path, path, all));
  const spelled = formula.replace(/\$\{\s*([^{}]*?)\s*\}/g, (_, name: string) => nearest(name, path, all));
  return spelled.replace(/\s/g, ''); // broken on both sides
}

function turned(expr: Expr, here: string | null, self: string, all: ReadonlyMap<string, Told>): Expr {
  const turn = (one: Expr, from = here): Expr => turned(one, from, self, all);
  switch (expr.kind) {
    case 'literal':
      return expr;
    case 'name':
      return { ...expr, name: nearest(expr.name, self, all), position: 0 };
    case 'negation':
      return { ...expr, operand: turn(expr.operand) };
    case 'chain':
      return { ...expr, operands: expr.operands.map((one) => turn(one)) };
    case 'call':
      return {
        ...expr,
        position: 0,
        args: expr.args.map((one, i) => (isQuoted(expr.name, i) ? unquoted(one) : turn(one))),
      };
    case 'filter':
      return { ...expr, base: turn(expr.base), predicates: expr.predicates.map((one) => turn(one, null)) };
    case 'path': {
      const { from, steps } = expr;
      const isCall = (name: string) => typeof from === 'object' && from.kind === 'call' && from.name === name;
      const start = from === 'root' ? '' : isCall('current') ? self : from === 'here' ? here : null;
      const reached = start === null ? null : walked(start, steps);
      if (reached !== null && all.has(reached))
        return { kind: 'name', name: reached, lastSaved: false, position: 0 };
      const first = typeof from === 'object' && from.kind === 'call' && from.args[0];
      const saved = isCall('instance') && first && first.kind === 'literal' && first.value === '__last-saved';
      const lastSaved = saved ? walked('', steps) : null;
      if (lastSaved !== null && all.has(lastSaved))
        return { kind: 'name', name: lastSaved, lastSaved: true, position: 0 };
      return {
        ...expr,
        from: typeof from === 'object' ? turn(from) : from,
        steps: steps.map((step) => ({ ...step, predicates: step.predicates.map((one) => turn(one, null)) })),
      };
    }
  }
}

type Steps = Extract<Expr, { kind: 'path' }>['steps'];

function walked(from: string, steps: Steps): string | null {
  const at = from.split('/').filter(Boolean);
  let named = false;
  for (const { axis, test, predicates } of steps) {
    if (predicates.length > 0) return null;
    if (axis === 'parent') at.pop();
    else if (axis === 'child' && !/[*()]/.test(test)) {
      at.push(test);
      named = true;
    } else if (axis !== 'self') return null;
  }
  return named ? `/${at.join('/')}` : null;
}

/** The second argument of `jr:choice-name` is a name or path in quotes. */
const isQuoted = (name: string, i: number): boolean => name === 'jr:choice-name' && i === 1;
const unquoted = (expr: Expr): Expr =>
  expr.kind === 'literal'
    ? { kind: 'literal', value: /([^\s/${}]+)\}?\s*$/.exec(String(expr.value))?.[1] ?? '' }
    : expr;

/** What `${name}` means at a path: the question of that name in the innermost group around. */
function nearest(name: string, from: string, all: ReadonlyMap<string, Told>): string {
  const candidates = [...all.keys()].filter((path) => path.endsWith(`/${name}`));
  for (let around = from; around !== ''; around = around.slice(0, around.lastIndexOf('/'))) {
    const found = candidates.find((path) => path.startsWith(`${around}/`));
    if (found) return found;
  }
  return candidates[0] ?? name;
}
