/** Invitations: links of which each is answered once. */
import * as z from 'zod/mini';
import { keepable, SurveyId } from './survey.ts';

/** What stands in a link after `#i=`: 128 bits as base64url. A server never sees an address with it. */
export const InvitationToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));

/** The address that one person is given. */
export const invitationLink = (origin: string, survey: string, token: string): string =>
  `${origin}/s/${survey}#i=${token}`;

/** The header that a submission comes with; it stands outside, since what is sent is kept as it is. */
export const invitationHeader = 'invitation';

/** Asked when a link is opened. In the body: addresses are written down on the way. */
export const InvitationAsked = z.strictObject({ survey: SurveyId, token: InvitationToken });
export const InvitationStanding = z.object({ standing: z.enum(['good', 'used', 'unknown']) });
export type InvitationStanding = z.infer<typeof InvitationStanding>;

const label = z.string().check(z.maxLength(200), keepable);

/** So many links; or one for each of these, where it may be known whose it is. */
export const BatchWish = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(100), keepable),
  links: z.number().check(z.int(), z.positive(), z.maximum(20_000)),
  labels: z.exactOptional(z.array(label).check(z.maxLength(20_000))),
});
export type BatchWish = z.infer<typeof BatchWish>;

/** Links that were made together, and how many of them are used. */
export const Batch = z.object({
  survey: SurveyId,
  id: z.string(),
  name: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  links: z.number(),
  used: z.number(),
});
export type Batch = z.infer<typeof Batch>;
export const BatchList = z.object({ batches: z.array(Batch) });

/** Fewer links in an anonymous survey would tell of each whether it was used. */
export const fewestLinks = 10;
