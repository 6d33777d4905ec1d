/** What is bound to each node: its type, its conditions, what is recorded without asking. */
import type { Item, Kind, Question } from '../../questionnaire/index.ts';
import { type Place, type Places, pathed } from './writePlaces.ts';
import type { WrittenSpeech } from './writeSpeech.ts';
import { type Attributes, tag } from './writeXml.ts';

const types: Partial<Record<Kind, string>> = {
  integer: 'int',
  decimal: 'decimal',
  date: 'date',
  time: 'time',
  dateTime: 'dateTime',
  rank: 'odk:rank',
  place: 'geopoint',
  trace: 'geotrace',
  shape: 'geoshape',
  photo: 'binary',
  audio: 'binary',
  video: 'binary',
  file: 'binary',
  barcode: 'barcode',
};

const binaryParameters: Readonly<Record<string, string>> = {
  'max-pixels': 'orx:max-pixels',
  quality: 'odk:quality',
  'allow-mock-accuracy': 'odk:allow-mock-accuracy',
};

/** Columns `bind::x` and `body::x` as attributes, where nothing of ours has that name. */
export function kept(columns: Item['columns'], prefix: string, taken: Attributes): Attributes {
  const found = Object.entries(columns ?? {}).flatMap(([header, text]): [string, string][] => {
    const name = header.startsWith(prefix) ? header.slice(prefix.length) : '';
    const isPlain = /^[A-Za-z_][\w.-]*$/.test(name) && !/^xml/i.test(name);
    return isPlain && !Object.hasOwn(taken, name) ? [[name, text]] : [];
  });
  return { ...Object.fromEntries(found), ...taken };
}

/** The `<bind>` of one item. */
export function writeBind(place: Place, places: Places, speech: WrittenSpeech): string {
  const { item, path } = place;
  if (!item) return '';
  const formula = (source: string | undefined): string | undefined =>
    source === undefined ? undefined : pathed(source, place, places);
  const relevant = formula(item.relevant);
  if ('items' in item) return relevant === undefined ? '' : tag('bind', { nodeset: path, relevant });
  const taken: Attributes = {
    nodeset: path,
    type: typeOf(item),
    relevant,
    required: formula(item.required),
    'jr:requiredMsg': speech.message(`${path}:requiredMsg`, item.requiredMessage, place),
    constraint: formula(item.constraint),
    'jr:constraintMsg': speech.message(`${path}:constraintMsg`, item.constraintMessage, place),
    calculate: item.trigger ? undefined : formula(item.calculate),
    readonly: item.kind === 'note' ? 'true()' : formula(item.readOnly),
    ...recorded(item),
    ...Object.fromEntries(
      Object.entries(binaryParameters).map(([name, attribute]) => [attribute, parameter(item, name)]),
    ),
  };
  return tag('bind', kept(item.columns, 'bind::', taken));
}

export const parameter = ({ parameters }: Question, name: string): string | undefined =>
  parameters && Object.hasOwn(parameters, name) ? parameters[name] : undefined;

function typeOf(question: Question): string {
  if (question.kind === 'range') {
    const isWhole = ['start', 'end', 'step'].every((name) => !parameter(question, name)?.includes('.'));
    return isWhole ? 'int' : 'decimal';
  }
  if (question.kind === 'metadata') return recordedTypes[question.metadata ?? ''] ?? 'string';
  return types[question.kind] ?? 'string';
}

const recordedTypes: Readonly<Record<string, string>> = {
  start: 'dateTime',
  end: 'dateTime',
  today: 'date',
  'start-geopoint': 'geopoint',
  'background-geopoint': 'geopoint',
  'background-audio': 'binary',
};

/** `jr:preload`; what is recorded by an action has none. */
function recorded({ kind, metadata }: Question): Attributes {
  if (kind !== 'metadata' || metadata === undefined || byAction.has(metadata)) return {};
  const preload =
    metadata === 'start' || metadata === 'end' ? 'timestamp' : metadata === 'today' ? 'date' : 'property';
  return { 'jr:preload': preload, 'jr:preloadParams': metadata };
}

const byAction = new Set(['start-geopoint', 'background-audio', 'background-geopoint']);
