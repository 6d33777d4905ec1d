/** What authors call languages in their headers (`English (en)`, `english`, `ไทย`), and the tags they mean. */
import type { Translation } from '../questionnaire/index.ts';
import { tidy } from './clean.ts';
import { nowhere, type Problems } from './problems.ts';

/** Names that the platform does not know, or knows otherwise. */
const names: Readonly<Record<string, string>> = {
  tagalog: 'fil',
  pilipino: 'fil',
  filipino: 'fil',
  malay: 'ms',
  melayu: 'ms',
  'bahasa melayu': 'ms',
  'bahasa malaysia': 'ms',
  bahasa: 'id',
  'bahasa indonesia': 'id',
  hiligaynon: 'hil',
  cebuano: 'ceb',
  bisaya: 'ceb',
  ilocano: 'ilo',
  ilokano: 'ilo',
  tetun: 'tet',
  tetum: 'tet',
  chichewa: 'ny',
  dari: 'prs',
  farsi: 'fa',
  kiswahili: 'sw',
  espanol: 'es',
  portugues: 'pt',
  burmese: 'my',
  myanmar: 'my',
  khmer: 'km',
  lao: 'lo',
  mandarin: 'zh',
  kinyarwanda: 'rw',
};

/** Languages whose name in themselves authors write; the platform tells how. */
const autonymed = 'ar bn de es fa fil fr hi id it ja km ko lo ms my ne pt ru sw ta th tr uk ur vi zh'.split(
  ' ',
);

let namesByPlatform: ReadonlyMap<string, string> | undefined;

/** Lower-case name → tag, of all languages with two letters. */
function platformNames(): ReadonlyMap<string, string> {
  if (namesByPlatform) return namesByPlatform;
  const known = new Map<string, string>();
  const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  for (const a of letters) {
    for (const b of letters) {
      const name = english.of(a + b);
      if (name && !known.has(name.toLowerCase())) known.set(name.toLowerCase(), a + b);
    }
  }
  for (const tag of autonymed) known.set(nameOf(tag).toLowerCase(), tag);
  namesByPlatform = known;
  return known;
}

/** What speakers call their language: `ไทย`; the tag itself where the platform knows no name. */
export function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames(tag, { type: 'language', fallback: 'none' }).of(tag) ?? tag;
  } catch {
    return tag; // not a tag that the platform can read
  }
}

/** In a header: `ไทย (th)`. */
export const headerOf = (tag: string): string => {
  const name = nameOf(tag);
  return name === tag ? tag : `${name} (${tag})`;
};

/** Words that read the same in every language stand under this. */
export const everyLanguage = '*';
/** XLSForm's name for a language that has none. */
export const unnamed = 'default';

/** The languages of one workbook, as its headers name them. */
export class Languages {
  readonly #problems: Problems;
  readonly #declared: readonly Translation[];
  readonly #tags = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #faithful: boolean;
  /** As the settings or the first column say. */
  defaultTag: string = unnamed;

  /** `faithful`: each spelling is a language of its own, as the field's reference converter has it. */
  constructor(problems: Problems, declared: readonly Translation[], faithful = false) {
    this.#problems = problems;
    this.#declared = declared;
    this.#faithful = faithful;
  }

  /** Whether any header names a language. */
  get any(): boolean {
    return this.#names.size > 0;
  }

  /** The tag of a header's language; the first time, it joins the list. */
  tagOf(written: string): string {
    const name = tidy(written);
    const known = this.#tags.get(name);
    if (known) return known;
    const tag = this.meant(name);
    this.#tags.set(name, tag);
    if (tag === everyLanguage) return tag;
    const before = this.#names.get(tag);
    if (before === undefined) this.#names.set(tag, name);
    else this.#problems.tell('language-variants', nowhere, { tag, kept: before, other: name });
    if (tag.startsWith('x-') && before === undefined && !this.#isDeclared(tag)) {
      this.#problems.tell('language-unknown', nowhere, { name, tag });
    }
    return tag;
  }

  /** What a name means in this workbook; nothing is remembered. */
  meant(written: string): string {
    const name = tidy(written);
    const tag = this.#tags.get(name) ?? this.read(name);
    const kept = this.#names.get(tag);
    return this.#faithful && kept !== undefined && kept !== name ? privateTag(name) : tag;
  }

  /** What a language's name means anywhere. */
  read(written: string): string {
    const name = tidy(written).slice(0, longestName);
    if (name === everyLanguage || name === '') return name || unnamed;
    const coded = /^(.*?)\s*[([]\s*([A-Za-z0-9]{1,8}(?:[-_][A-Za-z0-9]{1,8})*)\s*[)\]]$/.exec(name);
    for (const exact of [name, coded?.[2]]) if (exact && this.#isDeclared(exact)) return exact;
    if (/^default$/i.test(name)) return unnamed;
    if (coded?.[2] && isTag(coded[2])) return normalised(coded[2]);
    const lower = (coded?.[1] || name).toLowerCase();
    const plain = lower.normalize('NFD').replace(/\p{M}/gu, '');
    if (Object.hasOwn(names, lower)) return names[lower] ?? lower;
    const byName = platformNames().get(lower);
    if (byName) return byName;
    if (Object.hasOwn(names, plain)) return names[plain] ?? plain;
    return isTag(name) ? normalised(name) : privateTag(name);
  }

  /** All languages with their state: as the workbook says, else the default's words are the source. */
  translations(): Translation[] {
    const tags = [...this.#names.keys()];
    if (!this.#declared.length && !tags.includes(this.defaultTag)) tags.unshift(this.defaultTag);
    const others = tags.filter((tag) => !this.#isDeclared(tag));
    return [
      ...this.#declared,
      ...others.map((tag): Translation => {
        const status = tag === this.defaultTag ? 'source' : 'draft';
        return tag.startsWith('x-') ? { tag, status, note: this.#names.get(tag) ?? tag } : { tag, status };
      }),
    ];
  }

  /** The first that a header named. */
  get first(): string | undefined {
    return this.#declared[0]?.tag ?? this.#names.keys().next().value;
  }

  #isDeclared(tag: string): boolean {
    return this.#declared.some((one) => one.tag === tag);
  }
}

const longestName = 100;

const isTag = (text: string): boolean => /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(text);

/** `EN` → `en`, `pt_br` → `pt-BR`, `zh-hans` → `zh-Hans`. */
function normalised(tag: string): string {
  const [language = '', ...rest] = tag.split(/[-_]/);
  const parts = rest.map((part) => {
    if (part.length === 4 && /^[a-z]+$/i.test(part))
      return part[0]?.toUpperCase() + part.slice(1).toLowerCase();
    return part.length === 2 ? part.toUpperCase() : part.toLowerCase();
  });
  return [language.toLowerCase(), ...parts].join('-');
}

/** BCP 47 keeps `x-` for what only we understand. */
function privateTag(name: string): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 24);
  const letters =
    plain ||
    [...name]
      .map((letter) => (letter.codePointAt(0) ?? 0).toString(36))
      .join('')
      .slice(0, 24);
  return `x-${letters.match(/.{1,8}/g)?.join('-') ?? 'x'}`;
}
