/** A node without children: a question, a calculation, something recorded. */
import type { Kind, Question } from '../../questionnaire/index.ts';
import { given } from '../reading.ts';
import type { Action } from './actions.ts';
import type { Making } from './items.ts';
import { columnsTaken, inlineList, readItemset, withColumns } from './lists.ts';
import { isInRepeat } from './nodes.ts';
import { attribute, type Element, first, textOf } from './tree.ts';

/** Bind types as kinds; whatever is not here is text. */
const typed: Readonly<Record<string, Kind>> = {
  int: 'integer',
  integer: 'integer',
  long: 'integer',
  short: 'integer',
  decimal: 'decimal',
  double: 'decimal',
  float: 'decimal',
  date: 'date',
  time: 'time',
  dateTime: 'dateTime',
  geopoint: 'place',
  geotrace: 'trace',
  geoshape: 'shape',
  barcode: 'barcode',
  binary: 'file',
};

const controlled: Readonly<Record<string, Kind>> = {
  select1: 'one',
  select: 'many',
  rank: 'rank',
  trigger: 'acknowledge',
  range: 'range',
};

export function readLeaf(making: Making): Question | null {
  const { node, source } = making;
  const { bind, control } = node;
  const metadata = recordedBy(making);
  if (!control && metadata === '') return null;
  const actions = source.actions.get(node) ?? [];
  const calculate = making.formula(bind, 'calculate', 'calculate');
  const readOnly = making.condition('readonly', 'readOnly');
  const choices = control ? readChoices(making, control) : {};
  const kind = metadata ? 'metadata' : kindOf(making, control, calculate, readOnly);
  const isNote = kind === 'note';
  const { words, media, guidance: labelGuidance } = making.said(first(control, 'label'));
  const hint = making.said(first(control, 'hint'));
  const message = (name: string) => source.speech.message(attribute(bind, name), node, making.asCalculation);
  return {
    kind: 'asText' in choices ? 'text' : kind,
    name: node.name,
    ...given({
      label: words,
      hint: hint.words,
      media,
      relevant: making.condition('relevant', 'relevant'),
      appearance: attribute(control, 'appearance'),
      guidance: hint.guidance ?? labelGuidance,
      required: isNote ? undefined : making.condition('required', 'required'),
      requiredMessage: message('requiredMsg'),
      constraint: making.condition('constraint', 'constraint'),
      constraintMessage: message('constraintMsg'),
      calculate,
      readOnly: isNote ? undefined : readOnly,
      default: defaultOf(making, actions),
      columns: columnsOf(making),
      metadata: metadata || undefined,
      ...('asText' in choices ? {} : choices),
      parameters: parametersOf(choices, control, bind),
      ...triggeredBy(making, actions),
    }),
  };
}

/** What `jr:preload` records; `''` for what every submission has anyway. */
function recordedBy({ node, source }: Making): string | undefined {
  const { bind } = node;
  const preload = attribute(bind, 'preload');
  const parameter = attribute(bind, 'preloadParams') ?? '';
  const actions = source.actions.get(node) ?? [];
  if (actions.some(({ kind }) => kind === 'recording')) return 'background-audio';
  const place = actions.find(({ kind }) => kind === 'place');
  if (place) return place.trigger ? 'background-geopoint' : 'start-geopoint';
  if (preload === undefined) return undefined;
  if (preload === 'uid') return '';
  return preload === 'timestamp' || preload === 'date' || preload === 'property'
    ? parameter
    : parameter || preload;
}

function kindOf(
  { node, source }: Making,
  control: Element | undefined,
  calculate: string | undefined,
  readOnly: string | undefined,
): Kind {
  const type = (attribute(node.bind, 'type') ?? 'string').replace(/^.*:/, '');
  if (!control) {
    const isSet = (source.actions.get(node) ?? []).some(({ trigger }) => trigger);
    return calculate !== undefined || isSet ? 'calculate' : 'hidden';
  }
  if (control.name === 'upload') {
    const media = attribute(control, 'mediatype') ?? '';
    return media.startsWith('image')
      ? 'photo'
      : media.startsWith('audio')
        ? 'audio'
        : media.startsWith('video')
          ? 'video'
          : 'file';
  }
  const byControl = Object.hasOwn(controlled, control.name) ? controlled[control.name] : undefined;
  if (byControl) return byControl;
  if (attribute(control, 'query') !== undefined) return 'one';
  const kind = Object.hasOwn(typed, type) ? typed[type] : undefined;
  return kind ?? (readOnly === 'true()' ? 'note' : 'text');
}

type Choices =
  | Pick<Question, 'list' | 'choicesFrom' | 'choiceFilter' | 'randomize' | 'parameters'>
  | { readonly asText: true };

function readChoices(making: Making, control: Element): Choices {
  const { node, source } = making;
  const { nodes, speech, reading } = source;
  const itemset = first(control, 'itemset');
  const written = attribute(itemset, 'nodeset') ?? attribute(control, 'query');
  const hasChoices = ['select1', 'select', 'rank'].includes(control.name);
  if (written === undefined)
    return hasChoices ? { list: inlineList(control, node, speech, reading, source.inlineLists) } : {};
  const read = readItemset(written, node, nodes);
  if (!read) {
    reading.problems.tell('list-from-answers', making.at(itemset), { type: control.name });
    return { asText: true };
  }
  const { list, filter, randomize, places } = read;
  const known = list === null ? undefined : reading.lists.get(list);
  const isTable = list !== null && (!known?.tree || read.isRows);
  const seedOf = (written: string) => reading.formulaIn(written, making.at(itemset), making.path, 'seed');
  if (!isTable) {
    const part = (name: 'value' | 'label') => {
      const ref = attribute(first(itemset, name), 'ref') ?? (name === 'value' ? 'name' : undefined);
      return ref === undefined ? undefined : making.formulaIn(ref, itemset, name);
    };
    const found = reading.formulaIn(places, making.at(itemset), making.path, 'choices');
    const value = part('value');
    if (found === undefined || value === undefined) return { asText: true };
    const seed = randomize?.seed === undefined ? undefined : seedOf(randomize.seed);
    return {
      choicesFrom: { places: found, value, ...given({ label: part('label') }) },
      ...given({ randomize: randomize && given({ seed }) }),
    };
  }
  if (known) {
    const value = attribute(first(itemset, 'value'), 'ref') ?? 'name';
    const label = attribute(first(itemset, 'label'), 'ref') ?? 'label';
    reading.lists.set(list, withColumns(known, value, label));
  } else {
    reading.lists.set(list, { choices: [], file: `${list}.csv` });
    reading.problems.tell('file-needed', making.at(itemset ?? control), { file: `${list}.csv` });
  }
  const choiceFilter =
    filter === undefined ? undefined : reading.formulaIn(filter, making.at(itemset), making.path, 'choices');
  const seed = randomize?.seed === undefined ? undefined : seedOf(randomize.seed);
  const parameters = known?.file === undefined ? undefined : columnsTaken(itemset);
  return { list, ...given({ choiceFilter, randomize: randomize && given({ seed }), parameters }) };
}

/** In a repeat, what is set at the load only is for the instances that are there already: see `begins.ts`. */
function defaultOf(making: Making, actions: readonly Action[]): Question['default'] {
  const { node } = making;
  const values = actions.filter(({ kind }) => kind === 'value');
  const atLoad = values.find((one) => one.atLoad && (one.formula !== undefined || !isInRepeat(node)));
  const atNewRepeat = isInRepeat(node) ? values.find((one) => one.atNewRepeat) : undefined;
  const set = atNewRepeat ?? atLoad;
  if (set?.formula !== undefined) {
    const formula = making.formulaIn(set.formula, set.element, 'default');
    if (formula === undefined) return undefined;
    return isInRepeat(node) && !atNewRepeat ? { formula, firstOnly: true } : { formula };
  }
  if (!set && attribute(node.bind, 'preload') === 'uid') return { formula: "concat('uuid:', uuid())" };
  const text = (set ? set.text : textOf(node.element)).normalize('NFC');
  if (text === '') return undefined;
  const isDate = attribute(node.bind, 'type')?.replace(/^.*:/, '') === 'date';
  return { literal: isDate ? text.replace(/T.*$/s, '') : text };
}

/** A value that is set when others change is a calculation with triggers. */
function triggeredBy(
  making: Making,
  actions: readonly Action[],
): Pick<Question, 'calculate' | 'trigger'> | object {
  const set = actions.filter(({ kind, trigger }) => kind === 'value' && trigger);
  const [one] = set;
  if (!one) return {};
  const quoted = one.text.includes("'") ? `"${one.text}"` : `'${one.text}'`;
  const calculate = making.formulaIn(one.formula ?? quoted, one.element, 'calculate');
  const trigger = [...new Set(set.flatMap(({ trigger }) => (trigger ? [trigger.name] : [])))];
  return calculate === undefined ? {} : { calculate, trigger };
}

const parameterNames = [
  'start',
  'end',
  'step',
  'max-pixels',
  'quality',
  'rows',
  'capture-accuracy',
  'warning-accuracy',
  'allow-mock-accuracy',
  'incremental',
];

function parametersOf(
  choices: Choices,
  ...of: readonly (Element | undefined)[]
): Record<string, string> | undefined {
  const columns = Object.entries(('parameters' in choices && choices.parameters) || {});
  const found = of.flatMap((element) =>
    parameterNames.flatMap((name) => {
      const value = attribute(element, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const all = [...columns, ...found];
  return all.length > 0 ? Object.fromEntries(all) : undefined;
}

const known = new Set([
  'nodeset',
  'type',
  'relevant',
  'constraint',
  'required',
  'readonly',
  'calculate',
  'constraintMsg',
  'requiredMsg',
  'preload',
  'preloadParams',
  'id',
  'ref',
  'bind',
  'appearance',
  'mediatype',
  'query',
  'class',
  ...parameterNames,
]);

/** Attributes that Rintis does not use, under the headers that XLSForm gives them. */
function columnsOf({ node }: Making): Record<string, string> | undefined {
  const rest = (element: Element | undefined, prefix: string): [string, string][] =>
    [...(element?.attributes ?? [])]
      .filter(([name]) => !known.has(name))
      .map(([name, text]) => [`${prefix}::${name}`, text]);
  const all = [...rest(node.bind, 'bind'), ...rest(node.control, 'body')];
  return all.length > 0 ? Object.fromEntries(all) : undefined;
}
