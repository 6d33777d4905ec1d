/** Rules: the formulas that must hold at any moment, and who has to follow whom. */
import type { Compiled } from '../formula/index.ts';
import { type Definition, isQuestion, type SheetDefinition } from './definitions.ts';

/** One formula of one definition. `fit` keeps only those chosen names that the choice filter still offers. */
export interface Rule {
  readonly part: 'relevant' | 'count' | 'default' | 'calculate' | 'fit';
  readonly definition: Definition;
  /** The sheets on which it is worked out: the definition's own; or, for each instance, the condition of a repeat. */
  readonly home: SheetDefinition;
  readonly run: Compiled<unknown>;
  /** Its turn: whatever it looks at has an earlier one. */
  rank: number;
  /** Looks at what follows it in another instance (a sum carried from row to row): its turn may come again. */
  circular: boolean;
  /** A condition that looks at what it hides: worked out as if it held, so that nothing goes in circles. */
  inward: boolean;
  /** Runs only when its trigger's answer changes. */
  readonly triggered: boolean;
  /** Looks at the number of an instance. */
  readonly counting: boolean;
  /** Another run gives another value: chance, the clock, `once`, its own last value. */
  readonly unrepeatable: boolean;
  /** Reads words in the language of the moment. */
  readonly worded: boolean;
}

/** A rule that looks at something, and the innermost sheet that both share. */
export interface Reader {
  readonly rule: Rule;
  readonly shared: SheetDefinition;
}

const none: readonly [Rule['part'], string][] = [];

/** The formulas of a definition that must hold at any moment. */
export function ruleSources({ item }: Definition): readonly [Rule['part'], string][] {
  let found: [Rule['part'], string][] | undefined;
  const add = (part: Rule['part'], source: string | undefined) => {
    if (source === undefined) return;
    found ??= [];
    found.push([part, source]);
  };
  add('relevant', item.relevant);
  if (item.kind === 'repeat') add('count', item.count);
  if (!isQuestion(item)) return found ?? none;
  if (item.default && 'formula' in item.default) add('default', item.default.formula);
  add('calculate', item.calculate);
  if (item.choicesFrom) add('fit', item.choicesFrom.places);
  else if (item.list !== undefined) add('fit', item.choiceFilter);
  return found ?? none;
}

/** Another run gives another value, so the value is kept with the draft. */
export const chancy = new Set(['random', 'uuid', 'now', 'today', 'once', 'randomize', 'last-saved']);

/** They read words, and must be worked out again when the language changes. */
export const wordy = new Set([
  'jr:choice-name',
  'choice-label',
  'jr:itext',
  'itext',
  'format-date',
  'format-date-time',
  'instance',
]);

/** Whether its value must be kept with a draft, since nobody could work it out again. */
export function isKept({ item, rules: { calculate } }: Definition): boolean {
  if (!isQuestion(item) || (item.kind === 'note' && !calculate && !item.default)) return false;
  return !calculate || calculate.triggered || calculate.unrepeatable;
}
