/** Receipts as the leaves of a tree, so that one signature over its top is one for each of them. */
import { hash } from 'node:crypto';
import { forkOf, leafOf, type Unsigned } from '../submission/index.ts';

/** The top, and of each receipt the way there. At least two receipts: one alone has no way to go. */
export function treeOf(receipts: readonly Unsigned[]): {
  readonly top: Uint8Array;
  readonly paths: string[];
} {
  const paths = receipts.map(() => '');
  let level = receipts.map((receipt, at) => ({ top: leafOf(receipt, sha256), leaves: [at] }));
  while (level.length > 1) {
    const next: typeof level = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = level.slice(at, at + 2);
      if (left && right) {
        lead(paths, left.leaves, `r${text(right.top)}`);
        lead(paths, right.leaves, `l${text(left.top)}`);
        next.push({
          top: forkOf(left.top, right.top, sha256),
          leaves: [...left.leaves, ...right.leaves],
        });
      } else if (left) next.push(left);
    }
    level = next;
  }
  return { top: level[0]?.top ?? new Uint8Array(), paths };
}

function lead(paths: string[], leaves: readonly number[], step: string): void {
  for (const at of leaves) paths[at] += step;
}

const text = (bytes: Uint8Array): string => (bytes as Buffer).toString('base64url');
const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer');
