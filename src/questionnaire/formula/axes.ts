/** Walking the tree: the thirteen directions of XPath 1.0 §2.2, and document order. */
import type { Place } from './place.ts';
import type { Axis } from './syntax.ts';

/** Where a direction leads from one place, nearest first. */
export const lead: Record<Axis, (from: Place) => readonly Place[]> = {
  child: (from) => from.children,
  parent: (from) => (from.parent ? [from.parent] : []),
  self: (from) => [from],
  attribute: attributesOf,
  descendant: (from) => descendants(from, []),
  'descendant-or-self': (from) => descendants(from, [from]),
  ancestor: (from) => ancestors(from),
  'ancestor-or-self': (from) => [from, ...ancestors(from)],
  'following-sibling': (from) => siblings(from).slice(siblings(from).indexOf(from) + 1),
  'preceding-sibling': (from) => siblings(from).slice(0, siblings(from).indexOf(from)).reverse(),
  following: (from) => around(from, 'following-sibling'),
  preceding: (from) => around(from, 'preceding-sibling').reverse(),
  namespace: () => [],
};

/** Directions that from different places can lead to the same one, or backwards. */
export const keepsOrder = (axis: Axis): boolean =>
  axis === 'child' || axis === 'self' || axis === 'attribute';

export function rootOf(place: Place): Place {
  let top = place;
  while (top.parent) top = top.parent;
  return top;
}

const siblings = (place: Place): readonly Place[] => place.parent?.children ?? [place];

export function descendants(from: Place, into: Place[]): Place[] {
  for (const child of from.children) {
    into.push(child);
    descendants(child, into);
  }
  return into;
}

export function ancestors(from: Place): Place[] {
  const found: Place[] = [];
  for (let up = from.parent; up; up = up.parent) found.push(up);
  return found;
}

const around = (from: Place, side: 'following-sibling' | 'preceding-sibling'): Place[] =>
  inDocumentOrder(
    new Set(lead['ancestor-or-self'](from).flatMap(lead[side]).flatMap(lead['descendant-or-self'])),
  );

const attributePlaces = new WeakMap<Place, readonly Place[]>(); // the same attribute must be the same place each time

function attributesOf(from: Place): readonly Place[] {
  if (!from.attributes) return [];
  const known = attributePlaces.get(from);
  if (known) return known;
  const made = [...from.attributes].map(([name, text]) => ({ name, text, parent: from, children: [] }));
  attributePlaces.set(from, made);
  return made;
}

/** Each place once, in the order of the document. */
export function inDocumentOrder(places: Iterable<Place>): Place[] {
  const list = [...places];
  if (list.length < 2) return list;
  const line = new Map(list.map((place) => [place, [...ancestors(place).reverse(), place]]));
  const ranks = new Map<Place | null, Map<Place, number>>();
  const rank = (place: Place): number => {
    const among = ranks.get(place.parent) ?? new Map(siblings(place).map((one, i) => [one, i]));
    ranks.set(place.parent, among);
    return among.get(place) ?? -1; // attributes come before children
  };
  return list.sort((a, b) => {
    const [one = [], other = []] = [line.get(a), line.get(b)];
    const fork = one.findIndex((place, i) => place !== other[i]);
    const [left, right] = [one[fork], other[fork]];
    return left && right ? rank(left) - rank(right) : one.length - other.length;
  });
}
