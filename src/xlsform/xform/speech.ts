/** Words of an XForm: `itext` by language, text in place, and the answers that are put into both. */
import type { Media, Words } from '../../questionnaire/index.ts';
import { given, type Reading } from '../reading.ts';
import type { Node, Nodes } from './nodes.ts';
import { nameIn } from './paths.ts';
import { attribute, type Element, elements } from './tree.ts';

/** Texts by id, then by form (`''`, `guidance`, `image` …), then by language. */
type Texts = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Element>>>;

export interface Said {
  readonly words: Words | undefined;
  readonly guidance: Words | undefined;
  readonly media: Media | undefined;
}

/** A formula inside a sentence that is more than a name. */
export type AsCalculation = (formula: string, line: number) => string | null;

const mediaForms = { image: 'image', 'big-image': 'bigImage', audio: 'audio', video: 'video' } as const;

export class Speech {
  readonly #texts: Texts;
  readonly #reading: Reading;
  readonly #nodes: Nodes;

  constructor(model: Element, reading: Reading, nodes: Nodes) {
    this.#reading = reading;
    this.#nodes = nodes;
    this.#texts = readTexts(model, reading);
  }

  /** What a label, hint or value says: by reference to `itext`, or in place. */
  of(element: Element | undefined, node: Node, asCalculation: AsCalculation): Said {
    const nothing = { words: undefined, guidance: undefined, media: undefined };
    if (!element) return nothing;
    const id = idIn(attribute(element, 'ref'));
    if (id !== null) return this.byId(id, node, asCalculation);
    const text = this.#textIn(element, node, asCalculation);
    return text === '' ? nothing : { ...nothing, words: text };
  }

  /** A message in an attribute: `jr:itext('…')` or the words themselves. */
  message(written: string | undefined, node: Node, asCalculation: AsCalculation): Words | undefined {
    const id = idIn(written);
    return id === null ? written : this.byId(id, node, asCalculation).words;
  }

  byId(id: string, node: Node, asCalculation: AsCalculation): Said {
    const forms = this.#texts.get(id);
    const wordsOf = (...names: string[]): Words | undefined => {
      const byTag = names.map((name) => forms?.get(name)).find((found) => found !== undefined);
      if (!byTag) return undefined;
      const said = [...byTag]
        .map(([tag, value]) => [tag, this.#textIn(value, node, asCalculation)] as const)
        .filter(([, text]) => text !== '' && text !== '-'); // the reference converter writes `-` for what is missing
      return said.length > 0 ? toWords(said) : undefined;
    };
    const media = Object.entries(mediaForms).map(([form, part]) => [part, fileNames(wordsOf(form))] as const);
    const present = given(Object.fromEntries(media)) as Media;
    return {
      words: wordsOf('', 'long', 'markdown', 'short'),
      guidance: wordsOf('guidance'),
      media: Object.keys(present).length > 0 ? present : undefined,
    };
  }

  #textIn(element: Element, node: Node, asCalculation: AsCalculation): string {
    const pieces = element.children.map((child) => {
      if (typeof child === 'string') return child;
      if (child.name !== 'output') return this.#textIn(child, node, asCalculation);
      const formula = attribute(child, 'value') ?? attribute(child, 'ref') ?? '';
      const name =
        nameIn(formula, { self: node, nodes: this.#nodes, spoken: true }) ??
        asCalculation(formula, child.line);
      return name === null ? '' : `\${${name}}`;
    });
    const text = pieces.join('').normalize('NFC').trim();
    if (text.includes('${'))
      this.#reading.said.push({ text, at: { sheet: 'xform', row: element.line, column: node.path } });
    return text;
  }
}

/** One language without a name is no language: the words read the same for all. */
function toWords(said: readonly (readonly [tag: string, text: string])[]): Words {
  const [only] = said;
  return said.length === 1 && only?.[0] === 'default' ? only[1] : Object.fromEntries(said);
}

/** `jr://images/a.png` → `a.png`. */
function fileNames(words: Words | undefined): Words | undefined {
  const name = (text: string): string => text.replace(/^jr:\/\/[^/]*\//, '');
  if (words === undefined || typeof words === 'string') return words && name(words);
  return Object.fromEntries(Object.entries(words).map(([tag, text]) => [tag, name(text)]));
}

const idIn = (written: string | undefined): string | null =>
  /^jr:itext\(\s*['"](.*)['"]\s*\)$/s.exec(written?.trim() ?? '')?.[1] ?? null;

function readTexts(model: Element, { languages }: Reading): Texts {
  const texts = new Map<string, Map<string, Map<string, Element>>>();
  const translations = elements(model, 'itext').flatMap((itext) => elements(itext, 'translation'));
  for (const translation of translations) {
    const tag = languages.tagOf(attribute(translation, 'lang') ?? '');
    const isDefault = translation.attributes.has('default');
    if (isDefault || translation === translations[0]) languages.defaultTag = tag;
    for (const text of elements(translation, 'text')) {
      const id = attribute(text, 'id') ?? '';
      const forms = texts.get(id) ?? new Map<string, Map<string, Element>>();
      texts.set(id, forms);
      for (const value of elements(text, 'value')) {
        const form = attribute(value, 'form') ?? '';
        forms.set(form, (forms.get(form) ?? new Map<string, Element>()).set(tag, value));
      }
    }
  }
  return texts;
}
