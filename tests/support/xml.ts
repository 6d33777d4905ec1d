/** Just enough XML for tests: elements, attributes, text, CDATA, entities. Namespaces stay prefixes. */
export interface Element {
  readonly name: string;
  readonly parent: Element | null;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  /** All text inside, in document order. */
  text: string;
}

const piece =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s>]+)\s*>|<([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gy;

/** The document; its only child is the root element. */
export function readXml(source: string): Element {
  const document = element('', null, '');
  let open = document;
  piece.lastIndex = 0;
  while (piece.lastIndex < source.length) {
    const start = piece.lastIndex;
    const found = piece.exec(source);
    if (!found) throw new Error(`not XML at ${start}: ${source.slice(start, start + 40)}`);
    const [, cdata, closed, opened, attributes = '', empty, text] = found;
    if (cdata ?? text) addText(open, cdata ?? decoded(text ?? ''));
    if (closed && open.parent) open = open.parent;
    if (opened) {
      const child = element(opened, open, attributes);
      open.children.push(child);
      if (!empty) open = child;
    }
  }
  return document;
}

const element = (name: string, parent: Element | null, attributes: string): Element => ({
  name,
  parent,
  attributes: new Map(
    [...attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key = '', a, b]) => [
      key,
      decoded(a ?? b ?? ''),
    ]),
  ),
  children: [],
  text: '',
});

function addText(to: Element, text: string): void {
  for (let at: Element | null = to; at; at = at.parent) at.text += text;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal ? String.fromCodePoint(Number(decimal)) : (named[name] ?? whole);
  });

/** All elements of that name, at any depth. */
export const elementsNamed = (name: string, within: Element): Element[] =>
  within.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elementsNamed(name, child),
  ]);
