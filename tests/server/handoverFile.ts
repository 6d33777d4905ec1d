/** Hand-over files as a phone makes them. */
import { createHash } from 'node:crypto';
import { Encrypter } from 'age-encryption';
import {
  type HandOverHeader,
  type HandOverRecord,
  handOverFormat,
  keyFor,
  type LockedRecord,
  type Submission,
  sealRow,
  writeHandOver,
  writeLocked,
} from '../../src/submission/index.ts';

const hashOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

async function* each<T>(list: Iterable<T>): AsyncGenerator<T> {
  yield* list;
}

/** Not sealed yet. */
export async function written(
  submissions: readonly Submission[],
  files: readonly Uint8Array[] = [],
  drafts = 0,
): Promise<Buffer> {
  const bodies = submissions.map((one) => JSON.stringify(one));
  const records: HandOverRecord[] = [
    ...files.map((bytes) => ({
      file: { hash: hashOf(bytes), type: 'image/jpeg' as const, size: bytes.length },
      bytes: each([bytes]),
    })),
    ...Array.from({ length: drafts }, (_, n) => draftOf(n)),
    ...bodies.map((body) => ({ submission: { body, hash: hashOf(body) } })),
  ];
  const header: HandOverHeader = {
    ...{ format: handOverFormat, id: crypto.randomUUID(), kind: 'hand-over', survey: 'demo' },
    ...{ from: 'Mali', at: '2026-11-23T05:00:00.000Z', app: '0.1.0' },
    counts: {
      ...{ surveys: 0, questionnaires: 0, drafts, submissions: bodies.length, files: files.length },
      bytes: files.reduce((sum, { length }) => sum + length, 0),
    },
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of writeHandOver(header, each(records))) pieces.push(piece);
  return Buffer.concat(pieces);
}

const draftOf = (n: number): HandOverRecord => ({
  draft: {
    ...{ id: `019aa000-0000-7000-8000-00000000010${n}`, survey: 'demo', questionnaire: 'a'.repeat(64) },
    ...{ language: 'en', mode: 'interview', where: null, startedAt: '2026-11-23', changedAt: '2026-11-23' },
    pages: {},
    answers: [],
  },
});

/** For a recipient, or else under a passphrase. */
export async function sealed(plain: Uint8Array, to: string): Promise<Uint8Array<ArrayBuffer>> {
  const encrypter = new Encrypter();
  if (to.startsWith('age1')) encrypter.addRecipient(to);
  else {
    encrypter.setPassphrase(to);
    encrypter.setScryptWorkFactor(10);
  }
  return Uint8Array.from(await encrypter.encrypt(plain));
}

/** As a locked device makes it: rows as they lie there, and the survey's key, sealed `keyTo` whom. */
export async function lockedFile(
  submissions: readonly Submission[],
  to: string,
  keyTo = to,
): Promise<Uint8Array<ArrayBuffer>> {
  const surveyKey = keyFor(new Uint8Array(32).fill(5), 'survey demo');
  const records = submissions.map((one): LockedRecord => {
    const body = JSON.stringify(one);
    const { id, survey, questionnaire } = one;
    return {
      table: 'submissions',
      row: sealRow(surveyKey, 'submissions', { id, survey, questionnaire, body, hash: hashOf(body) }),
    };
  });
  const counts = {
    surveys: 0,
    questionnaires: 0,
    drafts: 0,
    submissions: records.length,
    files: 0,
    bytes: 0,
  };
  const header: HandOverHeader = {
    ...{ format: handOverFormat, id: crypto.randomUUID(), kind: 'hand-over', survey: 'demo' },
    ...{ at: '2026-11-23', app: '0.1.0', counts },
  };
  const key = Buffer.from(await sealed(surveyKey, keyTo)).toString('hex');
  const pieces: Uint8Array[] = [];
  for await (const piece of writeLocked({ header, privacy: 'anonymous', key }, each(records)))
    pieces.push(piece);
  return sealed(Buffer.concat(pieces), to);
}
