/** What a formula may know while it runs, and what it may ask of the outside. All of it comes as arguments. */
import type { Place } from './place.ts';
import type { Value } from './values.ts';

/** Where a formula stands while it runs. */
export interface Surroundings {
  /** `.`: the question whose formula this is, or, inside `[…]`, the place being looked at. */
  readonly place: Place;
  /** Counted from 1 within `[…]`. */
  readonly position?: number;
  readonly size?: number;
  /** `current()`: the question whose formula this is, inside `[…]` too. `/` is the top of its tree. */
  readonly current: Place;
  readonly world: World;
}

/** A clock, and how far the zone's time is from Greenwich. */
export interface Clock {
  now(): Date;
  /** Minutes east of Greenwich at that moment (milliseconds since 1970); without it, the device's zone. */
  offsetAt?(moment: number): number;
}

/** Everything from outside that a formula may ask for. What is absent reads as blank. */
export interface World extends Clock {
  /** From 0 up to, not including, 1. */
  random(): number;
  uuid(): string;
  /** BCP 47 tag in which choice labels, months and weekdays are read. */
  readonly language: string;
  instance?(id: string): Instance | undefined;
  /** `${last-saved#name}`: what was answered to it in the interview that was saved last. */
  lastSaved?(name: string, from: Place): readonly Place[] | undefined;
  /**
   * Label, in the current language, of the choice with that name. `question` is as the formula has it:
   * `${name}` or a location path; `from` is where the formula stands.
   */
  choiceLabel?(question: string, value: string, from: Place): string | undefined;
  /** Words of an XForm's translation block, in the current language. */
  itext?(id: string): string | readonly Place[] | undefined;
  /** `property('deviceid')`, `version()` and the like. */
  property?(name: string): string | undefined;
}

/** A choice list or an attached file as a tree: `place` stands above `root`, whose children are the rows. */
export interface Instance {
  readonly place: Place;
  /** Rows (`root/item`) whose column reads exactly so, in order; an index, so that a look-up is not a scan. */
  byColumn?(column: string, text: string): readonly Place[];
}

/** What an author's names mean at one place of the questionnaire; asked once, when a formula is compiled. */
export interface Scope {
  /**
   * How to find the answer of `${name}` from the place whose formula it is. `nearest` as XLSForm means it in
   * repeats; `all` is every instance (for `indexed-repeat`, `sum-if` …). Undefined: there is no such name.
   */
  resolve(name: string, lastSaved: boolean, reach: 'nearest' | 'all'): Resolver | undefined;
  /** How to find the answer of `${field}` in the n-th instance of `${repeat}`, where one number tells which. */
  numbered?(field: string, repeat: string): ((at: Place, number: number) => Place | undefined) | undefined;
  /** The repeat instance around a place, for SurveyCTO's `index()`. */
  repeatAround?(at: Place): Place | undefined;
}

export type Resolver = (at: Place) => Place | readonly Place[] | undefined;

/** A formula ready to run. */
export type Compiled<T = Value> = (at: Surroundings) => T;
