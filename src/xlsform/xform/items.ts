/** Nodes as groups, repeats and questions. */

import type { Group, Item, Repeat } from '../../questionnaire/index.ts';
import { looksPaged } from '../appearance.ts';
import { readCondition } from '../formulas.ts';
import { limits } from '../limits.ts';
import { Refusal } from '../problems.ts';
import { given, type Reading } from '../reading.ts';
import type { Action } from './actions.ts';
import { readLeaf } from './leaf.ts';
import { inOrder, type Node, type Nodes } from './nodes.ts';
import { named } from './paths.ts';
import type { Speech } from './speech.ts';
import { attribute, type Element, elements, first } from './tree.ts';

export interface Source {
  readonly nodes: Nodes;
  readonly speech: Speech;
  readonly reading: Reading;
  readonly actions: ReadonlyMap<Node, readonly Action[]>;
  /** Lists made of choices below a question: content → name. */
  readonly inlineLists: Map<string, string>;
  /** Each group at the top is a page. */
  readonly pages: boolean;
}

/** A node on its way to become an item, with the helpers that its parts need. */
export class Making {
  readonly node: Node;
  readonly path: string;
  readonly source: Source;
  /** Calculations that its sentences need; they stand before it. */
  readonly before: Item[] = [];

  constructor(node: Node, path: string, source: Source) {
    this.node = node;
    this.path = path;
    this.source = source;
  }

  at(element: Element | undefined) {
    return { sheet: 'xform', row: (element ?? this.node.element).line, column: this.node.path };
  }

  /** A formula in an attribute, with names for paths. */
  formula(element: Element | undefined, name: string, part: string): string | undefined {
    const written = attribute(element, name);
    return written === undefined ? undefined : this.formulaIn(written, element, part);
  }

  condition(name: string, part: string): string | undefined {
    const written = readCondition(attribute(this.node.bind, name) ?? 'no');
    const saysNothing = written === 'false()' && name !== 'relevant';
    return written && !saysNothing ? this.formulaIn(written, this.node.bind, part) : undefined;
  }

  formulaIn(written: string, element: Element | undefined, part: string): string | undefined {
    const { nodes, reading } = this.source;
    return reading.formulaIn(named(written, { self: this.node, nodes }), this.at(element), this.path, part);
  }

  said(element: Element | undefined) {
    return this.source.speech.of(element, this.node, this.asCalculation);
  }

  /** `<output value="a formula"/>`: words take names only, so the formula becomes a calculation. */
  readonly asCalculation = (written: string, line: number): string | null => {
    const { nodes, reading } = this.source;
    const at = { sheet: 'xform', row: line, column: this.node.path };
    const formula = named(written, { self: this.node, nodes, spoken: true });
    const known = this.before.find((one) => 'calculate' in one && one.calculate === formula);
    if (known) return known.name;
    const name = `${this.node.name}_words_${this.before.length + 1}`;
    if (nodes.byName.has(name)) return null;
    this.before.push({ kind: 'calculate', name, calculate: formula });
    reading.problems.tell('output-as-calculation', at, { formula, name });
    return name;
  };
}

export function readItems(parent: Node, above: string, source: Source, depth = 1): Item[] {
  if (depth > limits.depth) throw new Refusal('groups-too-deep', { limit: limits.depth });
  return inOrder(parent).flatMap((node) => {
    const making = new Making(node, `${above}/${node.name}`, source);
    source.reading.places.set(`${making.path}#`, making.at(node.control ?? node.bind));
    const isSection = node.children.length > 0 || node.repeat || node.control?.name === 'group';
    const item = isSection ? readSection(making, depth) : readLeaf(making);
    return item ? [...making.before, item] : [];
  });
}

function readSection(making: Making, depth: number): Group | Repeat {
  const { node, path, source } = making;
  const { control, repeat } = node;
  const { words, media } = making.said(first(control, 'label'));
  const appearance = attribute(control, 'appearance') ?? attribute(repeat, 'appearance');
  const isPage = looksPaged(appearance) || (source.pages && depth === 1);
  const head = {
    name: node.name,
    ...given({
      label: words,
      hint: making.said(first(control, 'hint')).words,
      media,
      relevant: making.condition('relevant', 'relevant'),
      appearance,
      page: isPage ? (true as const) : undefined,
    }),
    items: readItems(node, path, source, depth + 1),
  };
  if (!repeat) return { kind: 'group', ...head };
  const count = making.formula(repeat, 'count', 'count') ?? fixedCount(node);
  return { kind: 'repeat', ...head, ...given({ count }) };
}

/** `jr:noAddRemove`: as many as the primary instance has, and no more. */
function fixedCount({ repeat, element }: Node): string | undefined {
  if (attribute(repeat, 'noAddRemove') !== 'true()') return undefined;
  const all = elements(element.parent ?? undefined, element.name);
  return String(Math.max(1, all.filter(({ attributes }) => !attributes.has('template')).length));
}
