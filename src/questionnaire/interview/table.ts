/**
 * Sheets laid open on a table, to be read by formulas and written on by an act. Opening costs nothing for what nobody
 * looks at; what is written on is copied first; `folded` gives the sheets back as a value.
 */
import { type Answer, isBlank } from '../answers.ts';
import type { Place } from '../formula/index.ts';
import type { Definition, SheetDefinition } from './definitions.ts';
import { AnswerPlace } from './place.ts';
import { blankSheet, type Sheet, type Stack } from './sheets.ts';

/** A place of the interview, as formulas see it. */
export type Spot = OpenSheet | AnswerPlace;

interface Writable extends Sheet {
  readonly given: Answer[];
  readonly fitting: Map<number, Answer>;
  readonly stacks: Map<number, Stack>;
}

interface OpenStack {
  sheets: OpenSheet[];
  count: number;
}

/** One sheet on the table: as a place, the top of the questionnaire or one instance of a repeat. */
export class OpenSheet implements Place {
  readonly sheet = this;
  readonly of: SheetDefinition;
  readonly above: OpenSheet | null;
  readonly definition: Definition;
  /** Begun by this very act: its defaults are still to be worked out, and its first values trigger nothing. */
  readonly fresh: boolean;
  /** What the questionnaire answers itself in a fresh one: no default is worked out for it. */
  readonly begun = new Set<Definition>();
  /** Where it lies in its stack, from 0. */
  at = 0;
  #state: Sheet;
  #copy: Writable | null = null;
  readonly #stacks = new Map<number, OpenStack>();
  readonly #places = new Map<number, AnswerPlace>();
  #document: Place | null = null;

  constructor(of: SheetDefinition, above: OpenSheet | null, state: Sheet, fresh: boolean) {
    const definition = of.repeat ?? of.definitions[0];
    if (!definition) throw new Error('a sheet has at least its top');
    this.of = of;
    this.above = above;
    this.definition = definition;
    this.fresh = fresh;
    this.#state = state;
  }

  get key(): string {
    return this.#state.key;
  }
  get name(): string {
    return this.definition.name;
  }
  get number(): number {
    return this.at + 1;
  }
  get parent(): Place {
    if (this.above && this.definition.parent) return this.above.spot(this.definition.parent);
    const children = [this];
    this.#document ??= { name: '', parent: null, children, text: '' };
    return this.#document;
  }
  get children(): readonly Place[] {
    return this.childrenOf(this.definition);
  }
  get text(): string {
    return this.children.map((child) => child.text).join('');
  }

  /** The sheet of that definition on the way up. */
  up(to: SheetDefinition): OpenSheet {
    let sheet: OpenSheet = this;
    while (sheet.of !== to && sheet.above) sheet = sheet.above;
    return sheet;
  }

  /** The live sheets of that definition, from here down. */
  *down(to: SheetDefinition): Iterable<OpenSheet> {
    if (to === this.of) {
      yield this;
      return;
    }
    let next = to; // the sheet just below this one on the way to `to`
    while (next.above && next.above !== this.of) next = next.above;
    if (next.above && next.repeat) for (const each of this.instances(next.repeat)) yield* each.down(to);
  }

  /** The place of a definition that is on this sheet or above. */
  spot(definition: Definition): Spot {
    if (definition === this.definition) return this;
    if (definition.home !== this.of && this.above) return this.above.spot(definition);
    let place = this.#places.get(definition.slot);
    if (!place) {
      place = new AnswerPlace(this, definition);
      this.#places.set(definition.slot, place);
    }
    return place;
  }

  /** Skipped questions stand there as blanks, so that `${x} = ''` holds; instances of a skipped repeat do not stand. */
  childrenOf(section: Definition): readonly Place[] {
    const children: Place[] = [];
    for (const child of section.children) {
      if (!child.inside) children.push(this.spot(child));
      else if (this.isRelevant(child)) children.push(...this.instances(child));
    }
    return children;
  }

  /** Whether its own condition and those of all around it hold. */
  isRelevant(definition: Definition): boolean {
    let sheet: OpenSheet = this;
    for (let each: Definition | null = definition; each; each = each.parent) {
      if (each === sheet.definition && !sheet.holds(each)) return false;
      sheet = sheet.up(each.home);
      if (sheet.#state.irrelevant[each.slot]) return false;
    }
    return true;
  }

  /** Whether it is shown and sent: not beyond its repeat's count, nor is any around it. */
  isLive(): boolean {
    const { above, of } = this;
    return !above || (of.repeat !== null && this.at < above.stack(of.repeat).count && above.isLive());
  }

  /** What was said or worked out, relevant or not. */
  given(definition: Definition): Answer {
    return this.#state.given[definition.slot] ?? null;
  }

  /** What of it counts while it is relevant: a choice that is no longer offered does not. */
  fitting(definition: Definition): Answer {
    const { fitting } = this.#state;
    return fitting.has(definition.slot) ? (fitting.get(definition.slot) ?? null) : this.given(definition);
  }

  /** The answer that formulas see and that is sent: blank while not relevant. */
  answer(definition: Definition): Answer {
    return this.isRelevant(definition) ? this.fitting(definition) : null;
  }

  /** Whether its own condition holds; of an instance, asked for its repeat: the instance's. */
  holds(definition: Definition): boolean {
    return !this.#state.irrelevant[this.#flag(definition)];
  }

  #flag(definition: Definition): number {
    return this.above && definition === this.definition ? this.of.definitions.length : definition.slot;
  }

  /** The live instances that are asked: without those whose own condition does not hold. */
  shown(repeat: Definition): readonly OpenSheet[] {
    return this.instances(repeat).filter((each) => each.holds(repeat));
  }

  /** All instances of a repeat, and how many of them are live. */
  stack(repeat: Definition): Readonly<OpenStack> {
    let stack = this.#stacks.get(repeat.slot);
    if (!stack) {
      const kept = this.#state.stacks.get(repeat.slot);
      const sheets = kept?.sheets.map((sheet, at) => this.#open(repeat, sheet, at, false)) ?? [];
      stack = { sheets, count: kept?.count ?? 0 };
      this.#stacks.set(repeat.slot, stack);
    }
    return stack;
  }

  /** The instance with that key. */
  keyed(repeat: Definition, key: string): OpenSheet | undefined {
    const { sheets } = this.stack(repeat);
    const guess = sheets[Number(key) - 1]; // most keys are the number that an instance had when it came
    return guess?.key === key ? guess : sheets.find((each) => each.key === key);
  }

  /** The live instances of a repeat. */
  instances(repeat: Definition): readonly OpenSheet[] {
    const { sheets, count } = this.stack(repeat);
    return count < sheets.length ? sheets.slice(0, count) : sheets;
  }

  #open(repeat: Definition, state: Sheet | null, at: number, fresh: boolean, key = ''): OpenSheet {
    const { inside } = repeat;
    if (!inside) throw new Error(`${repeat.path} is no repeat`);
    const sheet = new OpenSheet(inside, this, state ?? blankSheet(inside, key), fresh);
    sheet.at = at;
    return sheet;
  }

  // --- writing ---

  #write(): Writable {
    if (this.#copy) return this.#copy;
    const { key, given, fitting, irrelevant, stacks } = this.#state;
    this.#copy = {
      key,
      given: given.slice(),
      fitting: new Map(fitting),
      irrelevant: irrelevant.slice(),
      stacks: new Map(stacks),
    };
    this.#state = this.#copy;
    if (this.above) this.above.#write();
    return this.#copy;
  }

  give(definition: Definition, answer: Answer): void {
    this.#write().given[definition.slot] = isBlank(answer) ? null : answer;
  }

  fit(definition: Definition, fitting: Answer | undefined): void {
    if (fitting !== undefined) this.#write().fitting.set(definition.slot, fitting);
    else if (this.#state.fitting.has(definition.slot)) this.#write().fitting.delete(definition.slot);
  }

  hold(definition: Definition, holds: boolean): void {
    this.#write().irrelevant[this.#flag(definition)] = holds ? 0 : 1;
  }

  /** Lays one more instance after the live ones. */
  add(repeat: Definition, key: string, fresh: boolean): OpenSheet {
    this.#write();
    const stack: OpenStack = this.stack(repeat);
    const sheet = this.#open(repeat, null, stack.sheets.length, fresh, key);
    sheet.#write();
    stack.sheets.push(sheet);
    return sheet;
  }

  remove(repeat: Definition, at: number): void {
    this.#write();
    const stack: OpenStack = this.stack(repeat);
    stack.sheets = stack.sheets.filter((_, index) => index !== at);
    for (const [index, sheet] of stack.sheets.entries()) sheet.at = index;
  }

  recount(repeat: Definition, count: number): void {
    this.#write();
    const stack: OpenStack = this.stack(repeat);
    stack.count = count;
  }

  /** The sheet as a value, once the act is done. */
  folded(): Sheet {
    const copy = this.#copy;
    if (!copy) return this.#state;
    for (const [slot, { sheets, count }] of this.#stacks) {
      const before = copy.stacks.get(slot);
      const folded = sheets.map((sheet) => sheet.folded());
      if (before?.count === count && same(before.sheets, folded)) continue;
      copy.stacks.set(slot, { sheets: folded, count });
    }
    this.#copy = null;
    return copy;
  }
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, at) => each === b[at]);
