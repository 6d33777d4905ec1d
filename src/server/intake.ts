/** One submission's way in: read, checked by the core, kept, and answered with a receipt. */
import { hash as digest } from 'node:crypto';
import {
  isLate,
  type Receipt,
  receiptCode,
  type Survey,
  toDay,
  toKeptMoment,
  type Unsigned,
} from '../submission/index.ts';
import type { Catalogue } from './catalogue.ts';
import { sentBy } from './devices.ts';
import { finish, letIn } from './invitations.ts';
import type { Keyring } from './keys.ts';
import type { Log } from './log.ts';
import type { Refusal } from './problem.ts';
import type { Sign } from './signing.ts';
import type { DeviceRow, Incoming, Store } from './store/index.ts';
import { readSubmission } from './submission.ts';
import { objectTo } from './validate.ts';

export interface Desk {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly keys: Keyring;
  readonly log: Log;
  now(): number;
}

/** What may be kept, and what is to be said of it if it is new, as it nearly always is. */
export interface Admitted {
  readonly incoming: Incoming;
  readonly survey: Survey;
  readonly said: Unsigned;
}

/** Resolves with a receipt only after the submission is durable; with a refusal, nothing has changed. */
export async function receive(
  desk: Desk,
  bytes: Uint8Array,
  sender: DeviceRow | null,
  expectedId: string,
  invitation?: string,
): Promise<Receipt | Refusal> {
  const admitted = await admit(desk, bytes, sender, expectedId);
  if ('code' in admitted) return admitted;
  const { survey } = admitted;
  const invited = await welcome(desk, admitted, invitation);
  const kept = await keep(desk, invited, desk.keys.sign);
  if (survey.invited && invitation && !invited.incoming.review && !('code' in kept))
    await finish(desk, survey, invitation);
  return kept;
}

/**
 * Who comes to a survey of invitations:
 *
 *   is here already                 as it came
 *   with a link that nobody used    let in, once for each link
 *   with another, or without        into review
 */
export async function welcome(desk: Desk, admitted: Admitted, invitation?: string): Promise<Admitted> {
  const { survey, incoming } = admitted;
  if (!survey.invited) return admitted;
  const first = (await desk.store.history(incoming.id))?.rows[0];
  const isWelcome = first
    ? !first.review
    : invitation !== undefined && (await letIn(desk, survey, invitation, incoming.id)) === 'good';
  return { ...admitted, incoming: { ...incoming, review: incoming.review === true || !isWelcome } };
}

/** Reads it and lets the core check it; keeps nothing. */
export async function admit(
  desk: Desk,
  bytes: Uint8Array,
  sender: DeviceRow | null,
  expectedId?: string,
): Promise<Admitted | Refusal> {
  const { catalogue, keys, now } = desk;
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
  const holds = await catalogue.settle(survey);
  if (!holds) return { code: 'survey-unknown' };
  if (holds.privacy !== survey.privacy) return admit(desk, bytes, sender, expectedId); // it was changed a moment ago
  const hash = digest('sha256', bytes);
  const moment = new Date(now());
  const [{ id: signingKey }] = keys.publicKeys;
  const receivedAt = toKeptMoment(moment, survey.privacy);
  return {
    survey,
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
    said: { id, revision: 1, hash, survey: survey.id, receivedAt, key: signingKey },
  };
}

/** Signs while the disk works; it is said when it is kept. */
export async function keep(
  { store, keys }: Desk,
  { incoming, said }: Admitted,
  sign: Sign,
): Promise<Receipt | Refusal> {
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
