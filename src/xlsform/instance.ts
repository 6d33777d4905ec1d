/** An XForm's external instance: `<root><item><name>…</name>…</item></root>`, read without building a tree of it; or any other XML. */
import { SaxesParser } from 'saxes';
import type { Tree } from '../questionnaire/index.ts';
import type { Cells, Content } from './geojson.ts';
import { limits } from './limits.ts';
import { Refusal } from './problems.ts';
import { safeKey } from './reading.ts';

/** Entities beyond XML's own five are refused, never looked up. */
export function readInstance(text: string): Content {
  const rows: Map<string, string>[] = [];
  const open: string[] = [];
  let cell = '';
  let isTable = true;
  walk(text, {
    begins(name, attributes) {
      open.push(name);
      const depth = open.length;
      const wanted = depth === 1 ? 'root' : depth === 2 ? 'item' : name;
      if (name !== wanted || depth > 3 || (depth !== 2 && attributes.length > 0)) isTable = false;
      if (depth === 2) rows.push(new Map(attributes.map(([key, value]) => [`@${key}`, value])));
      if (depth === 3) cell = '';
    },
    says(more) {
      if (open.length === 3) cell += more;
    },
    ends() {
      const name = open.pop();
      if (open.length === 2 && open[1] === 'item' && name !== undefined) keep(rows.at(-1), name, cell.trim());
    },
  });
  return isTable ? { rows } : whole(text);
}

/** What is no table of rows is kept as it is; the `item`s of its root can be chosen. */
function whole(text: string): Content {
  const open: Branch[] = [{ name: '', text: '', attributes: {}, children: [] }];
  walk(text, {
    begins(name, attributes) {
      const made: Branch = { name, text: '', attributes: Object.fromEntries(attributes), children: [] };
      open.at(-1)?.children.push(made);
      open.push(made);
    },
    says(more) {
      const here = open.at(-1);
      if (here) here.text += more;
    },
    ends() {
      open.pop();
    },
  });
  const [root] = open[0]?.children ?? [];
  if (!root) throw new Refusal('file-empty');
  const rows = root.children.filter(({ name }) => name === 'item').map(cellsOf);
  return { rows, tree: treeOf(root) };
}

interface Branch {
  readonly name: string;
  text: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Branch[];
}

function treeOf({ name, text, attributes, children }: Branch): Tree {
  const said = text.trim();
  return {
    name,
    ...(said !== '' && { text: said }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(children.length > 0 && { children: children.map(treeOf) }),
  };
}

function cellsOf({ attributes, children }: Branch): Cells {
  const row = new Map(Object.entries(attributes).map(([name, text]) => [`@${name}`, text]));
  for (const { name, text } of children) keep(row, name, text.trim());
  return row;
}

interface Listener {
  begins(name: string, attributes: readonly (readonly [string, string])[]): void;
  says(text: string): void;
  ends(): void;
}

function walk(text: string, listener: Listener): void {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  let [count, depth] = [0, 0];
  parser.on('error', ({ message }) => {
    const at = { sheet: null, row: parser.line, column: null };
    throw new Refusal('xml-malformed', { line: parser.line, reason: message.replace(/^\d+:\d+: /, '') }, at);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > limits.depth) throw new Refusal('groups-too-deep', { limit: limits.depth });
    const written = Object.entries(attributes).filter(([key]) => !/^xmlns(:|$)/.test(key));
    count += 1 + written.length;
    if (count > limits.attachedCells) throw new Refusal('xml-too-large', { limit: limits.attachedCells });
    listener.begins(
      safeKey(local(name)),
      written.map(([key, value]) => [safeKey(local(key)), value.trim()] as const),
    );
  });
  parser.on('closetag', () => {
    depth--;
    listener.ends();
  });
  parser.on('text', (more) => listener.says(more));
  parser.on('cdata', (more) => listener.says(more));
  parser.write(text.trimStart()).close();
}

/** A column that comes twice: the first is taken. */
function keep(row: Map<string, string> | undefined, column: string, text: string): void {
  if (row && !row.has(column)) row.set(column, text);
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
