/** What the headers of an XLSForm's columns mean, with all the names that they go by in the field. */
import { keyed, tidy } from './clean.ts';

/** A column of ours: its key, and whether it may come in several languages. */
export interface Columns {
  /** Header, as `keyed` writes it → key. */
  readonly known: Readonly<Record<string, string>>;
  /** Second names, which mean the key only where no column has its own name. */
  readonly weak: Readonly<Record<string, string>>;
  readonly translated: ReadonlySet<string>;
}

export type Header =
  | { readonly key: string; readonly language: string | null; readonly weak: boolean }
  | { readonly other: string };

const media = { image: 'image', big_image: 'big_image', audio: 'audio', video: 'video' };

export const surveyColumns: Columns = {
  known: {
    type: 'type',
    name: 'name',
    label: 'label',
    hint: 'hint',
    guidance_hint: 'guidance_hint',
    relevant: 'relevant',
    relevance: 'relevant',
    'bind:relevant': 'relevant',
    required: 'required',
    'bind:required': 'required',
    required_message: 'required_message',
    requiredmsg: 'required_message',
    required_msg: 'required_message',
    'bind:jr:requiredmsg': 'required_message',
    constraint: 'constraint',
    'bind:constraint': 'constraint',
    constraint_message: 'constraint_message',
    constraint_msg: 'constraint_message',
    constraintmsg: 'constraint_message',
    constraining_message: 'constraint_message',
    'bind:jr:constraintmsg': 'constraint_message',
    calculation: 'calculation',
    calculate: 'calculation',
    'bind:calculate': 'calculation',
    default: 'default',
    read_only: 'read_only',
    readonly: 'read_only',
    'bind:readonly': 'read_only',
    appearance: 'appearance',
    'body:appearance': 'appearance',
    'control:appearance': 'appearance',
    choice_filter: 'choice_filter',
    repeat_count: 'repeat_count',
    'jr:count': 'repeat_count',
    'body:jr:count': 'repeat_count',
    'control:jr:count': 'repeat_count',
    parameters: 'parameters',
    trigger: 'trigger',
    disabled: 'disabled',
    ...media,
    'media:image': 'image',
    'media:big_image': 'big_image',
    'media:audio': 'audio',
    'media:video': 'video',
    // ours
    soft_required: 'soft_required',
    intro: 'intro',
    page: 'page',
    keep_last: 'keep_last',
    random_seed: 'random_seed',
    metadata: 'metadata',
    default_is: 'default_is',
    begins: 'begins',
    choices_from: 'choices_from',
    more_columns: 'more_columns',
  },
  weak: { command: 'type', tag: 'name', value: 'name', caption: 'label', count: 'repeat_count' },
  translated: new Set([
    'label',
    'hint',
    'guidance_hint',
    'required_message',
    'constraint_message',
    'intro',
    ...Object.values(media),
  ]),
};

export const choiceColumns: Columns = {
  known: {
    list_name: 'list_name',
    listname: 'list_name',
    name: 'name',
    label: 'label',
    ...media,
    'media:image': 'image',
    'media:big_image': 'big_image',
    'media:audio': 'audio',
    'media:video': 'video',
    // ours
    choice_hint: 'choice_hint',
    apart: 'apart',
    more_columns: 'more_columns',
  },
  weak: { list: 'list_name', value: 'name', caption: 'label' },
  translated: new Set(['label', 'choice_hint', ...Object.values(media)]),
};

export const settingColumns: Columns = {
  known: {
    form_title: 'form_title',
    form_id: 'form_id',
    id_string: 'form_id',
    set_form_id: 'form_id',
    set_form_title: 'form_title',
    default_language: 'default_language',
    version: 'version',
    instance_name: 'instance_name',
    style: 'style',
    allow_choice_duplicates: 'allow_choice_duplicates',
    // ours
    consent_question: 'consent_question',
    consent_agreed: 'consent_agreed',
    consent_farewell: 'consent_farewell',
    more_settings: 'more_settings',
  },
  weak: { title: 'form_title' },
  translated: new Set(['form_title']),
};

/** Our own sheets. */
export const languageColumns = plain('tag', 'status', 'note');
export const listColumns = plain('list_name', 'file', 'tree');
export const insertColumns = plain('name', 'by', 'value', '*text');
export const fileColumns = plain('name', 'hash', 'type', 'size', 'width', 'height');
export const scoreColumns = plain('name', '*label', 'items', 'reversed', 'mean_of', 'points', 'at_least');

function plain(...keys: string[]): Columns {
  const bare = keys.map((key) => key.replace('*', ''));
  return {
    known: Object.fromEntries(bare.map((key) => [key, key])),
    weak: {},
    translated: new Set(keys.filter((key) => key.startsWith('*')).map((key) => key.slice(1))),
  };
}

const longestHeader = 300;

/** Reads one header: `label::English (en)`, `media::image::fr`, `Label:french`, `bind::relevant`. */
export function readHeader(written: string, columns: Columns): Header {
  const text = tidy(written);
  if (text.length > longestHeader) return { other: text };
  for (const mark of [/\s*::\s*/, /\s*:\s*/]) {
    const parts = text.split(mark);
    for (let length = parts.length; length > 0; length--) {
      const key = parts
        .slice(0, length)
        .flatMap((part) => part.split(/\s*:\s*/))
        .map(keyed)
        .join(':');
      const found = lookUp(key, columns);
      if (!found) continue;
      const rest = parts.slice(length);
      if (rest.length === 0) return { ...found, language: null };
      if (rest.length === 1 && rest[0] && columns.translated.has(found.key)) {
        return { ...found, language: rest[0] };
      }
    }
  }
  const bracketed = /^([\p{L}_ ]+?)\s*(\(.+\))$/u.exec(text); // `label (en)`
  const found = bracketed?.[1] ? lookUp(keyed(bracketed[1]), columns) : undefined;
  if (found && bracketed?.[2] && columns.translated.has(found.key)) {
    return { ...found, language: bracketed[2].slice(1, -1) };
  }
  return { other: text };
}

function lookUp(key: string, { known, weak }: Columns): { key: string; weak: boolean } | undefined {
  if (Object.hasOwn(known, key)) return { key: known[key] ?? key, weak: false };
  return Object.hasOwn(weak, key) ? { key: weak[key] ?? key, weak: true } : undefined;
}
