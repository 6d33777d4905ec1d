/** What must be true at the end, and at every write on the way. */

import { isDeepStrictEqual } from 'node:util';
import type { DBCoreMutateRequest } from 'dexie';
import { type Database, mediaPieces, mySubmissions, openDraft } from '../../../src/storage/index.ts';
import type { MediaFile, MediaReceipt, Receipt, Submission } from '../../../src/submission/index.ts';
import type { Device } from './device.ts';
import type { Ledger, Remembered } from './ledger.ts';
import { hashOf, type Office } from './office.ts';
import { hashOfBytes } from './photos.ts';

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
    if (table === 'mediaReceipts' && (request.type === 'put' || request.type === 'add')) {
      for (const { signature, submission, hash } of request.values as MediaReceipt[]) {
        if (!signed.has(signature)) accuse(`${device.name} keeps a receipt of a file that nobody signed`);
        if (!office.depot.has(submission, hash))
          accuse(`${device.name} keeps a receipt for a file that the server does not have: ${hash}`);
      }
    }
    if (table === 'mediaOutbox' && request.type === 'delete') {
      for (const [id = '', hash = ''] of request.keys as string[][])
        if (!office.depot.has(id, hash))
          accuse(`${device.name} forgets a file before the server has it: ${hash}`);
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
    if (kept) await judgeFiles(db, kept.id, (JSON.parse(kept.body) as Submission).media ?? [], accuse);
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
  const file = it.files.get(String(it.saved.get('/photo')));
  if (file) await judgeBytes(db, it.id, file, accuse);
}

/** The files of a finished submission are on the device, whole, and wait or were received. */
async function judgeFiles(
  db: Database,
  id: string,
  media: readonly MediaFile[],
  accuse: Ledger['accuse'],
): Promise<void> {
  for (const file of media) {
    await judgeBytes(db, id, file, accuse);
    const [parcel, receipt] = [
      await db.mediaOutbox.get([id, file.hash]),
      await db.mediaReceipts.get([id, file.hash]),
    ];
    if (!parcel && !receipt) accuse(`${id} ${file.name} has no receipt and does not wait`);
    if (parcel && receipt) accuse(`${id} ${file.name} was received, and waits`);
  }
}

async function judgeBytes(
  db: Database,
  id: string,
  { name, hash, size }: MediaFile,
  accuse: Ledger['accuse'],
): Promise<void> {
  const attachment = await db.attachments.get([id, name]);
  const pieces: Uint8Array[] = [];
  for await (const piece of mediaPieces(db, hash)) pieces.push(new Uint8Array(piece));
  const bytes = Buffer.concat(pieces);
  if (attachment?.hash !== hash || bytes.length !== size || hashOfBytes(bytes) !== hash)
    accuse(`${id} ${name} was kept, and is lost or broken`);
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
  for (const { submission, hash } of office.depot.files.values()) {
    const listed = rows
      .filter(({ id }) => id === submission)
      .flatMap(({ body }) => (JSON.parse(body) as Submission).media ?? []);
    if (!listed.some((file) => file.hash === hash)) accuse(`a file is kept that ${submission} does not list`);
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
    const aside = idsOf('aside');
    // the files of answers that were put aside wait for those
    const files = (await db.mediaOutbox.toArray()).filter((one) => !aside.includes(one.submission));
    const filesOf = (isAside: boolean) =>
      files
        .filter(({ state }) => (state === 'aside') === isAside)
        .map(({ submission, hash }) => `${submission} ${hash.slice(0, 8)}`);
    return { waiting: [...idsOf('waiting'), ...filesOf(false)], aside: [...aside, ...filesOf(true)] };
  });
