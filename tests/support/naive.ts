/**
 * The same rules, worked out the slow way: after each act everything is evaluated again, over a tree of plain objects,
 * until nothing changes any more. Slow, simple, and the measure of the engine that is neither.
 */

import {
  type Compiled,
  compile,
  compileNumber,
  compileTruth,
  type Place,
  parseFormula,
  toNumber,
  type World,
} from '../../src/questionnaire/formula/index.ts';
import {
  type Answer,
  type Answers,
  type Item,
  isBlank,
  type Question,
  type Questionnaire,
} from '../../src/questionnaire/index.ts';

type Section = Exclude<Item, Question>;

/** One answer, one group, or one instance of a repeat; a repeat as a whole holds its instances. */
interface Node extends Place {
  readonly item: Item;
  /** What it stands in: of an instance, the repeat as a whole. Formulas know only the instances. */
  readonly up: Node | null;
  readonly parent: Node | null;
  kids: Node[];
  /** Of a repeat as a whole. */
  instances: Node[];
  count: number;
  key: string;
  given: Answer;
  holds: boolean;
}

const isSection = (item: Item): item is Section => item.kind === 'group' || item.kind === 'repeat';

export class Naive {
  readonly top: Node;
  readonly #questionnaire: Questionnaire;
  readonly #world: World;
  /** Once it has begun, repeats in an added instance begin with none. */
  #goesOn = false;

  constructor(questionnaire: Questionnaire, world: Omit<World, 'language'>) {
    this.#questionnaire = questionnaire;
    this.#world = { ...world, language: 'en' };
    const item: Item = { kind: 'group', name: 'data', items: questionnaire.items };
    this.top = this.#grow(item, null);
    this.#goesOn = true;
    this.settle();
  }

  #grow(item: Item, parent: Node | null): Node {
    const naive = this;
    const node: Node = {
      item,
      name: item.name,
      up: parent,
      get parent() {
        return node.key === '' ? parent : (parent?.up ?? null);
      },
      kids: [],
      get children() {
        return node.kids.flatMap((kid) => {
          if (kid.item.kind !== 'repeat') return [kid];
          return naive.isAsked(kid) ? kid.instances.slice(0, kid.count) : [];
        });
      },
      instances: [],
      count: 0,
      key: '',
      given: null,
      holds: true,
      get text() {
        return isSection(item) ? node.children.map((child) => child.text).join('') : textOf(naive.seen(node));
      },
    };
    if (item.kind === 'group') node.kids = item.items.map((each) => this.#grow(each, node));
    if (item.kind === 'repeat') {
      this.#begin(node, item.begins ?? (item.count === undefined && !this.#goesOn ? [{}] : []));
    }
    return node;
  }

  #begin(repeat: Node, each: readonly Answers[]): void {
    repeat.instances = [];
    repeat.count = 0;
    for (const [at, begun] of each.entries()) this.add(repeat, String(at + 1), begun);
  }

  add(repeat: Node, key: string, begun: Answers = {}): void {
    const { item } = repeat;
    if (item.kind !== 'repeat') throw new Error('only repeats have instances');
    const instance = this.#grow({ ...item, kind: 'group' } as Item, repeat);
    instance.key = key;
    this.#fill(instance, begun);
    repeat.instances.push(instance);
    repeat.count = repeat.instances.length;
  }

  #fill(section: Node, begun: Answers): void {
    for (const kid of section.kids) {
      const given = begun[kid.name];
      if (given === undefined) continue;
      if (kid.item.kind === 'repeat') this.#begin(kid, given as readonly Answers[]);
      else if (kid.item.kind === 'group') this.#fill(kid, given as Answers);
      else kid.given = kid.item.kind === 'integer' ? Number(given) : (given as Answer);
    }
  }

  /** What formulas see of a question. */
  seen(node: Node): Answer {
    if (!this.isAsked(node)) return null;
    return this.#fitting(node);
  }

  #fitting(node: Node): Answer {
    const { item, given } = node;
    if (isSection(item) || item.choiceFilter === undefined || item.list === undefined || isBlank(given))
      return given;
    const filter = item.choiceFilter;
    const rows = this.#questionnaire.lists[item.list]?.choices ?? [];
    const offered = rows.filter((choice) => {
      const row = { name: 'item', parent: null, text: '', children: [] as Place[] };
      const cells = { name: choice.name, ...choice.columns };
      row.children = Object.entries(cells).map(([name, text]) => ({ name, text, parent: row, children: [] }));
      return this.#run(node, filter, compileTruth, row);
    });
    const names = new Set(offered.map(({ name }) => name));
    if (typeof given === 'object' && given !== null) return given.filter((name) => names.has(name));
    return names.has(String(given)) ? given : null;
  }

  isAsked(node: Node): boolean {
    for (let each: Node | null = node; each; each = each.up) if (!each.holds) return false;
    return true;
  }

  #run<T>(
    node: Node,
    source: string,
    compileAs: (...args: Parameters<typeof compile>) => { run: Compiled<T> } | { problem: unknown },
    place: Place = node,
  ): T {
    const read = parseFormula(source);
    if ('problem' in read) throw new Error(JSON.stringify(read.problem));
    const made = compileAs(read.formula, { resolve: (name) => (at) => this.#find(name, at as Node) });
    if ('problem' in made) throw new Error(JSON.stringify(made.problem));
    return made.run({ place, current: node, world: this.#world });
  }

  /** All of that name in the smallest surroundings that could have any: an instance around, or the whole. */
  #find(name: string, from: Node): Node[] {
    const target = pathTo(name, this.#questionnaire.items) ?? [];
    let around = from;
    while (around.up && !(around.key !== '' && startsWith(target, pathOf(around)))) around = around.up;
    return this.#named(name).filter((node) => isIn(node, around));
  }

  #named(name: string): Node[] {
    return [...this.live(this.top)].filter((node) => node.item.name === name && node.item.kind !== 'repeat');
  }

  /** Everything but surplus instances and those of skipped repeats, in order. */
  *live(node: Node): Iterable<Node> {
    yield node;
    for (const child of node.kids) {
      if (child.item.kind !== 'repeat') yield* this.live(child);
      else {
        yield child;
        if (this.isAsked(child))
          for (const one of child.instances.slice(0, child.count)) yield* this.live(one);
      }
    }
  }

  /** Evaluates everything until nothing changes. */
  settle(): void {
    for (let round = 0; round < 200; round++) {
      const before = this.#portrait();
      for (const node of [...this.live(this.top)]) this.#evaluate(node);
      if (this.#portrait() === before) return;
    }
    throw new Error('it never comes to rest');
  }

  #evaluate(node: Node): void {
    const { item } = node;
    const isInstance = node.key !== '';
    if (item.relevant !== undefined && !isInstance && (!node.up || this.isAsked(node.up))) {
      node.holds = this.#run(node, item.relevant, compileTruth);
    }
    if (!this.isAsked(node)) return;
    if (item.kind === 'repeat' && item.count !== undefined) {
      const count = Math.max(0, Math.trunc(this.#run(node, item.count, compileNumber)) || 0);
      while (node.instances.length < count) this.add(node, String(node.instances.length + 1));
      node.count = count;
    }
    if (!isSection(item) && item.calculate !== undefined) {
      const value = this.#run(node, item.calculate, compile);
      const places = Array.isArray(value) ? (value[0]?.text ?? '') : value;
      node.given =
        typeof places === 'number' ? (Number.isNaN(toNumber(places)) ? null : places) : String(places);
    }
  }

  #portrait(): string {
    return JSON.stringify(
      [...this.live(this.top)].map(({ name, given, holds, count }) => [name, given, holds, count]),
    );
  }

  get sends(): Answers {
    const of = (section: Node): Answers => {
      const entries: [string, Answer | Answers | readonly Answers[]][] = [];
      for (const node of section.kids) {
        if (!this.isAsked(node)) continue;
        if (node.item.kind === 'repeat') {
          const instances = node.instances.slice(0, node.count).map(of);
          if (instances.length > 0) entries.push([node.name, instances]);
        } else if (node.item.kind === 'group') {
          const answers = of(node);
          if (Object.keys(answers).length > 0) entries.push([node.name, answers]);
        } else if (!isBlank(this.seen(node))) entries.push([node.name, this.seen(node)]);
      }
      return Object.fromEntries(entries);
    };
    return of(this.top);
  }

  refOf(node: Node): string {
    if (!node.up) return '';
    if (node.key !== '') return `${this.refOf(node.up)}[${node.key}]`;
    return `${this.refOf(node.up)}/${node.name}`;
  }
}

const pathOf = (node: Node): string[] =>
  node.up ? (node.key === '' ? [...pathOf(node.up), node.name] : pathOf(node.up)) : [];

/** Below it, not the thing itself. */
const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  path.length > start.length && start.every((name, at) => path[at] === name);

function pathTo(name: string, items: readonly Item[]): string[] | undefined {
  for (const item of items) {
    if (item.name === name) return [name];
    const inside = isSection(item) ? pathTo(name, item.items) : undefined;
    if (inside) return [item.name, ...inside];
  }
  return undefined;
}

const isIn = (node: Node, around: Node): boolean => {
  for (let each: Node | null = node; each; each = each.up) if (each === around) return true;
  return false;
};

const textOf = (answer: Answer): string =>
  answer === null ? '' : typeof answer === 'object' ? answer.join(' ') : String(answer);
