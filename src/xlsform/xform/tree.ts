/** An XForm's XML as a tree. Nothing is looked up outside the file: a document type is skipped, unknown entities are refused. */
import { SaxesParser } from 'saxes';
import { limits } from '../limits.ts';
import { Refusal } from '../problems.ts';

export interface Element {
  /** Without its prefix. */
  readonly name: string;
  /** By name without prefix. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly parent: Element | null;
  readonly children: (Element | string)[];
  readonly line: number;
}

/** The root element. */
export function readXml(text: string): Element {
  if (text.length > limits.file) {
    throw new Refusal('file-too-large', {
      limit: limits.file / 1_000_000,
      size: Math.ceil(text.length / 1_000_000),
    });
  }
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  let root: Element | null = null;
  let open: Element | null = null;
  let [count, depth] = [0, 0];
  parser.on('error', ({ message }) => {
    const at = { sheet: 'xform', row: parser.line, column: null };
    throw new Refusal('xml-malformed', { line: parser.line, reason: message.replace(/^\d+:\d+: /, '') }, at);
  });
  parser.on('opentag', ({ name, attributes }) => {
    const named = Object.entries(attributes).map(([key, value]) => [local(key), value] as const);
    const made: Element = {
      name: local(name),
      attributes: new Map(named),
      parent: open,
      children: [],
      line: parser.line,
    };
    if (++count > limits.elements) throw new Refusal('xml-too-large', { limit: limits.elements });
    if (++depth > limits.depth * 2) throw new Refusal('groups-too-deep', { limit: limits.depth });
    open?.children.push(made);
    root ??= made;
    open = made;
  });
  parser.on('closetag', () => {
    depth--;
    open = open?.parent ?? null;
  });
  const addText = (text: string): void => {
    open?.children.push(text);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text.replace(/^[\uFEFF\s]+/, '')).close();
  if (!root) throw new Refusal('file-empty');
  return root;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

export const elements = (of: Element | undefined, name?: string): Element[] =>
  (of?.children ?? []).filter(
    (child): child is Element => typeof child !== 'string' && (name === undefined || child.name === name),
  );

export const first = (of: Element | undefined, name: string): Element | undefined => elements(of, name)[0];

/** All elements inside, in document order. */
export function* inside(of: Element): Iterable<Element> {
  for (const child of elements(of)) {
    yield child;
    yield* inside(child);
  }
}

/** Text directly in the element. */
export const textOf = (of: Element | undefined): string =>
  (of?.children ?? [])
    .filter((child) => typeof child === 'string')
    .join('')
    .trim();

export const attribute = (of: Element | undefined, name: string): string | undefined => {
  const value = of?.attributes.get(name)?.trim();
  return value === '' ? undefined : value;
};
