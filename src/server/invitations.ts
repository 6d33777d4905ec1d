/**
 * Invitations: links of which each is answered once. docs/invitations.md says what a raw database tells of an anonymous
 * survey, and why no more: which links are used is written down for ten at a time; until then it is sealed.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { InvitationToken, type Survey } from '../submission/index.ts';
import type { Keyring } from './keys.ts';
import type { InvitationRow, Store } from './store/index.ts';

/** Used links of an anonymous survey are written down for so many at once: each may be any of so many submissions. */
export const together = 10;

interface Books {
  readonly store: Store;
  readonly keys: Pick<Keyring, 'invitationKeysOf'>;
}

/** good: nobody has answered with it. used: somebody has. unknown: it is none of this survey. */
export type Invited = 'good' | 'used' | 'unknown';

/** How a link stands, for whoever opens it. */
export async function standingOf({ store, keys }: Books, survey: string, token: string): Promise<Invited> {
  const open = unseal(keys, survey, await store.openInvitations(survey)); // first: what leaves it is written down at once
  const found = await rowOf(store, survey, token);
  if (!found) return 'unknown';
  if (found.used) return 'used';
  return open.some((one) => one.token === found.token) ? 'used' : 'good';
}

/**
 * Lets a submission in with a link; the same one again is let in again. From here until `finish` the seal holds which
 * submission it is, so that a server that ends in between still knows it when the phone sends again.
 */
export async function letIn(
  books: Books,
  { id: survey, privacy }: Pick<Survey, 'id' | 'privacy'>,
  token: string,
  submission: string,
): Promise<Invited> {
  const { store } = books;
  const found = await rowOf(store, survey, token);
  if (!found) return 'unknown';
  if (privacy !== 'anonymous') return (await store.useInvitation(found.token, submission)) ? 'good' : 'used';
  return changeSealed(books, survey, async (open) => {
    if ((await rowOf(store, survey, token))?.used) return { said: 'used' }; // what left the seal before it was read is written down
    const known = open.find((one) => one.token === found.token);
    if (known) return { said: known.submission === submission ? 'good' : 'used' };
    return { said: 'good', open: [...open, { token: found.token, submission }] };
  });
}

/** It is kept: nothing holds the link and the submission together any more. Ten that have come this far are written down. */
export async function finish(
  books: Books,
  { id: survey, privacy }: Pick<Survey, 'id' | 'privacy'>,
  token: string,
): Promise<void> {
  if (privacy !== 'anonymous') return;
  const hash = hashOf(token);
  await changeSealed(books, survey, async (open) => {
    const settled = open.map((one) => (one.token === hash ? { token: hash } : one));
    const done = settled.filter(({ submission }) => submission === undefined).map((one) => one.token);
    if (done.length < together) return { said: 'good', open: settled };
    return { said: 'good', open: settled.filter((one) => !done.includes(one.token)), used: done };
  });
}

/** Parts what was kept from its link, where a server ended before it did so itself. */
export async function sweepInvitations(books: Books, survey: string): Promise<void> {
  const open = unseal(books.keys, survey, await books.store.openInvitations(survey));
  const kept = new Set<string>();
  for (const { submission } of open)
    if (submission !== undefined && (await books.store.history(submission))) kept.add(submission);
  if (kept.size === 0) return;
  await changeSealed(books, survey, async (now) => ({
    said: 'good',
    open: now.map((one) => (kept.has(one.submission ?? '') ? { token: one.token } : one)),
  }));
}

/** How many of each batch are used, those under the seal too. */
export async function countsOf({ store, keys }: Books, survey: string) {
  const [batches, sealed] = await Promise.all([store.batches(survey), store.openInvitations(survey)]);
  const open = await Promise.all(unseal(keys, survey, sealed).map(({ token }) => store.invitation(token)));
  return batches.map((batch) => ({
    ...batch,
    used: batch.used + open.filter((one) => one?.batch === batch.id && !one.used).length,
  }));
}

type Place = Pick<InvitationRow, 'survey' | 'batch' | 'number'>;

/** The token of a fresh link: worked out and kept nowhere, so that a database alone opens none. 128 bits. */
export const freshToken = (keys: Books['keys'], place: Place): string =>
  tokenBy(keys.invitationKeysOf(place.survey)[0], place);

/** The token of a link that was made, maybe before these keys; nothing where its key is gone. */
export const tokenOf = (keys: Books['keys'], row: InvitationRow): string | undefined =>
  keys
    .invitationKeysOf(row.survey)
    .map((key) => tokenBy(key, row))
    .find((token) => hashOf(token) === row.token);

const tokenBy = (key: Buffer, { survey, batch, number }: Place): string =>
  createHmac('sha256', key)
    .update(`link\n${survey}\n${batch}\n${number}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

async function rowOf(store: Store, survey: string, token: string) {
  const found = InvitationToken.safeParse(token).success ? await store.invitation(hashOf(token)) : null;
  return found?.survey === survey ? found : null;
}

/** A link that was used. `submission`: which one is just being kept. */
interface Open {
  readonly token: string;
  readonly submission?: string;
}

interface Change {
  readonly said: Invited;
  /** What is to be sealed; nothing changes without it. */
  readonly open?: readonly Open[];
  /** What is to be written down. */
  readonly used?: readonly string[];
}

/** Reads what is sealed, changes it, and seals it again; once more where somebody else was faster. */
async function changeSealed(
  { store, keys }: Books,
  survey: string,
  change: (open: readonly Open[]) => Promise<Change>,
): Promise<Invited> {
  for (let tries = 0; ; tries++) {
    const before = await store.openInvitations(survey);
    const { said, open, used = [] } = await change(unseal(keys, survey, before));
    if (!open) return said;
    const after = seal(keys, survey, open);
    if (await store.sealInvitations({ survey, before, after, used })) return said;
    if (tries > mostTries) throw new Error('invitations do not settle');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * tries)); // milliseconds
  }
}
const mostTries = 1_000;

const Sealed = z.array(z.object({ token: z.string(), submission: z.exactOptional(z.string()) }));
const block = 4096; // characters: some thirty links. Its length tells nothing

function seal(keys: Books['keys'], survey: string, open: readonly Open[]): string {
  const [key] = keys.invitationKeysOf(survey);
  const text = JSON.stringify([...open].sort((a, b) => (a.token < b.token ? -1 : 1)));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const padded = text.padEnd(Math.ceil(text.length / block) * block);
  return Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
}

/** Nothing, where the key is another one: of a database that came without its keys, up to nine links can be used again. */
function unseal(keys: Books['keys'], survey: string, sealed: string): readonly Open[] {
  if (sealed === '') return [];
  const bytes = Buffer.from(sealed, 'base64');
  for (const key of keys.invitationKeysOf(survey)) {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    try {
      const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString();
      return Sealed.parse(JSON.parse(text));
    } catch {
      // another key's
    }
  }
  return [];
}
