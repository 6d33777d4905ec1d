/** Choice lists as formulas see them: rows with a place for each column, indexed by the columns that are looked up. */
import type { Instance, Place } from '../formula/index.ts';
import type { Choice, ChoiceList, Tree } from '../schema.ts';
import { inWords } from '../words.ts';

/** One choice, as the row of a table. */
export class Row implements Place {
  readonly name = 'item';
  readonly parent: Place;
  readonly choice: Choice;
  readonly #speech: Speech;
  readonly #itextId: string;
  readonly #tree: Tree | undefined;
  #cells: readonly Place[] | undefined;
  #attributes: ReadonlyMap<string, string> | undefined;

  constructor(parent: Place, choice: Choice, itextId: string, speech: Speech, tree?: Tree) {
    this.parent = parent;
    this.choice = choice;
    this.#itextId = itextId;
    this.#speech = speech;
    this.#tree = tree;
  }

  get children(): readonly Place[] {
    this.#cells ??= this.#tree
      ? branchesOf(this.#tree, this)
      : [...cellsOf(this.choice, this.#itextId, this.#speech)].map(([name, text]) => ({
          name,
          text,
          parent: this,
          children: [],
        }));
    return this.#cells;
  }

  /** Columns that begin with `@` are an XML row's attributes. */
  get attributes(): ReadonlyMap<string, string> {
    this.#attributes ??= new Map(
      Object.entries(this.choice.columns ?? {}).flatMap(([name, text]) =>
        name.startsWith('@') ? [[name.slice(1), text] as const] : [],
      ),
    );
    return this.#attributes;
  }

  get text(): string {
    return this.children.map((cell) => cell.text).join('');
  }
}

interface Speech {
  readonly language: string;
  readonly fallbacks: readonly string[];
}

function* cellsOf(
  choice: Choice,
  itextId: string,
  { language, fallbacks }: Speech,
): Iterable<[string, string]> {
  const { name, label, columns = {} } = choice;
  // a file may give what is chosen by another column than `name`: formulas see the file's own
  yield ['name', ownCell(columns, 'name') ?? name];
  const said = label === undefined ? undefined : inWords(label, language, fallbacks).text;
  const words = ownCell(columns, 'label') ?? said;
  if (words !== undefined) yield ['label', words];
  if (typeof label === 'object' && !Object.hasOwn(columns, 'itextId')) yield ['itextId', itextId];
  for (const [column, text] of Object.entries(columns)) {
    if (column !== 'name' && column !== 'label' && !column.startsWith('@')) yield [column, text];
  }
}

/** A choice list, its labels read in one language. An index of a column is made when it is first asked for. */
export class List implements Instance {
  readonly place: Place;
  readonly rows: readonly Row[];
  #byName: ReadonlyMap<string, readonly Row[]> | undefined;
  readonly #indices = new Map<string, ReadonlyMap<string, readonly Row[]>>();

  /** `name`: of the list; XLSForm makes the ids of its words from it. */
  constructor(name: string, { choices, tree }: ChoiceList, speech: Speech) {
    const above = blank('', null);
    const root = tree ? grown(tree, above) : blank('root', above);
    above.children = [root];
    const trees = tree?.children?.filter(isRow) ?? [];
    this.rows = choices.map((choice, at) => new Row(root, choice, `${name}-${at}`, speech, trees[at]));
    const rows = this.rows.values();
    root.children = tree
      ? root.children.map((child) => (child.name === 'item' ? (rows.next().value ?? child) : child))
      : this.rows;
    this.place = above;
  }

  byColumn(column: string, text: string): readonly Row[] {
    let index = this.#indices.get(column);
    if (!index) {
      index = indexOf(this.rows, (row) => textOf(row, column) ?? '');
      this.#indices.set(column, index);
    }
    return index.get(text) ?? [];
  }

  /** The rows that are chosen by this name. */
  named(name: string): readonly Row[] {
    this.#byName ??= indexOf(this.rows, ({ choice }) => choice.name);
    return this.#byName.get(name) ?? [];
  }
}

function indexOf(rows: readonly Row[], textIn: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const index = new Map<string, Row[]>();
  for (const row of rows) {
    const text = textIn(row);
    const found = index.get(text);
    if (found) found.push(row);
    else index.set(text, [row]);
  }
  return index;
}

const isRow = ({ name }: Tree): boolean => name === 'item';

const branchesOf = ({ children = [] }: Tree, parent: Place): readonly Place[] =>
  children.map((child) => grown(child, parent));

function grown(tree: Tree, parent: Place) {
  const place = blank(tree.name, parent);
  place.children = branchesOf(tree, place);
  place.text = (tree.text ?? '') + place.children.map(({ text }) => text).join('');
  if (tree.attributes) place.attributes = new Map(Object.entries(tree.attributes));
  return place;
}

const blank = (name: string, parent: Place | null): Open => ({ name, parent, children: [], text: '' });

type Open = { -readonly [part in keyof Place]: Place[part] };

function textOf(row: Row, column: string): string | undefined {
  const { name, columns } = row.choice;
  const cell = ownCell(columns, column);
  if (cell !== undefined) return cell;
  if (column === 'name') return name;
  return column === 'label' ? row.children.find((cell) => cell.name === column)?.text : undefined;
}

const ownCell = (columns: Choice['columns'], column: string): string | undefined =>
  columns && Object.hasOwn(columns, column) ? columns[column] : undefined;
