/** What must be true at the end, and at every write on the way. */

import { isDeepStrictEqual } from 'node:util';
import type { DBCoreMutateRequest } from 'dexie';
import { type Database, mediaPieces, openDraft } from '../../../src/storage/index.ts';
import {
  isKeptLongEnough,
  type MediaFile,
  type MediaReceipt,
  type Receipt,
  type Submission,
  usualKeepingDays,
} from '../../../src/submission/index.ts';
import type { Device } from './device.ts';
import { isLetGo, judgeErased, judgeOwn, judgeWishes } from './judgeTakenBack.ts';
import type { Ledger, Remembered } from './ledger.ts';
import { hashOf, type Office } from './office.ts';
import { hashOfBytes } from './photos.ts';

/** At every write of a device: a receipt that counts was really signed, over what is committed; and nothing goes before. */
export const watchWrites =
  (ledger: Ledger, office: Office) =>
  (device: Device, table: string, request: DBCoreMutateRequest): void => {
    const { signed, accuse, interviews } = ledger;
    const held = { rowsOf: office.rowsOf, files: office.depot.files };
    /** Taken back, and the server has it no more. */
    const isGone = (id: string) => interviews.get(id)?.withdrawn === true && isLetGo(id, office);
    if (table === 'withdrawals') judgeWishes(device.name, request, ledger, held);
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
        if (!office.depot.has(submission, hash) && !isGone(submission))
          accuse(`${device.name} keeps a receipt for a file that the server does not have: ${hash}`);
      }
    }
    if (!request.type.startsWith('delete')) return;
    const keys = 'keys' in request ? request.keys : [];
    if (table === 'media') for (const hash of keys as string[]) judgeFreed(device, hash, ledger, office);
    /** Whoever takes something back, or goes on with it before it went, takes it off the device. */
    const isTheirs = (id: string) => interviews.get(id)?.withdrawn || interviews.get(id)?.reopening;
    if (table === 'mediaOutbox') {
      for (const [id = '', hash = ''] of keys as string[][])
        if (!office.depot.has(id, hash) && !isGone(id) && !interviews.get(id)?.reopening)
          accuse(`${device.name} forgets a file before the server has it: ${hash}`);
    }
    if (table !== 'outbox' && table !== 'submissions') return;
    if (request.type === 'deleteRange' && !isTheirs(String(request.range.lower)))
      accuse(`${device.name} empties ${table}`);
    for (const key of keys as string[]) {
      const [id = '', twin] = key.split('/'); // of two that stand side by side, one is named with its hash
      const it = interviews.get(id);
      const own = [
        ...(it?.finished ? [it.finished] : []),
        ...(it?.ending ?? []),
        ...broughtTo(device, id, ledger),
      ];
      const hashes = twin ? [twin] : it?.device === device.name ? own : [...(it?.bodies.keys() ?? [])];
      if (!hashes.some((hash) => office.keeps(id, hash)) && !isTheirs(id))
        accuse(`${device.name} deletes ${table} ${id} before the server has it`);
    }
  };

/** The bytes of a file go: the server has them for every submission that lists them, and their days are over. */
function judgeFreed(device: Device, hash: string, { interviews, accuse }: Ledger, office: Office): void {
  for (const it of interviews.values()) {
    if (it.device !== device.name || !it.finished || it.reopening) continue;
    if (it.withdrawn && isLetGo(it.id, office)) continue;
    const said = JSON.parse(it.bodies.get(it.finished) ?? '{}') as Partial<Submission>;
    if (!said.media?.some((file) => file.hash === hash)) continue;
    const receivedAt = office.receivedAt(it.id, it.finished);
    if (receivedAt === undefined || !office.depot.has(it.id, hash))
      accuse(`${device.name} frees a file of ${it.id} before the server has it`);
    else if (!isKeptLongEnough(receivedAt, office.latest, usualKeepingDays))
      accuse(`${device.name} frees a file of ${it.id} before its days are over`);
  }
}

/** What others finished under this id, and this device took in. */
const broughtTo = (device: Pick<Device, 'name'>, id: string, { brought }: Ledger): string[] =>
  brought.flatMap((one) => (one.device === device.name && one.id === id ? [one.hash] : []));

export async function judgeDevice(device: Device, ledger: Ledger, office: Office): Promise<void> {
  await device.look(async (db) => {
    for (const it of ledger.interviews.values()) {
      if (it.device !== device.name || it.reopening) continue;
      if (it.withdrawn) await judgeOwn(db, it, ledger);
      else await judgeInterview(db, it, ledger, office);
    }
    for (const { id, hash, device: taker } of ledger.taken) {
      if (taker !== device.name || ledger.interviews.get(id)?.withdrawn) continue;
      const kept = (await db.submissions.get(id))?.hash === hash || (await db.revisions.get([id, hash]));
      if (!kept && !office.keeps(id, hash)) ledger.accuse(`${id} was taken in by ${taker}, and is lost`);
    }
  });
}

async function judgeInterview(db: Database, it: Remembered, ledger: Ledger, office: Office): Promise<void> {
  const { accuse } = ledger;
  const kept = await db.submissions.get(it.id);
  const draft = await openDraft(db, it.id);
  const isBrought = kept !== undefined && broughtTo({ name: it.device }, it.id, ledger).includes(kept.hash);
  if (kept && draft && draft.draft.basedOn !== kept.hash && !isBrought)
    accuse(`${it.id} is finished and a draft`);
  if (kept && !it.bodies.has(kept.hash)) accuse(`${it.id} was finished with a text that nobody wrote`);
  const isFreed = kept?.body === '' && office.keeps(it.id, kept.hash);
  if (kept && !isFreed && hashOf(kept.body) !== kept.hash)
    accuse(`${it.id} has another text than its hash says`);
  if (it.finished !== undefined) {
    const may = [it.finished, ...it.ending];
    if (kept ? !may.includes(kept.hash) : !office.keeps(it.id, it.finished))
      accuse(`${it.id} was finished, and is lost`);
    if (kept?.body)
      await judgeFiles(db, kept.id, (JSON.parse(kept.body) as Submission).media ?? [], accuse, office);
    const receipt = await db.receipts.get(it.id);
    if (kept && receipt?.hash !== kept.hash && !(await db.outbox.get(it.id)))
      accuse(`${it.id} has no receipt and does not wait in the outbox`);
  }
  const isOpen = it.finished === undefined || it.rounds > 1;
  if (!isOpen || it.discarded || it.saved.size === 0) return;
  if (kept && (it.finished === undefined || !draft)) return; // finished by an act whose end nobody heard
  if (!draft) return accuse(`${it.id} was saved, and the draft is lost`);
  const answers = new Map(draft.kept.map(({ ref, answer }) => [ref, answer]));
  for (const [ref, answer] of it.saved) {
    const there = answers.get(ref);
    const may = [answer, ...(it.trying.has(ref) ? [it.trying.get(ref)] : [])];
    if (!may.some((one) => isDeepStrictEqual(one, there)))
      accuse(`${it.id} ${ref} was saved, and is lost or another`);
  }
  const file = it.files.get(String(it.saved.get('/photo')));
  if (file) await judgeBytes(db, it.id, file, accuse, office);
}

/** The files of a finished submission are on the device, whole, and wait or were received. */
async function judgeFiles(
  db: Database,
  id: string,
  media: readonly MediaFile[],
  accuse: Ledger['accuse'],
  office: Office,
): Promise<void> {
  for (const file of media) {
    await judgeBytes(db, id, file, accuse, office);
    const [parcel, receipt] = [
      await db.mediaOutbox.get([id, file.hash]),
      await db.mediaReceipts.get([id, file.hash]),
    ];
    if (!parcel && !receipt) accuse(`${id} ${file.name} has no receipt and does not wait`);
    if (parcel && receipt) accuse(`${id} ${file.name} was received, and waits`);
  }
}

/** Whole on the device; or it was freed, which `judgeFreed` has looked at, and is whole on the server. */
async function judgeBytes(
  db: Database,
  id: string,
  { name, hash, size }: MediaFile,
  accuse: Ledger['accuse'],
  office: Office,
): Promise<void> {
  const attachment = await db.attachments.get([id, name]);
  const pieces: Uint8Array[] = [];
  for await (const piece of mediaPieces(db, hash)) pieces.push(new Uint8Array(piece));
  const bytes = Buffer.concat(pieces);
  const isHere = bytes.length === size && hashOfBytes(bytes) === hash;
  const isFreed = bytes.length === 0 && office.depot.has(id, hash);
  if (attachment?.hash !== hash || !(isHere || isFreed))
    accuse(`${id} ${name} was kept, and is lost or broken`);
}

/** The server has each submission once, whole, and nothing that nobody finished. */
export function judgeServer(ledger: Ledger, office: Office): void {
  const { interviews, accuse } = ledger;
  const rows = office.rows();
  for (const [id, same] of Map.groupBy(rows, (row) => row.id)) {
    const it = interviews.get(id);
    const hashes = new Set(same.map(({ hash }) => hash));
    if (hashes.size < same.length || same.length > (it?.rounds ?? 0))
      accuse(`${id} is kept ${same.length} times, and was finished ${it?.rounds} times: doubled`);
    for (const { hash, body } of same) {
      if (it?.bodies.has(hash) !== true) accuse(`${id} is kept, and nobody wrote it so`);
      else if (body === '' && it.withdrawn) continue;
      else if (it.bodies.get(hash) !== body || hashOf(body) !== hash)
        accuse(`${id} is kept under a hash that is not its text’s`);
    }
    judgeFork(id, same, office, accuse);
  }
  for (const { submission, hash } of office.depot.files.values()) {
    const listed = rows
      .filter(({ id, body }) => id === submission && body !== '')
      .flatMap(({ body }) => (JSON.parse(body) as Submission).media ?? []);
    // a server that failed between the withdrawal and its files lets them go before it says that it is done
    const isGoing = interviews.get(submission)?.withdrawn && isLetGo(submission, office);
    if (!listed.some((file) => file.hash === hash) && !isGoing)
      accuse(`a file is kept that ${submission} does not list`);
  }
  judgeErased(ledger, { rowsOf: office.rowsOf, files: office.depot.files });
  const [submissions, revisions] = office.counted();
  if (submissions + revisions !== rows.length)
    accuse(`${rows.length} rows, but ${submissions} + ${revisions} counted`);
}

/** Two that follow the same one, or none, are a fork that a coordinator sees. */
function judgeFork(
  id: string,
  rows: readonly { readonly hash: string; readonly body: string }[],
  office: Office,
  accuse: Ledger['accuse'],
): void {
  if (rows.some(({ body }) => body === '')) return; // taken back
  const followed = new Set(rows.map(({ body }) => (JSON.parse(body) as Submission).basedOn));
  const tips = rows.filter(({ hash }) => !followed.has(hash));
  const isForked = office.standing(id) === 'forked';
  if (tips.length > 1 !== isForked)
    accuse(`${id} has ${tips.length} last revisions, and stands as ${office.standing(id) ?? 'received'}`);
}
