/** What groups of one question give away of groups of another. */
import { type Desk, isSmall, restOf, smallestFirst } from './desk.ts';
import { type Dimension, firstCategory } from './plan.ts';

/**
 * The group to hide where some rows together hold some columns altogether, and what is left of those rows is about too few: areas in
 * a country; a role that nearly all have who work in one kind of office. Both sides have one part more: all that is not shown.
 */
export function givenAway(
  desk: Desk,
  rows: readonly number[],
  columns: readonly number[],
  { column: asked, first }: Dimension,
  unit: number,
): number | undefined {
  const { plan, sums, sizeOf } = desk;
  const column = plan.columns[asked];
  if (!column || rows.length === 0 || columns.length === 0) return undefined;
  const shared = (child: number, row: number): number =>
    sums.counts[child * plan.block + column.at + firstCategory + row - first] as number;
  const maskOf = (of: (row: number) => number, size: number): bigint => {
    let [mask, found] = [0n, 0];
    for (const [bit, row] of rows.entries()) {
      const both = of(row);
      found += both;
      if (both !== 0) mask |= 1n << BigInt(bit);
    }
    return found !== size ? mask | (1n << BigInt(rows.length)) : mask;
  };
  const left = (row: number) => columns.reduce((rest, child) => rest - shared(child, row), sizeOf(row, 0));
  const parts = [
    ...columns.map((child) => ({ child, mask: maskOf((row) => shared(child, row), sizeOf(child, 0)) })),
    { child: undefined, mask: maskOf(left, restOf(desk, 0, columns, 0)) },
  ];
  const all = (1n << BigInt(rows.length + 1)) - 1n;
  for (const union of unionsOf(
    parts.map(({ mask }) => mask),
    all,
  )) {
    const inside = parts.filter(({ mask }) => (mask & ~union) === 0n);
    const children = inside.flatMap(({ child }) => (child === undefined ? [] : [child]));
    const parents = rows.filter((_, bit) => union & (1n << BigInt(bit)));
    let rest = 0;
    for (const row of parents) rest += sizeOf(row, unit);
    if (union & (1n << BigInt(rows.length))) rest += restOf(desk, 0, rows, unit);
    for (const { child } of inside)
      rest -= child === undefined ? restOf(desk, 0, columns, unit) : sizeOf(child, unit);
    if (!isSmall(rest)) continue;
    const part = [...children, ...smallestFirst(desk, parents, unit)].find(
      (group) => sizeOf(group, unit) !== 0,
    );
    if (part !== undefined) return part;
  }
  return undefined;
}

const mostUnions = 4096; // of columns that do not go through all rows: there are few, or the groups are the same twice

/** All unions of these sets but the whole. */
function unionsOf(masks: readonly bigint[], all: bigint): Set<bigint> {
  const unions = new Set<bigint>();
  for (const mask of new Set(masks)) {
    if (mask === all || mask === 0n) continue;
    for (const union of [0n, ...unions]) {
      if ((union | mask) !== all && unions.size < mostUnions) unions.add(union | mask);
    }
  }
  return unions;
}
