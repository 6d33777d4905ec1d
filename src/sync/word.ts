/** The server's word that a submission was taken back: a device erases its own copy only on the strength of it, as it is proven. */
import { receiptCode, type Standing, verifyWithdrawal, type Withdrawn } from '../submission/index.ts';
import { keysFor, type Pinned } from './proving.ts';

/** Whether it is signed, over this code, by a key that is pinned with the survey. */
export async function isTheirWord(
  said: Pick<Withdrawn, 'key' | 'signature'>,
  { code, survey }: { readonly code: string; readonly survey: string },
  world: Pinned,
): Promise<boolean> {
  const { key } = said;
  if (key === undefined) return false; // a server of before
  const keys = await keysFor(survey, [{ receipt: { key } }], world);
  return verifyWithdrawal({ standing: 'withdrawn', code, ...said }, keys, code);
}

/** How a submission stands, as far as the device takes the server's word for it: of one that is said to be taken back only proven. */
export async function isBelieved(
  { standing, word }: Standing,
  { id, hash, survey }: { readonly id: string; readonly hash: string; readonly survey: string },
  world: Pinned,
): Promise<boolean> {
  if (standing !== 'withdrawn') return true;
  return word !== undefined && (await isTheirWord(word, { code: receiptCode(id, hash), survey }, world));
}
