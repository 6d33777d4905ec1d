/** Replies of the server that come out otherwise than it said them. */
import type { Receipt } from '../../../src/submission/index.ts';
import type { Chance } from './chance.ts';
import type { WayFault } from './plan.ts';
import { stranger } from './rings.ts';
import type { Said } from './way.ts';

interface Around {
  readonly chance: Chance;
  /** What the server said before, to anybody. */
  readonly earlier: readonly Said[];
}

export function falsify(fault: WayFault, said: Said, { chance, earlier }: Around): Said {
  const lines = said.text.split('\n').filter((line) => line !== '');
  const last = earlier.at(-1);
  switch (fault) {
    case 'reply cut, passed as whole':
      return { ...said, text: said.text.slice(0, chance.between(0, Math.max(0, said.text.length - 1))) };
    case 'reply in the wrong order':
      return { ...said, text: lines.reverse().join('\n') };
    case 'receipt of another submission':
      return last ? { ...said, text: last.text } : said;
    case 'receipt of an earlier try': {
      const shifted = [...lines.slice(1), ...lines.slice(0, 1)];
      return { ...said, text: shifted.join('\n') };
    }
    case 'garbage receipt':
      return withReceipts(said, (receipt) => ({
        ...receipt,
        signature: Buffer.from(chance.bytes(64)).toString('base64url'),
      }));
    case 'receipt by another key':
      return withReceipts(said, ({ signature: _, ...receipt }) => {
        const { publicKeys, sign } = stranger();
        const forged = sign({ ...receipt, key: publicKeys[0].id });
        // as it is, or under the name of the key that is pinned
        return chance.happens(0.5) ? forged : { ...forged, key: receipt.key };
      });
    default:
      return said;
  }
}

/** The same reply with other receipts in it: alone, or one on each line. */
function withReceipts(said: Said, change: (receipt: Receipt) => Receipt): Said {
  const text = said.text
    .split('\n')
    .map((line) => {
      if (line === '') return line;
      const it = JSON.parse(line) as Receipt | { receipt?: Receipt; receipts?: Receipt[] };
      if ('signature' in it) return JSON.stringify(change(it));
      if (it.receipts) return JSON.stringify({ ...it, receipts: it.receipts.map(change) });
      return 'receipt' in it && it.receipt ? JSON.stringify({ receipt: change(it.receipt) }) : line;
    })
    .join('\n');
  return { ...said, text };
}
