/** One submission's way in: read, checked by the core, kept, and answered with a receipt. */
import { hash as digest } from 'node:crypto';
import { isLate, type Receipt, receiptCode, toDay, toKeptMoment } from '../submission/index.ts';
import type { Catalogue } from './catalogue.ts';
import { sentBy } from './devices.ts';
import type { Keyring } from './keys.ts';
import type { Log } from './log.ts';
import type { Refusal } from './problem.ts';
import type { DeviceRow, Store } from './store/index.ts';
import { readSubmission } from './submission.ts';
import { objectTo } from './validate.ts';

export interface Desk {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly keys: Keyring;
  readonly log: Log;
  now(): number;
}

/** Resolves with a receipt only after the submission is durable; with a refusal, nothing has changed. */
export async function receive(
  { store, catalogue, keys, now }: Desk,
  bytes: Uint8Array,
  sender: DeviceRow | null,
  expectedId?: string,
): Promise<Receipt | Refusal> {
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
  const receivedAt = new Date(now());
  const [{ id: signingKey }] = keys.publicKeys;
  const keptAt = toKeptMoment(receivedAt, survey.privacy);
  const keeping = store.keep({
    id,
    survey: survey.id,
    questionnaire: submission.questionnaire,
    hash,
    code: receiptCode(id, hash, sha256),
    receivedAt: keptAt,
    day: toDay(receivedAt),
    basedOn: submission.basedOn ?? '',
    ...sentBy(sender, survey),
    late: isLate(receivedAt, survey),
    signingKey,
    body: text,
    ...(submission.media && { media: submission.media }),
  });
  // While the disk works: what is to be said if it is new, as it nearly always is. It is said when it is kept.
  const said = { id, revision: 1, hash, survey: survey.id, receivedAt: keptAt, key: signingKey };
  const [kept, receipt] = await Promise.all([
    keeping,
    expectedId === undefined ? keys.signAside(said) : keys.sign(said), // a batch has no id in its address
  ]);
  if (kept.kind === 'other-survey') {
    return { code: 'submission-unacceptable', errors: [{ pointer: '/survey', code: 'survey-other' }] };
  }
  if (kept.kind === 'too-many') {
    return { code: 'submission-unacceptable', errors: [{ pointer: '/basedOn', code: 'too-many-revisions' }] };
  }
  const { revision, receivedAt: firstAt, signingKey: firstKey } = kept;
  return revision === 1 && firstAt === keptAt && firstKey === signingKey
    ? receipt
    : keys.sign({ id, revision, hash, survey: survey.id, receivedAt: firstAt, key: firstKey });
}

const sha256 = (bytes: Uint8Array): Uint8Array => digest('sha256', bytes, 'buffer');
