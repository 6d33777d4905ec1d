/**
 * Brings everything back into agreement after a change: works out what looks at it, and what looks at that, each rule
 * on each sheet in its turn. What nobody looks at costs nothing.
 */
import { type Answer, isBlank } from '../answers.ts';
import type { Place, Value } from '../formula/index.ts';
import { beginSheet } from './begin.ts';
import { type Definition, isQuestion, type SheetDefinition, within } from './definitions.ts';
import { type Setting, standing } from './interview.ts';
import type { Reader, Rule } from './rules.ts';
import type { OpenSheet } from './table.ts';
import { fromValue } from './values.ts';

/** More instances than anyone fills in: a count of a billion must not stop a phone. */
const mostInstances = 10_000;
/** A rule whose turn comes again and again in one act looks at itself, by way of other instances. */
const mostTurns = 1_000;

/** Changes on the table and what follows from them. */
export class Settling {
  evaluations = 0;
  readonly #setting: Setting;
  readonly #quiet: boolean;
  /** By rank, last first; and for each rule the sheets on which it is due. */
  readonly #ranks: number[] = [];
  readonly #due = new Map<number, Set<OpenSheet>>();
  readonly #turns = new Map<OpenSheet, Map<Rule, number>>();

  /** `quiet`: a draft is taken up again; nothing that it already knows triggers anything. */
  constructor(setting: Setting, quiet = false) {
    this.#setting = setting;
    this.#quiet = quiet;
  }

  /** Works out all that is due. */
  settle(): void {
    const { rules } = this.#setting.form;
    for (let rank = this.#ranks.pop(); rank !== undefined; rank = this.#ranks.pop()) {
      const rule = rules[rank];
      const sheets = this.#due.get(rank) ?? [];
      this.#due.delete(rank);
      if (rule) for (const sheet of sheets) this.#apply(rule, sheet);
    }
  }

  /** Someone says something. */
  give(sheet: OpenSheet, definition: Definition, answer: Answer): void {
    if (sameAnswer(sheet.given(definition), answer)) return;
    const before = sheet.fitting(definition);
    sheet.give(definition, answer);
    const { fit } = definition.rules;
    if (fit && !isBlank(answer)) {
      sheet.fit(definition, undefined);
      this.due(fit, sheet);
    } else sheet.fit(definition, undefined);
    if (!sameAnswer(before, sheet.fitting(definition))) this.#changed(sheet, definition);
  }

  /** A repeat has one more instance, or one less. */
  restack(sheet: OpenSheet, repeat: Definition): void {
    this.#changed(sheet, repeat);
    for (const each of within(repeat)) {
      if (each !== repeat) this.#notify(sheet, each.readers, (shared) => shared.depth <= repeat.home.depth);
    }
  }

  /** All rules of a sheet and of those in it are due. */
  allDue(sheet: OpenSheet, except: (rule: Rule, sheet: OpenSheet) => boolean = () => false): void {
    const { relevant } = sheet.definition.rules;
    if (sheet.above && relevant?.home === sheet.of) this.due(relevant, sheet); // of the instance itself
    for (const definition of sheet.of.definitions) {
      for (const rule of Object.values(definition.rules)) {
        if (rule.home !== sheet.of) continue;
        const defaulted = rule.part === 'default' && (!sheet.fresh || sheet.begun.has(definition));
        if (rule.triggered || defaulted || except(rule, sheet)) continue;
        this.due(rule, sheet);
      }
      if (definition.inside) for (const each of sheet.instances(definition)) this.allDue(each, except);
    }
  }

  due(rule: Rule, sheet: OpenSheet): void {
    const sheets = this.#due.get(rule.rank);
    if (sheets) {
      sheets.add(sheet);
      return;
    }
    this.#due.set(rule.rank, new Set([sheet]));
    let low = 0;
    for (let high = this.#ranks.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if ((this.#ranks[middle] ?? 0) > rule.rank) low = middle + 1;
      else high = middle;
    }
    this.#ranks.splice(low, 0, rule.rank);
  }

  #apply(rule: Rule, sheet: OpenSheet): void {
    const { definition, part } = rule;
    if (!sheet.isLive()) return;
    const around = part === 'relevant' ? definition.parent : definition;
    if (around && !rule.triggered && part !== 'default' && !sheet.isRelevant(around)) return; // when it is asked again
    if (rule.circular && this.#isTired(rule, sheet)) return;
    switch (part) {
      case 'relevant':
        this.#relevant(
          definition,
          sheet,
          rule.inward ? this.#runShown(rule, sheet) : this.#holds(rule, sheet),
        );
        return;
      case 'count':
        this.#count(definition, sheet, this.#run(rule, sheet) as number);
        return;
      case 'fit':
        this.#fit(rule, sheet);
        return;
      default:
        if (isQuestion(definition.item)) {
          this.give(sheet, definition, fromValue(definition.item.kind, this.#run(rule, sheet) as Value));
        }
    }
  }

  #run(rule: Rule, sheet: OpenSheet): unknown {
    this.evaluations++;
    return rule.run(standing(sheet.spot(rule.definition), this.#setting));
  }

  #holds(rule: Rule, sheet: OpenSheet): boolean {
    return this.#run(rule, sheet) as boolean;
  }

  #runShown(rule: Rule, sheet: OpenSheet): boolean {
    const shown = sheet.holds(rule.definition);
    if (!shown) sheet.hold(rule.definition, true);
    const holds = this.#holds(rule, sheet);
    if (!shown) sheet.hold(rule.definition, false);
    return holds;
  }

  #relevant(definition: Definition, sheet: OpenSheet, holds: boolean): void {
    if (sheet.holds(definition) === holds) return;
    sheet.hold(definition, holds);
    this.#reveal(definition, sheet, holds);
    if (definition === sheet.definition && sheet.above) this.#notify(sheet.above, definition.readers);
  }

  /** A section or a question comes or goes: what stands in it is worked out again, and who looks at it. */
  #reveal(definition: Definition, sheet: OpenSheet, shown: boolean): void {
    for (const each of within(definition)) {
      for (const rule of shown ? Object.values(each.rules) : []) {
        for (const one of sheet.down(rule.home)) this.#dueAgain(rule, definition, one);
      }
      for (const one of sheet.down(each.home)) {
        if (isBlank(one.fitting(each))) this.#notify(one, each.readers);
        else this.#changed(one, each);
      }
    }
  }

  #dueAgain(rule: Rule, shown: Definition, sheet: OpenSheet): void {
    const own = rule.definition === shown && rule.part === 'relevant';
    if (!own && !rule.triggered && rule.part !== 'default') this.due(rule, sheet);
  }

  #count(repeat: Definition, sheet: OpenSheet, wanted: number): void {
    const count = Math.min(Math.max(Math.trunc(wanted) || 0, 0), mostInstances);
    const { sheets, count: before } = sheet.stack(repeat);
    if (count === before) return;
    for (let at = sheets.length; at < count; at++) this.begin(sheet, repeat, String(at + 1));
    sheet.recount(repeat, count);
    for (const each of sheet.stack(repeat).sheets.slice(before, count)) this.allDue(each);
    this.restack(sheet, repeat);
  }

  /** Lays a new instance, with its literal defaults. */
  begin(sheet: OpenSheet, repeat: Definition, key: string): OpenSheet {
    const begun = sheet.add(repeat, key, true);
    beginSheet(begun, true);
    return begun;
  }

  #fit(rule: Rule, sheet: OpenSheet): void {
    const { definition } = rule;
    const given = sheet.given(definition);
    const offered = isBlank(given) ? null : this.#offerOf(rule, sheet);
    if (!offered) {
      this.#refit(sheet, definition, undefined);
      return;
    }
    if (Array.isArray(given)) {
      const left = given.filter(offered);
      this.#refit(sheet, definition, left.length === given.length ? undefined : left);
      return;
    }
    this.#refit(sheet, definition, offered(String(given)) ? undefined : null);
  }

  /** Whether a name is among the choices; null where there is no list. */
  #offerOf(rule: Rule, sheet: OpenSheet): ((name: string) => boolean) | null {
    const { definition } = rule;
    const { item } = definition;
    const at = standing(sheet.spot(definition), this.#setting);
    const { form } = this.#setting;
    if (isQuestion(item) && item.choicesFrom) {
      const chosenOf = form.choiceValue(definition);
      const names = new Set(
        (this.#run(rule, sheet) as readonly Place[]).map((place) => chosenOf?.({ ...at, place })),
      );
      return (name) => names.has(name);
    }
    const list = isQuestion(item) && item.list !== undefined ? form.list(item.list) : null;
    if (!list) return null;
    return (name) =>
      list.named(name).some((row) => {
        this.evaluations++;
        return rule.run({ ...at, place: row }) as boolean;
      });
  }

  #refit(sheet: OpenSheet, definition: Definition, fitting: Answer | undefined): void {
    const before = sheet.fitting(definition);
    sheet.fit(definition, fitting);
    if (!sameAnswer(before, sheet.fitting(definition))) this.#changed(sheet, definition);
  }

  #changed(sheet: OpenSheet, definition: Definition): void {
    this.#notify(sheet, definition.readers);
    if (!sheet.fresh && !this.#quiet) this.#notify(sheet, definition.triggers);
  }

  #notify(
    sheet: OpenSheet,
    readers: readonly Reader[],
    reaches: (shared: SheetDefinition) => boolean = () => true,
  ): void {
    for (const { rule, shared } of readers) {
      if (!reaches(shared)) continue;
      for (const each of sheet.up(shared).down(rule.home)) this.due(rule, each);
    }
  }

  #isTired(rule: Rule, sheet: OpenSheet): boolean {
    const turns = this.#turns.get(sheet) ?? new Map<Rule, number>();
    const turn = (turns.get(rule) ?? 0) + 1;
    this.#turns.set(sheet, turns.set(rule, turn));
    return turn > mostTurns;
  }
}

export const sameAnswer = (a: Answer, b: Answer): boolean =>
  a === b ||
  (isBlank(a) && isBlank(b)) ||
  (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, at) => each === b[at]));
