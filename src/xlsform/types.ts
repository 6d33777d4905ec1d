/** What stands in the `type` column, with the many names that the field gives to few things. */
import type { Kind } from '../questionnaire/index.ts';
import { tidy } from './clean.ts';
import { nearestOf } from './nearest.ts';

export type Section = 'group' | 'repeat' | 'loop';

export type RowType =
  | {
      readonly is: 'question';
      readonly kind: Kind;
      readonly metadata?: string;
    }
  | {
      readonly is: 'choice';
      readonly kind: 'one' | 'many' | 'rank';
      /** List or file name; empty if the author forgot it. */
      readonly list: string;
      readonly source: 'choices' | 'external' | 'file';
      readonly orOther: boolean;
    }
  | { readonly is: 'begin' | 'end'; readonly section: Section; readonly list: string }
  | { readonly is: 'file'; readonly ending: 'csv' | 'xml' }
  /** Only another tool knows it. */
  | { readonly is: 'foreign' }
  /** Asked as something else. */
  | { readonly is: 'unknown'; readonly as: 'text' | 'file'; readonly suggestion: string | null };

/** How a type was understood; `corrected` is what it should have been. */
export interface ReadType {
  readonly type: RowType;
  readonly corrected?: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  text: 'text',
  string: 'text',
  'add text prompt': 'text',
  'phone number': 'text',
  tel: 'text',
  integer: 'integer',
  int: 'integer',
  number: 'decimal',
  'add integer prompt': 'integer',
  percentage: 'integer',
  decimal: 'decimal',
  float: 'decimal',
  'add decimal prompt': 'decimal',
  range: 'range',
  date: 'date',
  'add date prompt': 'date',
  time: 'time',
  'add time prompt': 'time',
  datetime: 'dateTime',
  'date time': 'dateTime',
  'add date time prompt': 'dateTime',
  geopoint: 'place',
  gps: 'place',
  location: 'place',
  'add location prompt': 'place',
  geotrace: 'trace',
  geoshape: 'shape',
  image: 'photo',
  photo: 'photo',
  picture: 'photo',
  'add image prompt': 'photo',
  'add photo prompt': 'photo',
  audio: 'audio',
  'add audio prompt': 'audio',
  video: 'video',
  'add video prompt': 'video',
  file: 'file',
  barcode: 'barcode',
  'add barcode prompt': 'barcode',
  acknowledge: 'acknowledge',
  trigger: 'acknowledge',
  'add acknowledge prompt': 'acknowledge',
  note: 'note',
  'add note prompt': 'note',
  calculate: 'calculate',
  calculation: 'calculate',
  'calculate here': 'calculate',
  'add calculate prompt': 'calculate',
  hidden: 'hidden',
};

/** Recorded without asking. `caseid` is SurveyCTO's: it stays blank, but formulas may look at it. */
const metadata: Readonly<Record<string, string>> = {
  start: 'start',
  'start time': 'start',
  'get start time': 'start',
  end: 'end',
  'end time': 'end',
  'get end time': 'end',
  today: 'today',
  'get today': 'today',
  deviceid: 'deviceid',
  'device id': 'deviceid',
  'get device id': 'deviceid',
  imei: 'deviceid',
  username: 'username',
  email: 'email',
  phonenumber: 'phonenumber',
  'get phone number': 'phonenumber',
  simserial: 'simserial',
  simid: 'simserial',
  'sim id': 'simserial',
  'get sim id': 'simserial',
  subscriberid: 'subscriberid',
  'subscriber id': 'subscriberid',
  'get subscriber id': 'subscriberid',
  audit: 'audit',
  'start-geopoint': 'start-geopoint',
  'background-audio': 'background-audio',
  'background-geopoint': 'background-geopoint',
  caseid: 'caseid',
};

const foreign =
  /^(comments|text audit|audio audit|speed violations.*|sensor[_ ](statistic|stream).*|publishable|xxx.*)$/;

const selects: Readonly<Record<string, 'one' | 'many' | 'rank'>> = {
  select_one: 'one',
  'select one': 'one',
  'select one from': 'one',
  select1: 'one',
  select_one_external: 'one',
  'select one external': 'one',
  'add select one prompt using': 'one',
  select_multiple: 'many',
  'select multiple': 'many',
  'select multiple from': 'many',
  select_multiple_external: 'many',
  select: 'many',
  'select all that apply': 'many',
  'select all that apply from': 'many',
  'add select multiple prompt using': 'many',
  rank: 'rank',
  select_one_from_file: 'one',
  'select one from file': 'one',
  select_multiple_from_file: 'many',
  'select multiple from file': 'many',
};
/** The longest first: `select one from x` is no list called `from x`. */
const selectWords = Object.keys(selects).sort((a, b) => b.length - a.length);
const orOtherEnding = /\s+(or[_ ]other|or[_ ]specify[_ ]other)$/i;

const sections: Readonly<Record<string, Section>> = {
  group: 'group',
  repeat: 'repeat',
  lgroup: 'repeat',
  'looped group': 'repeat',
  loop: 'loop',
};

const kindOf = (text: string): RowType | undefined => {
  const plain = text.replace(/[_\s]+/g, ' ').replace(/^q /, '');
  if (Object.hasOwn(kinds, plain)) return { is: 'question', kind: kinds[plain] as Kind };
  const recorded = Object.hasOwn(metadata, plain) ? metadata[plain] : undefined;
  if (recorded) return { is: 'question', kind: 'metadata', metadata: recorded };
  if (plain === 'metadata') return { is: 'question', kind: 'metadata' };
  if (plain === 'csv-external' || plain === 'xml-external') {
    return { is: 'file', ending: plain.startsWith('csv') ? 'csv' : 'xml' };
  }
  if (/^osm( |$)/.test(plain)) return { is: 'unknown', as: 'file', suggestion: null };
  return foreign.test(plain) ? { is: 'foreign' } : undefined;
};

/** Reads a cell of the `type` column. `isList`: whether the workbook has a choice list of that name. */
export function readType(written: string, isList: (name: string) => boolean): ReadType {
  const text = tidy(written);
  const lower = text.toLowerCase();
  const section = /^(begin|end)[\s_-]*(.*)$/.exec(lower);
  if (section?.[2]) return sectionOf(section[1] as 'begin' | 'end', section[2], text);
  const known = kindOf(lower);
  if (known) return { type: known };
  const select = selectOf(text, isList);
  return select ? { type: select } : misspelt(text, isList);
}

function sectionOf(is: 'begin' | 'end', rest: string, text: string): ReadType {
  const [, word = '', over = ''] =
    /^(looped group|[a-z]+)(?:\s+over)?\s*(.*)$/.exec(rest.replace(/_/g, ' ')) ?? [];
  const list = over ? text.slice(text.length - over.length) : '';
  const known = Object.hasOwn(sections, word) ? sections[word] : undefined;
  if (known) return { type: { is, section: known, list } };
  if (kindOf(`${is} ${rest}`)) return { type: kindOf(`${is} ${rest}`) as RowType };
  const near = nearestOf(word, Object.keys(sections), 2)?.word ?? 'group';
  return { type: { is, section: sections[near] ?? 'group', list }, corrected: `${is} ${near}` };
}

function selectOf(text: string, isList: (name: string) => boolean): RowType | undefined {
  const lower = text.toLowerCase();
  const word = selectWords.find((one) => lower === one || lower.startsWith(`${one} `));
  if (!word) return;
  const whole = text.slice(word.length).trim();
  const orOther = !isList(whole) && orOtherEnding.test(` ${whole}`);
  const list = orOther ? ` ${whole}`.replace(orOtherEnding, '').trim() : whole;
  const source = word.endsWith('file') ? 'file' : word.endsWith('external') ? 'external' : 'choices';
  return { is: 'choice', kind: selects[word] ?? 'one', list, source, orOther };
}

/** One letter wrong is put right; two letters wrong is a suggestion. */
function misspelt(text: string, isList: (name: string) => boolean): ReadType {
  const [first = '', ...rest] = text.split(' ');
  const lower = text.toLowerCase();
  const simple = nearestOf(lower, [...Object.keys(kinds), ...Object.keys(metadata)], 2);
  const select =
    rest.length > 0 ? nearestOf(first.toLowerCase(), ['select_one', 'select_multiple', 'rank'], 2) : null;
  if (select && (!simple || select.distance <= simple.distance)) {
    const corrected = [select.word, ...rest].join(' ');
    const type = selectOf(corrected, isList);
    if (type) return { type, corrected };
  }
  const type = simple && simple.distance === 1 && lower.length > 3 ? kindOf(simple.word) : undefined;
  if (simple && type) return { type, corrected: simple.word };
  return { type: { is: 'unknown', as: 'text', suggestion: simple?.word ?? null } };
}

/** The type as XLSForm writes it: the other way round. */
export const typeNames: Readonly<Record<Exclude<Kind, 'one' | 'many' | 'rank' | 'metadata'>, string>> = {
  text: 'text',
  integer: 'integer',
  decimal: 'decimal',
  range: 'range',
  date: 'date',
  time: 'time',
  dateTime: 'dateTime',
  place: 'geopoint',
  trace: 'geotrace',
  shape: 'geoshape',
  photo: 'image',
  audio: 'audio',
  video: 'video',
  file: 'file',
  barcode: 'barcode',
  acknowledge: 'acknowledge',
  note: 'note',
  calculate: 'calculate',
  hidden: 'hidden',
};

/** What a metadata question may be called in the `type` column. */
export const isMetadataType = (name: string): boolean =>
  Object.hasOwn(metadata, name) && metadata[name] === name;
