/** The answers' tree of an XForm: one node for each question, group and repeat, with what binds and controls say of it. */
import { nameFrom } from '../names.ts';
import { attribute, type Element, elements, inside } from './tree.ts';

export interface Node {
  /** As a questionnaire may call it. */
  readonly name: string;
  /** In the file: `/data/g/x`. */
  readonly path: string;
  readonly parent: Node | null;
  readonly children: Node[];
  readonly element: Element;
  bind: Element | undefined;
  /** What asks it. */
  control: Element | undefined;
  repeat: Element | undefined;
  /** Its place in the body, from 0. */
  shownAt: number;
}

export interface Nodes {
  readonly root: Node;
  readonly byPath: ReadonlyMap<string, Node>;
  readonly byName: ReadonlyMap<string, readonly Node[]>;
}

const controls = new Set([
  'input',
  'select1',
  'select',
  'rank',
  'upload',
  'trigger',
  'range',
  'secret',
  'textarea',
]);

/** Reads the primary instance, then lays binds and controls beside its nodes. */
export function readNodes(instance: Element, model: Element, body: Element | undefined): Nodes {
  const byPath = new Map<string, Node>();
  const byName = new Map<string, Node[]>();
  const plant = (element: Element, parent: Node | null): Node => {
    const path = `${parent?.path ?? ''}/${element.name}`;
    const known = byPath.get(path);
    const node: Node = known ?? {
      name: nameFrom(element.name),
      path,
      parent,
      children: [],
      element,
      bind: undefined,
      control: undefined,
      repeat: undefined,
      shownAt: -1,
    };
    if (!known) {
      byPath.set(path, node);
      if (parent) {
        const alike = byName.get(node.name);
        if (alike) alike.push(node);
        else byName.set(node.name, [node]);
      }
      parent?.children.push(node);
    }
    for (const child of elements(element)) plant(child, node); // a repeat's template and its first instance are one
    return node;
  };
  const root = plant(instance, null);
  const nodes = { root, byPath, byName };
  const bindsById = new Map<string, string>();
  for (const bind of elements(model, 'bind')) {
    const path = resolved(attribute(bind, 'nodeset') ?? '', root.path);
    const node = byPath.get(path);
    if (node) node.bind = bind;
    bindsById.set(attribute(bind, 'id') ?? '', path);
  }
  if (body) placeControls(body, nodes, bindsById);
  return nodes;
}

function placeControls(body: Element, { root, byPath }: Nodes, bindsById: ReadonlyMap<string, string>): void {
  const context = new Map<Element, string>([[body, root.path]]);
  let shown = 0;
  for (const element of inside(body)) {
    const around = (element.parent && context.get(element.parent)) ?? root.path;
    const written = attribute(element, 'ref') ?? attribute(element, 'nodeset');
    const path =
      written === undefined
        ? (bindsById.get(attribute(element, 'bind') ?? '-') ?? around)
        : resolved(written, around);
    const isSection = element.name === 'group' || element.name === 'repeat';
    context.set(element, isSection ? path : around);
    const node = path === around ? undefined : byPath.get(path);
    if (!isSection && !controls.has(element.name)) continue;
    const own = node ?? (element.name === 'repeat' ? byPath.get(path) : undefined);
    if (!own) continue;
    if (own.shownAt < 0) own.shownAt = shown++;
    if (element.name === 'repeat') own.repeat = element;
    else own.control ??= element;
    if (element.name === 'repeat' && isAroundOne(element.parent)) own.control ??= element.parent ?? undefined;
  }
}

/** A group without a place of its own that holds one repeat: it carries the repeat's label. */
const isAroundOne = (group: Element | null): boolean =>
  group?.name === 'group' &&
  attribute(group, 'ref') === undefined &&
  elements(group).filter(({ name }) => name !== 'label' && name !== 'hint').length === 1;

/** `/data/g/x`, or `x`, `./x`, `../x` from a place. */
export function resolved(written: string, from: string): string {
  const path = written.startsWith('/') ? '' : from;
  const steps = path.split('/').filter(Boolean);
  for (const step of written.split('/').map((part) => part.trim().replace(/^.*:/, ''))) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.' && step !== 'current()') steps.push(step);
  }
  return `/${steps.join('/')}`;
}

/** Children in the order in which they are shown; what is not shown stays behind what it followed. */
export function inOrder(node: Node): readonly Node[] {
  let last = -1;
  const placed = node.children.map((child, i) => {
    last = firstShown(child) ?? last;
    return { child, i, at: last };
  });
  return placed.sort((a, b) => a.at - b.at || a.i - b.i).map(({ child }) => child);
}

function firstShown(node: Node): number | null {
  if (node.shownAt >= 0) return node.shownAt;
  const shown = node.children.map(firstShown).filter((at) => at !== null);
  return shown.length > 0 ? Math.min(...shown) : null;
}

export const isInRepeat = (node: Node | null): boolean =>
  node !== null && (node.repeat !== undefined || isInRepeat(node.parent));
