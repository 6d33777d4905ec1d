/** Walks through XML without building it. Entities beyond XML's own five are refused, never looked up. */
import { SaxesParser } from 'saxes';
import type { Part } from './zip.ts';

export interface Walker {
  /** Names without their prefix, as spreadsheet programs differ in it. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Throws what the walker or the parser throws. */
export function walk(part: Part, walker: Walker): void {
  const parser = new SaxesParser<{ xmlns: false; position: boolean }>({ xmlns: false, position: false });
  parser.on('error', (wrong) => {
    throw wrong;
  });
  parser.on('opentag', ({ name, attributes }) => walker.open?.(local(name), attributes));
  parser.on('closetag', ({ name }) => walker.close?.(local(name)));
  if (walker.text) parser.on('text', (text) => walker.text?.(text));
  part((text) => parser.write(text));
  parser.close();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
