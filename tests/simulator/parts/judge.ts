/** What must be true at the end, and at every write on the way. */

import { isDeepStrictEqual } from 'node:util';
import type { DBCoreMutateRequest } from 'dexie';
import { type Database, mySubmissions, openDraft } from '../../../src/storage/index.ts';
import type { Receipt } from '../../../src/submission/index.ts';
import type { Device } from './device.ts';
import type { Ledger, Remembered } from './ledger.ts';
import { hashOf, type Office } from './office.ts';

/** At every write of a device: a receipt that counts was really signed, over what is committed; and nothing goes before. */
export const watchWrites =
  ({ signed, accuse, interviews }: Ledger, office: Office) =>
  (device: Device, table: string, request: DBCoreMutateRequest): void => {
    if (table === 'receipts' && (request.type === 'put' || request.type === 'add')) {
      for (const receipt of request.values as Receipt[]) {
        if (!signed.has(receipt.signature)) accuse(`${device.name} keeps a receipt that nobody signed`);
        if (!office.keeps(receipt.id, receipt.hash))
          accuse(`${device.name} keeps a receipt for what the server does not have: ${receipt.id}`);
      }
    }
    if ((table !== 'outbox' && table !== 'submissions') || !request.type.startsWith('delete')) return;
    if (request.type === 'deleteRange') accuse(`${device.name} empties ${table}`);
    for (const id of 'keys' in request ? (request.keys as string[]) : []) {
      const hashes = [...(interviews.get(id)?.bodies.keys() ?? [])];
      if (!hashes.some((hash) => office.keeps(id, hash)))
        accuse(`${device.name} deletes from ${table} before the server has it: ${id}`);
    }
  };

/** Everything that the people of a device were promised is on it or on the server. */
export async function judgeDevice(device: Device, ledger: Ledger, office: Office): Promise<void> {
  await device.look(async (db) => {
    for (const it of ledger.interviews.values()) {
      if (it.device === device.name) await judgeInterview(db, it, ledger, office);
    }
  });
}

async function judgeInterview(
  db: Database,
  it: Remembered,
  { accuse }: Ledger,
  office: Office,
): Promise<void> {
  const kept = await db.submissions.get(it.id);
  const draft = await openDraft(db, it.id);
  if (kept && draft) accuse(`${it.id} is finished and a draft`);
  if (kept && !it.bodies.has(kept.hash)) accuse(`${it.id} was finished with a text that nobody wrote`);
  if (kept && hashOf(kept.body) !== kept.hash) accuse(`${it.id} has another text than its hash says`);
  if (it.finished !== undefined) {
    if (kept ? kept.hash !== it.finished : !office.keeps(it.id, it.finished))
      accuse(`${it.id} was finished, and is lost`);
    const receipt = await db.receipts.get(it.id);
    if (kept && !receipt && !(await db.outbox.get(it.id)))
      accuse(`${it.id} has no receipt and does not wait in the outbox`);
    return;
  }
  if (kept || it.discarded) return; // finished by an act whose end nobody heard; or given up
  if (it.saved.size === 0) return;
  if (!draft) return accuse(`${it.id} was saved, and the draft is lost`);
  const answers = new Map(draft.kept.map(({ ref, answer }) => [ref, answer]));
  for (const [ref, answer] of it.saved) {
    const there = answers.get(ref);
    const may = [answer, ...(it.trying.has(ref) ? [it.trying.get(ref)] : [])];
    if (!may.some((one) => isDeepStrictEqual(one, there)))
      accuse(`${it.id} ${ref} was saved, and is lost or another`);
  }
}

/** The server has each submission once, whole, and nothing that nobody finished. */
export function judgeServer({ interviews, accuse }: Ledger, office: Office): void {
  const rows = office.rows();
  const ids = new Map<string, number>();
  for (const { id, hash, body, revision } of rows) {
    ids.set(id, (ids.get(id) ?? 0) + 1);
    if (revision !== 1) accuse(`${id} has a revision ${revision} that nobody made: doubled`);
    if (hashOf(body) !== hash) accuse(`${id} is kept under a hash that is not its text’s`);
    if (interviews.get(id)?.bodies.get(hash) !== body) accuse(`${id} is kept, and nobody wrote it so`);
  }
  for (const [id, times] of ids) if (times > 1) accuse(`${id} is kept ${times} times: doubled`);
  const [submissions, revisions] = office.counted();
  if (submissions + revisions !== rows.length)
    accuse(`${rows.length} rows, but ${submissions} + ${revisions} counted`);
}

/** What waits on a device, and what was put aside there. */
export const unsent = (device: Device): Promise<{ waiting: string[]; aside: string[] }> =>
  device.look(async (db) => {
    const mine = await mySubmissions(db);
    const idsOf = (state: string) => mine.filter((one) => one.state === state).map(({ id }) => id);
    return { waiting: idsOf('waiting'), aside: idsOf('aside') };
  });
