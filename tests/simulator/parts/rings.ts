/** Rings of signing keys, made once for a process by the real thing: making them is slow, and they are the same in every world. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Keyring, openKeys, rotateKeys } from '../../../src/server/keys.ts';
import type { Ledger } from './ledger.ts';

let rings: [Keyring, ...Keyring[]] | undefined;

/** The key rings that one rotation after the other leaves, made once by the real thing. */
export function ringsOf(): [Keyring, ...Keyring[]] {
  rings ??= makeRings();
  return rings;
}

function makeRings(): [Keyring, ...Keyring[]] {
  const folder = mkdtempSync(join(tmpdir(), 'rintis-simulator-'));
  const made: [Keyring, ...Keyring[]] = [here(openKeys(folder))];
  for (let times = 0; times < 3; times++) {
    rotateKeys(folder);
    made.push(here(openKeys(folder)));
  }
  rmSync(folder, { recursive: true });
  return made;
}

/** Everything in one thread: what another one does ends when it ends, and no seed says when. */
const here = (keys: Keyring): Keyring => ({ ...keys, signAside: async (receipt) => keys.sign(receipt) });

let someone: Keyring | undefined;

/** Keys of somebody else, who would like to be taken for the server. */
export function stranger(): Keyring {
  if (someone) return someone;
  const folder = mkdtempSync(join(tmpdir(), 'rintis-stranger-'));
  someone = here(openKeys(folder));
  rmSync(folder, { recursive: true });
  return someone;
}

/** Keeps in mind what the server has really signed. `hear`: the codes that it says are taken back, before anybody else knows. */
export const witnessed = (keys: Keyring, { signed }: Ledger, hear: (code: string) => void): Keyring => ({
  ...keys,
  sign(receipt) {
    const said = keys.sign(receipt);
    signed.add(said.signature);
    return said;
  },
  async signAside(receipt) {
    const said = await keys.signAside(receipt);
    signed.add(said.signature);
    return said;
  },
  signTogether(receipts) {
    const said = keys.signTogether(receipts);
    for (const { signature } of said) signed.add(signature);
    return said;
  },
  signBytes(bytes) {
    const [kind, code = ''] = Buffer.from(bytes).toString().split('\n'); // see `withdrawalMessage`
    if (kind === 'rintis withdrawal 1') hear(code);
    return keys.signBytes(bytes);
  },
  signMedia(receipt) {
    const said = keys.signMedia(receipt);
    signed.add(said.signature);
    return said;
  },
});
