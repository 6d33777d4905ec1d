/** The survey sheet: a row for each question, two for each group. */
import type { Group, Item, Question, Questionnaire, Repeat, Words } from '../../questionnaire/index.ts';
import { looksPaged } from '../appearance.ts';
import { isCellError, trimmed } from '../clean.ts';
import { writeNames } from '../extra.ts';
import { isDynamic } from '../formulas.ts';
import { readHeader, surveyColumns } from '../headers.ts';
import { mediaColumns } from '../media.ts';
import { firstOnly, parametersIn } from '../question.ts';
import { isMetadataType, typeNames } from '../types.ts';
import { attachedRows, type SaidIn } from './lists.ts';
import { SheetWriter, type Speech } from './sheet.ts';

const order = [
  'type',
  'name',
  'label',
  'hint',
  'guidance_hint',
  'relevant',
  'required',
  'required_message',
  'soft_required',
  'constraint',
  'constraint_message',
  'calculation',
  'default',
  'default_is',
  'read_only',
  'trigger',
  'appearance',
  'choice_filter',
  'choices_from',
  'keep_last',
  'random_seed',
  'parameters',
  'repeat_count',
  'begins',
  'intro',
  'page',
  'metadata',
  'image',
  'media::image',
  'big_image',
  'media::big-image',
  'audio',
  'media::audio',
  'video',
  'media::video',
];

type Lists = Questionnaire['lists'];

export function writeSurvey(
  { items, lists }: Questionnaire,
  said: ReadonlyMap<string, SaidIn>,
  speech: Speech,
): SheetWriter {
  const sheet = new SheetWriter('survey', order, speech);
  const write = (item: Item): void => {
    if (!('items' in item)) {
      sheet.add(questionCells(item, lists, said), questionWords(item));
      return;
    }
    sheet.add(sectionCells(item), {
      label: item.label,
      hint: item.hint,
      intro: item.intro,
      ...mediaWords(item),
    });
    for (const each of item.items) write(each);
    sheet.add({ type: `end ${item.kind}`, name: item.name });
  };
  for (const item of items) write(item);
  for (const row of attachedRows(lists, said)) sheet.add(row);
  return sheet;
}

function sectionCells(item: Group | Repeat): Record<string, string | undefined> {
  const { kind, name, page, appearance, relevant, columns } = item;
  const isPaged = looksPaged(appearance);
  return {
    type: `begin ${kind}`,
    name,
    relevant: condition(relevant),
    appearance,
    repeat_count: item.kind === 'repeat' ? item.count : undefined,
    begins: item.kind === 'repeat' && item.begins ? JSON.stringify(item.begins) : undefined,
    page: page ? 'yes' : isPaged ? 'no' : undefined,
    ...extraCells(columns, readableExtra),
  };
}

const selectNames = { one: 'select_one', many: 'select_multiple', rank: 'rank' } as const;

function typeOf(question: Question, lists: Lists, said: ReadonlyMap<string, SaidIn>): string {
  const { kind, list = '', metadata, name } = question;
  if (kind === 'metadata') return isMetadataType(metadata ?? '') ? (metadata ?? name) : 'metadata';
  if (kind !== 'one' && kind !== 'many' && kind !== 'rank') return typeNames[kind];
  const from = saidFrom(question);
  if (from) return `${selectNames[kind]} \${${from.name}}`;
  if (kind !== 'rank' && said.get(list) === 'question')
    return `${selectNames[kind]}_from_file ${lists[list]?.file}`;
  return `${selectNames[kind]} ${list}`.trim();
}

/** Choices from answers as XLSForm says them: the name of what is both chosen and shown, and a filter. */
function saidFrom({ choicesFrom }: Question): { name: string; filter: string | undefined } | null {
  if (!choicesFrom || choicesFrom.label !== choicesFrom.value) return null;
  const [, name] = /^(?:[\p{L}\p{M}\p{N}_.-]+\/)*([\p{L}\p{M}\p{N}_.-]+)$/u.exec(choicesFrom.value) ?? [];
  const said = /^\$\{[^{}]+\}(?:\[([\s\S]+)\])?$/.exec(choicesFrom.places);
  const isOne = said?.[1] === undefined || !/[[\]]/.test(said[1]);
  return name !== undefined && said && isOne ? { name, filter: said[1] } : null;
}

function defaultIs({ kind, default: initial }: Question): string | undefined {
  if (!initial) return undefined;
  if ('literal' in initial) return isDynamic(initial.literal, kind) ? 'literal' : undefined;
  return initial.firstOnly ? firstOnly : isDynamic(initial.formula, kind) ? undefined : 'formula';
}

function questionCells(
  question: Question,
  lists: Lists,
  said: ReadonlyMap<string, SaidIn>,
): Record<string, string | undefined> {
  const { default: initial, randomize, parameters, trigger, columns } = question;
  const type = typeOf(question, lists, said);
  const pairs = {
    ...parameters,
    ...(randomize && !randomize.keepLast && !randomize.seed && { randomize: 'true' }),
  };
  return {
    type,
    name: question.name,
    relevant: condition(question.relevant),
    required: condition(question.required),
    soft_required: condition(question.softRequired),
    constraint: condition(question.constraint),
    calculation: question.calculate,
    default: initial && ('literal' in initial ? initial.literal : initial.formula),
    default_is: defaultIs(question),
    read_only: condition(question.readOnly),
    trigger: trigger?.map((name) => `\${${name}}`).join(', '),
    appearance: question.appearance,
    choice_filter: question.choiceFilter ?? saidFrom(question)?.filter,
    choices_from:
      question.choicesFrom && !saidFrom(question) ? JSON.stringify(question.choicesFrom) : undefined,
    keep_last: randomize?.keepLast && writeNames(randomize.keepLast),
    random_seed: randomize?.seed,
    parameters: writeParameters(pairs),
    metadata: type === 'metadata' ? question.metadata : undefined,
    ...extraCells(columns, readableExtra),
  };
}

/** `true()` is written `yes`, as authors do. */
const condition = (formula: string | undefined): string | undefined =>
  formula === 'true()' ? 'yes' : formula;

function writeParameters(parameters: Readonly<Record<string, string>>): string | undefined {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return undefined;
  const plain = entries.map(([key, value]) => `${key}=${value}`).join(' ');
  const same = JSON.stringify(parametersIn(plain)) === JSON.stringify(entries);
  return same ? plain : JSON.stringify(parameters);
}

/** Extra columns under their own headers; those that would be read as a column of ours go into `more_columns`. */
export function extraCells(
  columns: Readonly<Record<string, string>> | undefined,
  isReadable: (header: string, text: string) => boolean,
): Record<string, string> {
  const all = Object.entries(columns ?? {});
  const plain = all.filter(([header, text]) => isReadable(header, text));
  const packed = all.filter(([header, text]) => !isReadable(header, text));
  return {
    ...Object.fromEntries(plain),
    ...(packed.length > 0 && { more_columns: JSON.stringify(Object.fromEntries(packed)) }),
  };
}

/** Whether a header is read again as what it is: nobody's. */
export const isOther = (header: string, text: string, columns: typeof surveyColumns): boolean => {
  const read = readHeader(header, columns);
  const isKept = text !== '' && text === trimmed(text) && !isCellError(text);
  return isKept && header !== '' && 'other' in read && read.other === header;
};
const readableExtra = (header: string, text: string): boolean => isOther(header, text, surveyColumns);

const questionWords = (question: Question): Record<string, Words | undefined> => ({
  label: question.label,
  hint: question.hint,
  guidance_hint: question.guidance,
  required_message: question.requiredMessage,
  constraint_message: question.constraintMessage,
  ...mediaWords(question),
});

/** As XLSForm writes them: `media::image`. */
export const mediaWords = ({ media }: Pick<Question, 'media'>): Record<string, Words | undefined> =>
  Object.fromEntries(
    Object.entries(mediaColumns).map(([column, part]) => [
      `media::${column.replace('_', '-')}`,
      media?.[part],
    ]),
  );
