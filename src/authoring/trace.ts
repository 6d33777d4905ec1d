/** The state of an interview in the shape of the conformance traces: one row for everything that stands in it. */
import { toText } from '../questionnaire/formula/index.ts';
import {
  type Answer,
  type AskedQuestion,
  type Interview,
  type Kind,
  nameOf,
  questionAt,
  sectionAt,
} from '../questionnaire/index.ts';
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

/** All rows, in document order; at the end `meta`, with what a submission says of itself. */
export function traceOf(interview: Interview): TraceRow[] {
  const rows = Array.from(walk(interview), (each) => rowOf(interview, each));
  const meta = `/${interview.form.outline.top.name}/meta`;
  if (rows.some(({ ref }) => ref === meta)) return rows;
  const name = nameOf(interview);
  rows.push({ ref: meta, t: 'group' });
  if (name !== null) rows.push({ ref: `${meta}/instanceName`, t: 'model-value', v: name });
  return rows;
}

function rowOf(interview: Interview, { kind, definition, ref, place }: Standing): TraceRow {
  if (kind === 'top') return { ref: place, t: 'root' };
  const question = kind === 'question' && questionAt(interview, ref);
  if (question) return { ref: place, ...questionRow(question) };
  const section = sectionAt(interview, ref);
  const control = definition.rules.count ? 'controlled' : 'uncontrolled';
  return {
    ref: place,
    t: kind === 'repeat' ? `repeat-range:${control}` : kind === 'instance' ? 'repeat-instance' : 'group',
    ...(section && !section.relevant && { relevant: false }),
    ...(section?.label?.text && { label: section.label.text }),
  };
}

function questionRow(asked: AskedQuestion): Omit<TraceRow, 'ref'> {
  const { question, relevant, label, hint, verdict } = asked;
  const isNote = question.kind === 'note';
  const isFile = controls[question.kind] === 'upload'; // kept at hand while it is not relevant
  const isShown = controls[question.kind] !== 'model-value';
  const { text: message = '' } = verdict.message ?? {};
  const broken = { missing: 'required', unacceptable: 'constraint', fine: '', wanted: '' }[verdict.kind];
  return {
    t: controls[question.kind],
    ...(!relevant && { relevant: false }),
    ...((isNote || (question.readOnly !== undefined && asked.readOnly)) && { readonly: true }),
    ...(asked.need === 'hard' && { required: true }),
    v: relevant || isFile ? valueText(question.kind, asked.answer) : '',
    ...(isShown && label?.text && { label: label.text }),
    ...(isShown && hint?.text && { hint: hint.text }),
    ...(broken && { invalid: message ? `${broken}: ${message}` : broken }),
    ...(question.list !== undefined && {
      choices: asked.choices.map(({ name, label }) => [name, label.text] as const),
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
