/** How the receipts of a request with many are signed. */
import type { Receipt, Unsigned } from '../submission/index.ts';
import type { Keyring } from './keys.ts';

/** Signs what is to be said; at once, or when others are signed with it. */
export type Sign = (said: Unsigned) => Receipt | Promise<Receipt>;

export interface Signing {
  readonly sign: Sign;
  /** Nothing more will come: what still waits for others is signed now. */
  finish(): void;
}

/** Each by itself, by other threads: as phones know it that came before there were trees. */
export const signingEach = (keys: Keyring): Signing => ({ sign: keys.signAside, finish: () => undefined });

const most = 16; // a signature takes as long as all else that is done with a submission; each doubling is 44 letters more to send

/**
 * With one signature for some of them. Only within a request: two phones of an anonymous survey would learn from a signature
 * that they have in common that they sent at the same moment.
 */
export function signingTogether(keys: Keyring): Signing {
  let waiting: Waiting[] = [];
  const finish = () => {
    const group = waiting;
    waiting = [];
    try {
      for (const [at, receipt] of signAll(keys, group).entries()) group[at]?.resolve(receipt);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  };
  const sign = (said: Unsigned) =>
    new Promise<Receipt>((resolve, reject) => {
      waiting.push({ said, resolve, reject });
      if (waiting.length === most) finish();
    });
  return { sign, finish };
}

function signAll(keys: Keyring, group: readonly Waiting[]): Receipt[] {
  const [first, second] = group;
  if (first && !second) return [keys.sign(first.said)];
  return first ? keys.signTogether(group.map(({ said }) => said)) : [];
}

interface Waiting {
  readonly said: Unsigned;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}
