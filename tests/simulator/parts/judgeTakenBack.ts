/**
 * What was taken back is judged step by step: at the word of the server that it is, at each commit and at each file afterwards,
 * and at each write of a device that relies on it.
 */
import type { DBCoreMutateRequest } from 'dexie';
import type { Database, Withdrawal } from '../../../src/storage/index.ts';
import { receiptCode } from '../../../src/submission/index.ts';
import type { Ledger, Remembered } from './ledger.ts';
import type { Row } from './office.ts';

/** What the server has. */
export interface Held {
  rowsOf(id: string): readonly Pick<Row, 'hash' | 'body'>[];
  readonly files: ReadonlyMap<string, { readonly submission: string }>;
}

/** The server has no text under this id: it never came, or was erased. */
export const isLetGo = (id: string, held: Pick<Held, 'rowsOf'>): boolean =>
  held.rowsOf(id).every(({ body }) => body === '');

/** Called when the server signs the word that a code is taken back, before anybody hears it. */
export function judgeWord(code: string, ledger: Ledger, held: Held): void {
  ledger.words.add(code);
  for (const id of ledger.interviews.keys())
    if (held.rowsOf(id).some(({ hash }) => receiptCode(id, hash) === code)) ledger.erased.add(id);
  judgeErased(ledger, held);
}

/** Called with a reply to submissions before it leaves: what came only after that word was taken back as it came. */
export function judgeLate(reply: string, ledger: Ledger, held: Held): void {
  for (const id of ledger.interviews.keys()) {
    const isMeant = held.rowsOf(id).some(({ hash }) => ledger.words.has(receiptCode(id, hash)));
    if (isMeant && reply.includes(id)) ledger.erased.add(id);
  }
  judgeErased(ledger, held);
}

/** Nothing is left of what the server called taken back. */
export function judgeErased({ erased, accuse }: Ledger, held: Held): void {
  for (const id of erased) {
    if (!isLetGo(id, held)) accuse(`the server said that ${id} is taken back, and has it`);
    if ([...held.files.values()].some(({ submission }) => submission === id))
      accuse(`the server said that ${id} is taken back, and has its files`);
  }
}

/** At a write of a device to what it wishes to take back: it is done when the server said so, or has nothing of it. */
export function judgeWishes(name: string, request: DBCoreMutateRequest, ledger: Ledger, held: Held): void {
  if (request.type !== 'put' && request.type !== 'add') return;
  for (const { id, code, state } of request.values as Withdrawal[]) {
    if (id === undefined || state !== 'done') continue;
    const codes = [code, ...codesOf(ledger.interviews.get(id))];
    if (!isLetGo(id, held) && !codes.some((one) => ledger.words.has(one)))
      ledger.accuse(`${name} calls ${id} taken back, and the server has it`);
  }
}

/** What a screen calls taken back is not on its device, either. */
export async function judgeOwn(db: Database, { id }: Remembered, { accuse }: Ledger): Promise<void> {
  const [wish] = await db.withdrawals.where({ id }).toArray();
  if (wish?.state !== 'done') return;
  if ((await db.submissions.get(id))?.body || (await db.drafts.get(id)))
    accuse(`${id} was taken back, and is on the device`);
  if ((await db.attachments.where({ owner: id }).count()) > 0)
    accuse(`${id} was taken back, and its files are on the device`);
}

const codesOf = (it: Remembered | undefined): string[] =>
  it ? [...it.bodies.keys()].map((hash) => receiptCode(it.id, hash)) : [];
