/** XML as text: every name is ours, every text is escaped, and there are no entities but XML's own. */

export type Attributes = Readonly<Record<string, string | undefined>>;

/** `<name a="…">children</name>`; children are XML already. */
export function tag(
  name: string,
  attributes: Attributes = {},
  children: string | readonly string[] = [],
): string {
  const said = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${escapedAttribute(value)}"`,
  );
  const inner = typeof children === 'string' ? children : children.join('');
  return inner === '' ? `<${name}${said.join('')}/>` : `<${name}${said.join('')}>${inner}</${name}>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** What XML 1.0 has no place for at all (§2.2) becomes the replacement character. */
const possible = (text: string): string =>
  text.toWellFormed().replace(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, '\uFFFD');

export const escapedText = (text: string): string =>
  possible(text).replace(/[&<>\r]/g, (letter) => escapes[letter] ?? letter);

const escapedAttribute = (text: string): string =>
  possible(text).replace(/[&<>"\r\n\t]/g, (letter) => escapes[letter] ?? letter);

/** XML 1.0 §2.3, where letters such as `ª` may not stand in a name. */
const start =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const inside = `${start}.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040-`;
const wrongInside = new RegExp(`[^${inside}]`, 'gu');
const wrongStart = new RegExp(`^(?![${start}])`, 'u');

/** The name as XML allows it. */
export const xmlName = (name: string): string =>
  name.normalize('NFC').replace(wrongInside, '_').replace(wrongStart, '_');

export const isXmlName = (name: string): boolean => name !== '' && xmlName(name) === name;
