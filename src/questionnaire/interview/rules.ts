/** Rules: the formulas that must hold at any moment, and who has to follow whom. */
import type { Compiled } from '../formula/index.ts';
import type { Definition, SheetDefinition } from './definitions.ts';

/** One formula of one definition. `fit` keeps only those chosen names that the choice filter still offers. */
export interface Rule {
  readonly part: 'relevant' | 'count' | 'default' | 'calculate' | 'fit';
  readonly definition: Definition;
  readonly run: Compiled<unknown>;
  /** Its turn: whatever it looks at has an earlier one. */
  rank: number;
  /** Looks at what follows it in another instance (a sum carried from row to row): its turn may come again. */
  circular: boolean;
  /** Runs only when its trigger's answer changes. */
  readonly triggered: boolean;
  /** Another run gives another value: chance, the clock, `once`. */
  readonly unrepeatable: boolean;
  /** Reads words in the language of the moment. */
  readonly worded: boolean;
}

/** A rule that looks at something, and the innermost sheet that both share. */
export interface Reader {
  readonly rule: Rule;
  readonly shared: SheetDefinition;
}
