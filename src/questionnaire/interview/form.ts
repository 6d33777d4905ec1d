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
  loadMore,
  needsMore,
  type Outcome,
  type Place,
  parseFormula,
} from '../formula/index.ts';
import type { ChoiceList, Questionnaire } from '../schema.ts';
import { type Definition, isQuestion, type Outline, outline } from './definitions.ts';
import { List } from './lists.ts';
import { type Need, needsOf } from './needs.ts';
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
type LazyPart = 'required' | 'softRequired' | 'constraint' | 'readOnly' | 'seed' | 'choices' | 'instanceName';

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
  readonly #lazy = new Map<LazyPart, Map<Definition, { run: Compiled<unknown> } | null>>();
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
  seed = (of: Definition) => this.#part(of, 'seed', seedOf(of), compileNumber);
  instanceName = () =>
    this.#part(this.outline.top, 'instanceName', this.questionnaire.instanceName, compileText);
  /** The rows of its list that its filter lets through. */
  choices(of: Definition): Compiled<readonly Place[]> | null {
    if (!isQuestion(of.item) || of.item.list === undefined) return null;
    const { list, choiceFilter } = of.item;
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
    wrap: (formula: Expr) => Expr = (formula) => formula,
  ): Compiled<T> | null {
    if (source === undefined) return null;
    const all = this.#lazy.get(part) ?? new Map<Definition, { run: Compiled<unknown> } | null>();
    let known = all.get(of);
    if (known === undefined) {
      known = this.#compile(of, part, source, compileAs, wrap);
      this.#lazy.set(part, all.set(of, known));
    }
    return known && (known.run as Compiled<T>);
  }

  #compile<T>(
    of: Definition,
    part: FormulaPart,
    source: string,
    compileAs: (formula: Expr, scope: ReturnType<typeof scopeOf>) => Outcome<T>,
    wrap: (formula: Expr) => Expr = (formula) => formula,
  ): { run: Compiled<T>; formula: Expr } | null {
    let read = this.#read.get(source);
    if (!read) {
      read = parseFormula(source);
      this.#read.set(source, read);
    }
    if ('problem' in read) return this.tell(of, part, read.problem);
    const formula = wrap(read.formula);
    const here = part === 'fit' ? null : of; // a filter stands on a row of the list
    const compiled = compileAs(straightened(formula, of, here, this.outline), scopeOf(of, this.outline));
    return 'problem' in compiled ? this.tell(of, part, compiled.problem) : { run: compiled.run, formula };
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
        const compileAs =
          part === 'relevant' || part === 'fit' ? compileTruth : part === 'count' ? compileNumber : compile;
        const made = this.#compile<unknown>(definition, part, source, compileAs);
        if (!made) continue;
        const { needs: looksAt, functions } = needsOf(made.formula, definition, this.outline, part === 'fit');
        const rule: Rule = {
          part,
          definition,
          run: made.run,
          rank: 0,
          circular: false,
          inward: false,
          triggered:
            part === 'calculate' && isQuestion(definition.item) && definition.item.trigger !== undefined,
          unrepeatable: [...functions].some((name) => chancy.has(name)),
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
      const { home } = rule.definition;
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

/** Loads the rarer functions, if any formula of the questionnaire calls one. Wait for it before compiling. */
export async function loadFormulas(questionnaire: Questionnaire): Promise<void> {
  for (const definition of outline(questionnaire).all) {
    for (const source of sources(definition, questionnaire)) {
      const read = parseFormula(source);
      if ('formula' in read && needsMore(read.formula)) return loadMore();
    }
  }
}

function* sources(definition: Definition, { instanceName }: Questionnaire): Iterable<string> {
  for (const [, source] of ruleSources(definition)) yield source;
  const { item } = definition;
  const others = isQuestion(item)
    ? [item.required, item.softRequired, item.constraint, item.readOnly, item.randomize?.seed]
    : definition.parent
      ? []
      : [instanceName];
  for (const source of others) if (source !== undefined) yield source;
}

const seedOf = ({ item }: Definition): string | undefined =>
  isQuestion(item) ? item.randomize?.seed : undefined;

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
