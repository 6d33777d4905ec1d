/** One submission's way in: read, checked by the core, kept, and answered with a receipt. */
import { hash as digest } from 'node:crypto';
import {
  isLate,
  type Receipt,
  receiptCode,
  toDay,
  toKeptMoment,
  type Unsigned,
} from '../submission/index.ts';
import type { Catalogue } from './catalogue.ts';
import { sentBy } from './devices.ts';
import type { Keyring } from './keys.ts';
import type { Log } from './log.ts';
import type { Refusal } from './problem.ts';
import type { ReadAside } from './reading.ts';
import type { Sign } from './signing.ts';
import type { DeviceRow, Incoming, Store } from './store/index.ts';
import { readSubmission } from './submission.ts';
import { objectTo } from './validate.ts';

export interface Desk extends Reading {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly keys: Keyring;
  readonly log: Log;
  /** Where there are threads that read, too. */
  readonly readAside?: ReadAside;
}

/** What it takes to read one and let the core check it. */
export interface Reading {
  readonly catalogue: Pick<Catalogue, 'fielding' | 'hasQuestionnaire'>;
  readonly keys: Pick<Keyring, 'publicKeys'>;
  now(): number;
}

/** What may be kept. */
export interface Admitted {
  readonly incoming: Incoming;
}

/** Resolves with a receipt only after the submission is durable; with a refusal, nothing has changed. */
export async function receive(
  desk: Desk,
  bytes: Uint8Array,
  sender: DeviceRow | null,
  expectedId: string,
): Promise<Receipt | Refusal> {
  const admitted = await admit(desk, bytes, sender, expectedId);
  return 'code' in admitted ? admitted : keep(desk, admitted, desk.keys.sign);
}

/** Reads it and lets the core check it; keeps nothing. */
export async function admit(
  { catalogue, keys, now }: Reading,
  bytes: Uint8Array,
  sender: DeviceRow | null,
  expectedId?: string,
): Promise<Admitted | Refusal> {
  const read = readSubmission(bytes);
  if ('code' in read) return read;
  const { submission, text } = read;
  const { id } = submission;
  if (expectedId !== undefined && id !== expectedId) {
    return { code: 'submission-malformed', errors: [{ pointer: '/id', code: 'id-other' }] };
  }
  const fielding = await catalogue.fielding(submission.survey, submission.questionnaire);
  if (!fielding) return { code: 'survey-unknown' };
  const objection = objectTo(submission, fielding);
  if (objection?.code === 'questionnaire-other') {
    return (await catalogue.hasQuestionnaire(submission.questionnaire))
      ? objection
      : { code: 'questionnaire-unknown' };
  }
  if (objection) return objection;

  const { survey } = fielding;
  const hash = digest('sha256', bytes);
  const moment = new Date(now());
  const [{ id: signingKey }] = keys.publicKeys;
  const receivedAt = toKeptMoment(moment, survey.privacy);
  return {
    incoming: {
      id,
      survey: survey.id,
      questionnaire: submission.questionnaire,
      hash,
      code: receiptCode(id, hash, sha256),
      receivedAt,
      day: toDay(moment),
      basedOn: submission.basedOn ?? '',
      ...sentBy(sender, survey),
      late: isLate(moment, survey),
      signingKey,
      body: text,
      ...(submission.media && { media: submission.media }),
    },
  };
}

/** Signs while the disk works; it is said when it is kept. */
export async function keep(
  { store, keys }: Desk,
  { incoming }: Admitted,
  sign: Sign,
): Promise<Receipt | Refusal> {
  const { id, hash, survey } = incoming;
  /** If it is new, as it nearly always is. */
  const said: Unsigned = {
    id,
    revision: 1,
    hash,
    survey,
    receivedAt: incoming.receivedAt,
    key: incoming.signingKey,
  };
  const [kept, receipt] = await Promise.all([store.keep(incoming), sign(said)]);
  if (kept.kind === 'other-survey') {
    return { code: 'submission-unacceptable', errors: [{ pointer: '/survey', code: 'survey-other' }] };
  }
  if (kept.kind === 'too-many') {
    return { code: 'submission-unacceptable', errors: [{ pointer: '/basedOn', code: 'too-many-revisions' }] };
  }
  const { revision, receivedAt, signingKey: key } = kept;
  const isAsSaid = revision === 1 && receivedAt === said.receivedAt && key === said.key;
  return isAsSaid ? receipt : keys.sign({ ...said, revision, receivedAt, key });
}

const sha256 = (bytes: Uint8Array): Uint8Array => digest('sha256', bytes, 'buffer');
