/** An XForm's external instance: `<root><item><name>…</name>…</item></root>`, read without building a tree of it. */
import { SaxesParser } from 'saxes';
import type { Cells } from './geojson.ts';
import { limits } from './limits.ts';
import { Refusal } from './problems.ts';
import { safeKey } from './reading.ts';

/** Entities beyond XML's own five are refused, never looked up. */
export function readItems(text: string): Iterable<Cells> {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  const rows: Map<string, string>[] = [];
  const open: string[] = [];
  let [count, cell] = [0, ''];
  let root = '';
  parser.on('error', ({ message }) => {
    const at = { sheet: null, row: parser.line, column: null };
    throw new Refusal('xml-malformed', { line: parser.line, reason: message.replace(/^\d+:\d+: /, '') }, at);
  });
  parser.on('opentag', ({ name }) => {
    if (open.length >= limits.depth) throw new Refusal('groups-too-deep', { limit: limits.depth });
    if (++count > limits.attachedCells) throw new Refusal('xml-too-large', { limit: limits.attachedCells });
    open.push(local(name));
    if (open.length === 1) root = local(name);
    if (open.length === 2 && open[1] === 'item') rows.push(new Map());
    if (open.length === 3) cell = '';
  });
  parser.on('closetag', () => {
    const name = open[2];
    if (open.length === 3 && open[1] === 'item' && name !== undefined) keep(rows.at(-1), name, cell.trim());
    open.pop();
  });
  const addText = (more: string): void => {
    if (open.length === 3) cell += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text.trimStart()).close();
  if (root !== 'root') throw new Refusal('attached-no-rows', { wanted: '<root> <item>' });
  return rows;
}

/** A column that comes twice: the first is taken. */
function keep(row: Map<string, string> | undefined, name: string, text: string): void {
  const column = safeKey(name);
  if (row && !row.has(column)) row.set(column, text);
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
