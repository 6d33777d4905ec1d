/** Speaks like an enumerator: `interview(ask.integer('children'), …)`, then `visit.answer`, `visit.asks`, `visit.sends`. */
import {
  type Answer,
  type Answers,
  type Attached,
  addRepeat,
  answer,
  answersOf,
  asked,
  type Beginning,
  beginInterview,
  type Choice,
  changes,
  compileForm,
  type Group,
  type Interview,
  type Item,
  inLanguage,
  type Kind,
  keptOf,
  type Question,
  type Questionnaire,
  questionAt,
  type Ref,
  type Repeat,
  removeRepeat,
  type World,
} from '../../src/questionnaire/index.ts';

type Rest = Partial<Question>;
const of =
  (kind: Kind) =>
  (name: string, rest: Rest = {}): Question => ({ name, kind, label: name, ...rest });

/** Questions as one would say them. */
export const ask = {
  text: of('text'),
  integer: of('integer'),
  decimal: of('decimal'),
  date: of('date'),
  note: of('note'),
  one: (name: string, list: string, rest: Rest = {}) => of('one')(name, { list, ...rest }),
  many: (name: string, list: string, rest: Rest = {}) => of('many')(name, { list, ...rest }),
  metadata: (name: string, metadata: string) => of('metadata')(name, { metadata }),
  calculate: (name: string, calculate: string, rest: Rest = {}): Question => ({
    name,
    kind: 'calculate',
    calculate,
    ...rest,
  }),
};

export const group = (name: string, items: Item[], rest: Partial<Group> = {}): Group => ({
  kind: 'group',
  name,
  label: name,
  items,
  ...rest,
});

export const repeat = (name: string, items: Item[], rest: Partial<Repeat> = {}): Repeat => ({
  kind: 'repeat',
  name,
  label: name,
  items,
  ...rest,
});

/** `yes no` or whole choices, as a list. */
export const choices = (...each: (string | Choice)[]) => ({
  choices: each.map((one) => (typeof one === 'string' ? { name: one, label: one } : one)),
});

export const questionnaire = (items: Item[], rest: Partial<Questionnaire> = {}): Questionnaire => ({
  format: 1,
  id: 'visit',
  title: 'Visit',
  languages: [{ tag: 'en', status: 'source' }],
  defaultLanguage: 'en',
  items,
  lists: { yn: choices('yes', 'no') },
  ...rest,
});

/** A world that stands still: 23 November 2026, 14:05 in Bangkok, and a chance that always falls the same way. */
export function quietWorld(rest: Partial<World> = {}): World {
  let ids = 0;
  return {
    now: () => new Date('2026-11-23T07:05:00Z'),
    random: () => 0.25,
    uuid: () => `id-${++ids}`,
    offsetAt: () => 420,
    ...rest,
  };
}

/** A visit to one household or office, with one answer after the other. */
export class Visit {
  at: Interview;
  readonly #beginning: Beginning;

  constructor(of: Questionnaire, beginning: Partial<Beginning> = {}, attached: Attached = {}) {
    this.#beginning = { world: quietWorld(), language: of.defaultLanguage, ...beginning };
    this.at = beginInterview(compileForm(of, attached), this.#beginning);
  }

  answer(where: Ref, given: Answer): this {
    this.at = answer(this.at, this.ref(where), given);
    return this;
  }
  add(repeat: Ref, key: string): this {
    this.at = addRepeat(this.at, this.ref(repeat), key);
    return this;
  }
  remove(instance: Ref): this {
    this.at = removeRepeat(this.at, this.ref(instance));
    return this;
  }
  speak(language: string): this {
    this.at = inLanguage(this.at, language);
    return this;
  }
  /** Closes the phone, and opens the draft from the rows that storage kept. */
  resume(): this {
    this.at = beginInterview(this.at.form, { ...this.#beginning, kept: keptOf(this.at) });
    return this;
  }
  /** Rows that the last act writes. */
  writes(act: () => void): ReturnType<typeof changes> {
    const before = this.at;
    act();
    return changes(before, this.at);
  }
  /** How many formulas the act works out. */
  costs(act: () => void): number {
    const { evaluations } = this.at;
    act();
    return this.at.evaluations - evaluations;
  }

  question(where: Ref) {
    const found = questionAt(this.at, this.ref(where));
    if (!found) throw new Error(`no question at ${where}`);
    return found;
  }
  asks(where: Ref): boolean {
    return questionAt(this.at, this.ref(where))?.relevant ?? false;
  }
  says(where: Ref): string | undefined {
    return this.question(where).label?.text;
  }
  offers(where: Ref): string[] {
    return this.question(where).choices.map(({ name }) => name);
  }
  verdict(where: Ref): string {
    return this.question(where).verdict.kind;
  }
  get pages(): string[] {
    return [...asked(this.at)].map(({ ref }) => ref);
  }
  get sends(): Answers {
    return answersOf(this.at);
  }

  /** A bare name stands for the one question, group or repeat of that name. */
  ref(where: Ref): Ref {
    if (where.startsWith('/')) return where;
    return this.at.form.outline.byName.get(where)?.[0]?.path ?? `/${where}`;
  }
}

/** An interview with these questions. */
export const interview = (...items: Item[]): Visit => new Visit(questionnaire(items));
