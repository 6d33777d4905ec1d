/** What an XForm does by itself: values set at the start, at a new repeat, or when another answer changes. */
import { type Node, type Nodes, resolved } from './nodes.ts';
import { attribute, type Element, inside, textOf } from './tree.ts';

export interface Action {
  readonly kind: 'value' | 'place' | 'recording';
  readonly element: Element;
  /** A formula; else the text as it stands. */
  readonly formula: string | undefined;
  readonly text: string;
  /** At the start of the interview. */
  readonly atLoad: boolean;
  /** When an instance of a repeat is added. */
  readonly atNewRepeat: boolean;
  /** The question whose change runs it. */
  readonly trigger: Node | undefined;
}

const kinds: Readonly<Record<string, Action['kind']>> = {
  setvalue: 'value',
  setgeopoint: 'place',
  recordaudio: 'recording',
};

/** By the node that they set. */
export function readActions(places: readonly (Element | undefined)[], nodes: Nodes): Map<Node, Action[]> {
  const actions = new Map<Node, Action[]>();
  for (const place of places) {
    if (!place) continue;
    for (const element of inside(place)) {
      const kind = Object.hasOwn(kinds, element.name) ? kinds[element.name] : undefined;
      if (!kind) continue;
      const { parent } = element;
      const around = attribute(parent ?? undefined, 'ref') ?? attribute(parent ?? undefined, 'nodeset');
      const source = around === undefined ? undefined : nodes.byPath.get(resolved(around, nodes.root.path));
      const node = nodes.byPath.get(
        resolved(attribute(element, 'ref') ?? '', source?.path ?? nodes.root.path),
      );
      if (!node) continue;
      const events = attribute(element, 'event') ?? '';
      const onChange = /xforms-value-changed/.test(events) && source && !source.repeat ? source : undefined;
      const action: Action = {
        kind,
        element,
        formula: attribute(element, 'value'),
        text: textOf(element),
        atLoad: /odk-instance-(first-)?load|xforms-ready/.test(events),
        atNewRepeat: /odk-new-repeat/.test(events),
        trigger: onChange,
      };
      actions.set(node, [...(actions.get(node) ?? []), action]);
    }
  }
  return actions;
}
