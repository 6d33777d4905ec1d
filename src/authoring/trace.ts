/** The state of an interview in the shape of the conformance traces: one row for everything that stands in it. */
import { toText } from '../questionnaire/formula/index.ts';
import {
  type Answer,
  type AskedQuestion,
  type Interview,
  type Kind,
  nameOf,
  type Question,
  questionAt,
  type Shown,
  sectionAt,
  type Words,
} from '../questionnaire/index.ts';
import { asConverted, asShown, straight } from './converted.ts';
import { type Standing, walk } from './walk.ts';

/** One row. What goes without saying is left out: relevant, not required, not read-only, no words. */
export interface TraceRow {
  readonly ref: string;
  readonly t: string;
  readonly v?: string;
  readonly relevant?: false;
  readonly required?: true;
  readonly readonly?: true;
  readonly label?: string;
  readonly hint?: string;
  /** `constraint: what the author says to it`, `required`. */
  readonly invalid?: string;
  readonly choices?: readonly (readonly [name: string, label: string])[];
}

/** How a trace is written. */
export interface Writing {
  /** Words and choices of an XLSForm read as the field's reference converter writes them: see `converted.ts`. */
  readonly converted?: boolean;
}

/** All rows, in document order; at the end `meta`, with what a submission says of itself. */
export function traceOf(interview: Interview, { converted = false }: Writing = {}): TraceRow[] {
  const { language } = interview;
  const writer: Writer = {
    words: (shown, words) => (shown ? (converted ? asConverted : asShown)(shown, words, language) : ''),
    name: converted ? straight : (name) => name,
  };
  const rows = Array.from(walk(interview), (each) => rowOf(interview, each, writer));
  const meta = `/${interview.form.outline.top.name}/meta`;
  if (rows.some(({ ref }) => ref === meta)) return rows;
  const name = nameOf(interview);
  rows.push({ ref: meta, t: 'group' });
  if (name !== null) rows.push({ ref: `${meta}/instanceName`, t: 'model-value', v: name });
  return rows;
}

interface Writer {
  words(shown: Shown | null | undefined, words: Words | undefined): string;
  name(chosen: string): string;
}

function rowOf(interview: Interview, { kind, definition, ref, place }: Standing, writer: Writer): TraceRow {
  if (kind === 'top') return { ref: place, t: 'root' };
  const question = kind === 'question' && questionAt(interview, ref);
  if (question) return { ref: place, ...questionRow(question, writer) };
  const section = sectionAt(interview, ref);
  const label = writer.words(section?.label, section?.section.label);
  const control = definition.rules.count ? 'controlled' : 'uncontrolled';
  return {
    ref: place,
    t: kind === 'repeat' ? `repeat-range:${control}` : kind === 'instance' ? 'repeat-instance' : 'group',
    ...(section && !section.relevant && { relevant: false }),
    ...(label && { label }),
  };
}

function questionRow(asked: AskedQuestion, writer: Writer): Omit<TraceRow, 'ref'> {
  const { question, relevant, verdict } = asked;
  const label = writer.words(asked.label, question.label);
  const hint = writer.words(asked.hint, question.hint);
  const isNote = question.kind === 'note';
  const isFile = controls[question.kind] === 'upload'; // kept at hand while it is not relevant
  const isShown = controls[question.kind] !== 'model-value';
  const { text: message = '' } = verdict.message ?? {};
  const broken = { missing: 'required', unacceptable: 'constraint', fine: '', wanted: '', unfinished: '' }[
    verdict.kind
  ];
  return {
    t: controls[question.kind],
    ...(!relevant && { relevant: false }),
    ...((isNote || (question.readOnly !== undefined && asked.readOnly)) && { readonly: true }),
    ...(asked.need === 'hard' && { required: true }),
    v: relevant || isFile ? textIn(question, asked.answer, writer) : '',
    ...(isShown && label && { label }),
    ...(isShown && hint && { hint }),
    ...(broken && { invalid: message ? `${broken}: ${message}` : broken }),
    ...((question.list !== undefined || question.choicesFrom) && {
      choices: asked.choices.map(
        ({ name, label, choice }) => [writer.name(name), writer.words(label, choice.label)] as const,
      ),
    }),
  };
}

/** What people answer with, as XForms call it; what nobody is asked is a model value. */
const controls: Readonly<Record<Kind, string>> = {
  text: 'input',
  integer: 'input',
  decimal: 'input',
  range: 'range',
  date: 'input',
  time: 'input',
  dateTime: 'input',
  one: 'select',
  many: 'select',
  rank: 'rank',
  place: 'input',
  trace: 'input',
  shape: 'input',
  photo: 'upload',
  audio: 'upload',
  video: 'upload',
  file: 'upload',
  barcode: 'input',
  acknowledge: 'trigger',
  note: 'note',
  calculate: 'model-value',
  hidden: 'model-value',
  metadata: 'model-value',
};

const textIn = ({ kind, list }: Question, answer: Answer, writer: Writer): string =>
  list === undefined ? valueText(kind, answer) : writer.name(valueText(kind, answer));

/** An answer as a submission has it. */
function valueText(kind: Kind, answer: Answer): string {
  if (answer === null) return '';
  if (typeof answer === 'number') return toText(answer);
  if (typeof answer !== 'string') return answer.join(' ');
  if (kind === 'place') return pointText(answer);
  if (kind === 'trace' || kind === 'shape') {
    const points = answer.split(';').map((point) => point.trim());
    return points.filter(Boolean).map(pointText).join(';');
  }
  return answer;
}

/** `13.75 100.5 0 5` is written `13.75 100.5 0.0 5.0`, as ODK's engines do. */
const pointText = (point: string): string =>
  point
    .split(/\s+/)
    .map((part) => (/^[+-]?\d+$/.test(part) ? `${part}.0` : part))
    .join(' ');
