/**
 * Filled sheets: the state of an interview. A sheet that an interview holds is never changed; an act lays the sheets
 * open on the table (`table.ts`), copies those that it writes on, and leaves the others as they are.
 */
import type { Answer } from '../answers.ts';
import type { SheetDefinition } from './definitions.ts';

export interface Sheet {
  /** Of a repeat instance: it stays when siblings go. */
  readonly key: string;
  /** By slot: what was said or worked out, kept while it is not relevant, too. */
  readonly given: readonly Answer[];
  /** By slot: what of it still is among the choices. Only where a choice filter has taken something away. */
  readonly fitting: ReadonlyMap<number, Answer>;
  /** By slot, 1: its own condition does not hold. One more at the end: that of the instance itself. */
  readonly irrelevant: Uint8Array;
  /** By the slot of the repeat. */
  readonly stacks: ReadonlyMap<number, Stack>;
}

export interface Stack {
  /** In order; those beyond `count` are kept in the draft, but neither shown nor sent. */
  readonly sheets: readonly Sheet[];
  readonly count: number;
}

/** A sheet on which nothing is written. */
export const blankSheet = (definition: SheetDefinition, key: string): Sheet => ({
  key,
  given: new Array<Answer>(definition.definitions.length).fill(null),
  fitting: new Map(),
  irrelevant: new Uint8Array(definition.definitions.length + 1),
  stacks: new Map(),
});
