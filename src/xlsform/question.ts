/** One row that asks, tells or works out something. */
import type { Kind, Question } from '../questionnaire/index.ts';
import { readChoicesFrom, readNames, readPairs } from './extra.ts';
import { isDynamic, namesIn, renameIn } from './formulas.ts';
import { readMedia } from './media.ts';
import { nameFrom } from './names.ts';
import type { Draft } from './outline.ts';
import { given, type Reading, safeKey } from './reading.ts';
import type { TableRow } from './table.ts';

/** Kinds that nobody sees: they need no label and cannot be required. */
const unseen: ReadonlySet<Kind> = new Set(['calculate', 'hidden', 'metadata']);

/** Elsewhere a filter means nothing, and stays in its column. */
const chooses: ReadonlySet<Kind> = new Set(['one', 'many', 'rank']);

export function readQuestion({ row, name }: Draft, kind: Kind, path: string, reading: Reading): Question {
  const label = reading.words(row, 'label', path);
  const hint = reading.words(row, 'hint', path);
  const media = readMedia(row, path, reading);
  if (label === undefined && hint === undefined && !media && !unseen.has(kind)) {
    reading.problems.tell('label-missing', row.at('label'), { name });
  }
  const { parameters, randomize } = readParameters(row, path, reading);
  return {
    kind,
    name,
    ...given({
      label,
      hint,
      media,
      relevant: reading.condition(row, 'relevant', path),
      appearance: row.take('appearance'),
      choicesFrom: chooses.has(kind) ? readChoicesFrom(row, reading) : undefined,
      choiceFilter: chooses.has(kind) ? reading.formula(row, 'choice_filter', path, 'choices') : undefined,
      randomize,
      guidance: reading.words(row, 'guidance_hint', path, 'guidance'),
      ...readNeed(row, kind, name, path, reading),
      requiredMessage: reading.words(row, 'required_message', path, 'requiredMessage'),
      constraint: reading.condition(row, 'constraint', path),
      constraintMessage: reading.words(row, 'constraint_message', path, 'constraintMessage'),
      calculate: reading.formula(row, 'calculation', path, 'calculate'),
      default: readDefault(row, kind, path, reading),
      trigger: readTrigger(row),
      readOnly: reading.condition(row, 'read_only', path, 'readOnly'),
      parameters,
    }),
  };
}

/** A note that must be answered would end the interview there: nobody can answer it. */
function readNeed(row: TableRow, kind: Kind, name: string, path: string, reading: Reading) {
  const required = reading.condition(row, 'required', path);
  const softRequired = reading.condition(row, 'soft_required', path, 'softRequired');
  if (kind === 'note' && required !== undefined) {
    reading.problems.tell('required-note', row.at('required'), { name });
    return {};
  }
  return required === undefined ? { softRequired } : { required };
}

function readDefault(row: TableRow, kind: Kind, path: string, reading: Reading): Question['default'] {
  const at = row.at('default');
  const written = row.take('default');
  const said = row.take('default_is');
  if (written === undefined) return undefined;
  const isFormula = said === undefined ? isDynamic(written, kind) : said.startsWith('formula');
  if (!isFormula) return { literal: written };
  const formula = reading.formulaIn(renameIn(written, reading.renamed), at, path, 'default');
  if (formula === undefined) return undefined;
  return said === firstOnly ? { formula, firstOnly: true } : { formula };
}

/** In `default_is`: instances that are added later begin without it. */
export const firstOnly = 'formula first';

/** `${a}, ${b}`. */
function readTrigger(row: TableRow): string[] | undefined {
  const written = row.take('trigger');
  if (written === undefined) return undefined;
  const referred = namesIn(written);
  const names = referred.length > 0 ? referred : written.split(/[\s,;]+/).filter(Boolean);
  return names.length > 0 ? names : undefined;
}

/** `start=1 end=10 step=1`, with spaces, commas or semicolons between; `randomize=true seed=${x}` has a place of its own. */
function readParameters(row: TableRow, path: string, reading: Reading) {
  const at = row.at('parameters');
  const pairs = parametersIn(row.take('parameters') ?? '');
  const keepLast = row.take('keep_last');
  const ownSeed = reading.formula(row, 'random_seed', path, 'seed');
  const { randomize, seed, ...others } = Object.fromEntries(pairs);
  const shuffled = randomize !== undefined && /^(true|yes)$/i.test(randomize);
  const rest = shuffled ? others : Object.fromEntries(pairs);
  const written = shuffled && seed !== undefined ? reading.formulaIn(seed, at, path, 'seed') : undefined;
  return {
    parameters: Object.keys(rest).length > 0 ? rest : undefined,
    randomize:
      shuffled || keepLast !== undefined || ownSeed !== undefined
        ? given({
            seed: ownSeed ?? written,
            keepLast: keepLast === undefined ? undefined : readNames(keepLast),
          })
        : undefined,
  };
}

export function parametersIn(written: string): [string, string][] {
  const packed = written.startsWith('{') ? readPairs(written) : null;
  if (packed) return Object.entries(packed);
  const pairs: [string, string][] = [];
  const next = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const [found = ''] = pattern.exec(written) ?? [];
    at += found.length;
    return found;
  };
  let at = 0;
  while (at < written.length) {
    next(/[\s,;=]*/y);
    const key = next(/[^\s,;=]*/y);
    next(/\s*/y);
    if (next(/=?/y) === '') continue;
    next(/\s*/y);
    const value = next(/"[^"]*"|'[^']*'|\$\{[^{}]*\}|[^\s,;]*/y);
    if (key !== '') pairs.push([safeKey(key), value.replace(/^(["'])([\s\S]*)\1$/, '$2')]);
  }
  return pairs;
}

/** A trigger names questions; those that are not there are told and left out. */
export function settledTrigger(
  question: Question,
  isName: (name: string) => boolean,
  missing: (name: string) => void,
): Question {
  if (!question.trigger) return question;
  const { trigger, ...others } = question;
  const names = trigger.map((name) => (isName(name) ? name : nameFrom(name)));
  const known = names.filter((name) => isName(name));
  for (const name of names) if (!isName(name)) missing(name);
  return known.length > 0 ? { ...others, trigger: known } : others;
}
