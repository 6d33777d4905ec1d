/**
 * The questionnaire as the engine knows it: every question, group and repeat once, whatever number of instances an
 * interview makes of them. Answers live on sheets, one for the top level and one for each repeat instance;
 * a definition knows its slot on its sheet.
 */
import type { Group, Item, Question, Questionnaire, Repeat } from '../schema.ts';
import type { Reader, Rule } from './rules.ts';

export interface Definition {
  readonly item: Item;
  readonly name: string;
  /** `/g/case/case_title`; the top is `''`. */
  readonly path: string;
  readonly parent: Definition | null;
  readonly children: readonly Definition[];
  /** The sheet that holds its answer, and where on it. */
  readonly home: SheetDefinition;
  readonly slot: number;
  /** Of a repeat: what each of its instances holds. */
  readonly inside: SheetDefinition | null;
  /** What it is worked out by; filled in when the formulas are read. */
  readonly rules: { [part in Rule['part']]?: Rule };
  /** Who must be worked out again when its value changes; of a repeat: when instances come or go. */
  readonly readers: Reader[];
  /** Calculations that run when its value changes (XLSForm's `trigger`). */
  readonly triggers: Reader[];
}

export interface SheetDefinition {
  /** The repeat whose instances have this sheet; none for the top level. */
  readonly repeat: Definition | null;
  readonly above: SheetDefinition | null;
  readonly depth: number;
  /** By slot, in document order. */
  readonly definitions: Definition[];
}

/** The whole questionnaire as definitions. */
export interface Outline {
  readonly top: Definition;
  /** In document order, the top first. */
  readonly all: readonly Definition[];
  readonly byPath: ReadonlyMap<string, Definition>;
  readonly byName: ReadonlyMap<string, readonly Definition[]>;
}

/** Draws the outline. Two items of one name in one group share a path: the first one has it. */
export function outline(questionnaire: Questionnaire): Outline {
  const all: Definition[] = [];
  const byPath = new Map<string, Definition>();
  const byName = new Map<string, Definition[]>();

  const define = (item: Item, parent: Definition | null, home: SheetDefinition): Definition => {
    const children: Definition[] = [];
    const definition: Definition & { inside: SheetDefinition | null } = {
      item,
      name: item.name,
      path: parent ? `${parent.path}/${item.name}` : '',
      parent,
      children,
      home,
      slot: home.definitions.length,
      inside: null,
      rules: {},
      readers: [],
      triggers: [],
    };
    home.definitions.push(definition);
    if (parent) all.push(definition);
    if (!byPath.has(definition.path)) byPath.set(definition.path, definition);
    const namesakes = parent ? byName.get(item.name) : all; // the top has no name
    if (namesakes) namesakes.push(definition);
    else byName.set(item.name, [definition]);
    if (item.kind === 'repeat') definition.inside = sheet(definition, home);
    if (isSection(item)) {
      for (const each of item.items) children.push(define(each, definition, definition.inside ?? home));
    }
    return definition;
  };

  const { settings, items } = questionnaire;
  const name = settings?.name ?? 'data'; // what absolute paths in formulas begin with
  const top = define({ kind: 'group', name, items }, null, sheet(null, null));
  return { top, all, byPath, byName };
}

const sheet = (repeat: Definition | null, above: SheetDefinition | null): SheetDefinition => ({
  repeat,
  above,
  depth: above ? above.depth + 1 : 0,
  definitions: [],
});

export const isSection = (item: Item): item is Group | Repeat =>
  item.kind === 'group' || item.kind === 'repeat';

export const isQuestion = (item: Item): item is Question => !isSection(item);

/** The innermost sheet that both are on. */
export function sharedSheet(a: SheetDefinition, b: SheetDefinition): SheetDefinition {
  let [x, y]: (SheetDefinition | null)[] = [a, b];
  while (x && y && x !== y) {
    if (x.depth >= y.depth) x = x.above;
    else y = y.above;
  }
  if (!x || !y) throw new Error('all sheets share the top');
  return x;
}

/** The definition and everything in it, in document order. */
export function* within(definition: Definition): Iterable<Definition> {
  yield definition;
  for (const child of definition.children) yield* within(child);
}

/**
 * What `${name}` means at a place: the nearest of that name. Names are unique in most questionnaires;
 * where they are not, the one that shares the innermost group wins.
 */
export function nearest(outline: Outline, name: string, from: Definition): Definition | undefined {
  const candidates = outline.byName.get(name);
  if (!candidates || candidates.length < 2) return candidates?.[0];
  for (let around: Definition | null = from; around; around = around.parent) {
    const prefix = `${around.path}/`;
    const found = candidates.find((one) => one.path.startsWith(prefix));
    if (found) return found;
  }
  return candidates[0];
}
