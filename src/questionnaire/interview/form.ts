/** A questionnaire made ready for interviews, once: formulas read and compiled, their order found, problems listed. */

import {
  type Compiled,
  compile,
  compileNumber,
  compilePlaces,
  compileText,
  compileTruth,
  type Expr,
  type FormulaProblem,
  type Outcome,
  type Place,
  parseFormula,
  seedFunction,
} from '../formula/index.ts';
import type { ChoiceList, Questionnaire } from '../schema.ts';
import { type Definition, isQuestion, type Outline, outline, type SheetDefinition } from './definitions.ts';
import { List } from './lists.ts';
import { countsItself, type Need, needsOf } from './needs.ts';
import { rank } from './order.ts';
import { chancy, type Rule, ruleSources, wordy } from './rules.ts';
import { scopeOf, straightened } from './scope.ts';

/** Something the author should know. That one formula is switched off; the rest of the questionnaire works. */
export interface FormProblem {
  readonly code: FormulaProblem['code'] | 'formula-circular' | 'list-unknown';
  /** Whose formula: `/g/case/case_title`; `''` is the questionnaire itself. */
  readonly path: string;
  readonly part: FormulaPart;
  /** Counted in characters from 0. */
  readonly position: number;
  readonly details: Readonly<Record<string, string | number>>;
}

/** The columns of a questionnaire that hold formulas. */
export type FormulaPart = Rule['part'] | LazyPart | 'list';
type LazyPart =
  | 'required'
  | 'softRequired'
  | 'constraint'
  | 'readOnly'
  | 'seed'
  | 'seedOfText'
  | 'choices'
  | 'choiceValue'
  | 'choiceLabel'
  | 'score'
  | 'instanceName';

/** Lists that a questionnaire reads from files, by the list's name. */
export interface Attached {
  readonly lists?: Readonly<Record<string, ChoiceList>>;
}

/** A questionnaire, compiled once, for any number of interviews. */
export class Form {
  readonly questionnaire: Questionnaire;
  readonly outline: Outline;
  /** By rank. */
  readonly rules: readonly Rule[];
  readonly fallbacks: readonly string[];
  readonly #attached: Attached;
  readonly #read = new Map<string, ReturnType<typeof parseFormula>>();
  /** What was found wrong so far: most formulas are read when they are first needed. All of it: `problemsOf`. */
  readonly found: FormProblem[] = [];
  readonly #lazy = new Map<string, Map<Definition, { run: Compiled<unknown> } | null>>();
  readonly #lists = new Map<string, List>();

  constructor(questionnaire: Questionnaire, attached: Attached) {
    this.questionnaire = questionnaire;
    this.#attached = attached;
    this.fallbacks = [questionnaire.defaultLanguage, ...questionnaire.languages.map(({ tag }) => tag)];
    this.outline = outline(questionnaire);
    this.rules = this.#order();
  }

  required = (of: Definition) => this.#truth(of, 'required');
  softRequired = (of: Definition) => this.#truth(of, 'softRequired');
  readOnly = (of: Definition) => this.#truth(of, 'readOnly');
  constraint = (of: Definition) => this.#truth(of, 'constraint');
  seed = (of: Definition) => this.#part(of, 'seed', seedIn(of), compileText);
  /** Of a seed that is text: the number that it stands for. */
  seedOfText = (of: Definition) => this.#part(of, 'seedOfText', seedIn(of), compileNumber, asSeed);
  /** Of a question whose choices are made from answers: what of each is chosen, and what is shown. */
  choiceValue = (of: Definition) => this.#part(of, 'choiceValue', fromOf(of)?.value, compileText);
  choiceLabel = (of: Definition) => this.#part(of, 'choiceLabel', fromOf(of)?.label, compileText);
  /** A formula of a score, for the top or for each instance of a repeat. */
  points = (of: Definition, source: string) =>
    this.#part(of, 'score', source, compile, undefined, of.inside ?? of.home);
  instanceName = () =>
    this.#part(this.outline.top, 'instanceName', this.questionnaire.instanceName, compileText);
  /** The rows of its list that its filter lets through; or the answers that are its choices. */
  choices(of: Definition): Compiled<readonly Place[]> | null {
    if (!isQuestion(of.item)) return null;
    const { list, choiceFilter, choicesFrom } = of.item;
    if (choicesFrom) return this.#part(of, 'choices', choicesFrom.places, compilePlaces);
    if (list === undefined) return null;
    return this.#part(of, 'choices', choiceFilter, compilePlaces, (filter) => rowsOf(list, filter));
  }

  /** A list with its labels in one language; unfiltered look-ups are the same in all of them. */
  list(name: string, language = this.questionnaire.defaultLanguage): List | null {
    const id = `${language} ${name}`;
    const known = this.#lists.get(id);
    if (known) return known;
    const source = own(this.#attached.lists, name) ?? own(this.questionnaire.lists, name);
    if (!source) return null;
    const list = new List(name, source, { language, fallbacks: this.fallbacks });
    this.#lists.set(id, list);
    return list;
  }

  #truth(of: Definition, part: 'required' | 'softRequired' | 'readOnly' | 'constraint') {
    return isQuestion(of.item) ? this.#part(of, part, of.item[part], compileTruth) : null;
  }

  /** Compiled when it is first asked for. */
  #part<T>(
    of: Definition,
    part: LazyPart,
    source: string | undefined,
    compileAs: (formula: Expr, scope: ReturnType<typeof scopeOf>) => Outcome<T>,
    wrap?: (formula: Expr) => Expr,
    home?: SheetDefinition,
  ): Compiled<T> | null {
    if (source === undefined) return null;
    const key = part === 'score' ? `score ${source}` : part; // a definition may have several points
    const all = this.#lazy.get(key) ?? new Map<Definition, { run: Compiled<unknown> } | null>();
    let known = all.get(of);
    if (known === undefined) {
      known = this.#compile(of, part, source, compileAs, wrap, home);
      this.#lazy.set(key, all.set(of, known));
    }
    return known && (known.run as Compiled<T>);
  }

  #compile<T>(
    of: Definition,
    part: FormulaPart,
    source: string,
    compileAs: (formula: Expr, scope: ReturnType<typeof scopeOf>) => Outcome<T>,
    wrap: (formula: Expr) => Expr = (formula) => formula,
    own?: SheetDefinition,
  ): { run: Compiled<T>; formula: Expr; home: SheetDefinition } | null {
    let read = this.#read.get(source);
    if (!read) {
      read = parseFormula(source);
      this.#read.set(source, read);
    }
    if ('problem' in read) return this.tell(of, part, read.problem);
    const formula = wrap(read.formula);
    const here = standsElsewhere(of, part) ? null : of;
    const home = own ?? (part === 'relevant' ? this.#homeOfCondition(formula, of) : of.home);
    const straight = straightened(formula, of, here, this.outline);
    const compiled = compileAs(straight, scopeOf(of, this.outline, home));
    return 'problem' in compiled
      ? this.tell(of, part, compiled.problem)
      : { run: compiled.run, formula, home };
  }

  /** The condition of a repeat is asked for each instance if it looks into the instance, or at its number. */
  #homeOfCondition(formula: Expr, of: Definition): SheetDefinition {
    const { inside, home } = of;
    if (!inside) return home;
    const { needs } = needsOf(formula, of, this.outline, { home: inside });
    const looksInside = needs.some(({ target }) => target !== of && target.path.startsWith(`${of.path}/`));
    return looksInside || countsItself(formula) ? inside : home;
  }

  /** Writes down a problem; `null` stands for the formula that is switched off. */
  tell(of: Definition, part: FormulaPart, problem: Pick<FormProblem, 'code' | 'position' | 'details'>): null {
    this.found.push({ ...problem, path: of.path, part });
    return null;
  }

  /** Compiles what must hold at any moment, and tells each definition who looks at it. */
  #order(): readonly Rule[] {
    const needs = new Map<Rule, readonly Need[]>();
    for (const definition of this.outline.all) {
      for (const [part, source] of ruleSources(definition)) {
        const made = this.#compile<unknown>(definition, part, source, compilerOf(definition, part));
        if (!made) continue;
        const { home } = made;
        const onRow = part === 'fit' && standsElsewhere(definition, part);
        const { needs: looksAt, functions } = needsOf(made.formula, definition, this.outline, {
          home,
          onRow,
        });
        const rule: Rule = {
          part,
          definition,
          home,
          run: made.run,
          rank: 0,
          circular: false,
          inward: false,
          triggered:
            part === 'calculate' && isQuestion(definition.item) && definition.item.trigger !== undefined,
          counting: home !== definition.home && countsItself(made.formula),
          unrepeatable:
            [...functions].some((name) => chancy.has(name)) || remembers(definition, home, looksAt),
          worded: [...functions].some((name) => wordy.has(name)),
        };
        definition.rules[part] = rule;
        needs.set(rule, looksAt);
      }
    }
    for (const ring of rank([...needs.keys()], needs)) {
      const names = ring.map(({ definition }) => definition.name).join(', ');
      for (const rule of ring) {
        const { definition, part } = rule;
        this.tell(definition, part, { code: 'formula-circular', position: 0, details: { names } });
        delete definition.rules[part];
        needs.delete(rule);
      }
    }
    for (const [rule, looksAt] of needs) this.#introduce(rule, looksAt);
    const ordered = [...needs.keys()].sort((a, b) => a.rank - b.rank);
    for (const [turn, rule] of ordered.entries()) rule.rank = turn;
    return ordered;
  }

  #introduce(rule: Rule, needs: readonly Need[]): void {
    const { item } = rule.definition;
    const triggers = rule.triggered && isQuestion(item) ? (item.trigger ?? []) : null;
    if (triggers) {
      for (const name of triggers) {
        const { needs: watched } = needsOf(named(name), rule.definition, this.outline);
        for (const { target, shared } of watched) target.triggers.push({ rule, shared });
      }
    } else if (rule.part !== 'default') {
      const { home } = rule;
      for (const { target, shared } of needs) {
        const itself = target === rule.definition && shared === home && rule.part !== 'count';
        if (!itself) target.readers.push({ rule, shared });
      }
    }
  }
}

/** Compiles a questionnaire. Nothing in it can make this fail: see `problems` of the form. */
export const compileForm = (questionnaire: Questionnaire, attached: Attached = {}): Form =>
  new Form(questionnaire, attached);

const seedIn = ({ item }: Definition): string | undefined =>
  isQuestion(item) ? item.randomize?.seed : undefined;

const fromOf = ({ item }: Definition) => (isQuestion(item) ? item.choicesFrom : undefined);

const asSeed = (formula: Expr): Expr => ({ kind: 'call', name: seedFunction, args: [formula], position: 0 });

/** It looks at its own last value, which is gone once the interview is closed unless it is kept. */
const remembers = (of: Definition, home: SheetDefinition, needs: readonly Need[]): boolean =>
  needs.some(({ target, shared }) => target === of && shared === home);

/** A filter stands on a row of the list; what of an answer is chosen and shown, on the answer. */
const standsElsewhere = (of: Definition, part: FormulaPart): boolean =>
  (part === 'fit' && !fromOf(of)) || part === 'choiceValue' || part === 'choiceLabel';

function compilerOf(of: Definition, part: Rule['part']) {
  if (part === 'fit') return fromOf(of) ? compilePlaces : compileTruth;
  return part === 'relevant' ? compileTruth : part === 'count' ? compileNumber : compile;
}

const named = (name: string): Expr => ({ kind: 'name', name, lastSaved: false, position: 0 });

const rowsOf = (list: string, filter: Expr): Expr => ({
  kind: 'path',
  from: { kind: 'call', name: 'instance', args: [{ kind: 'literal', value: list }], position: 0 },
  steps: [
    { axis: 'child', test: 'root', predicates: [] },
    { axis: 'child', test: 'item', predicates: [filter] },
  ],
});

const own = <T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  of && Object.hasOwn(of, name) ? of[name] : undefined;
