/**
 * An anchor is the log's last word on a day that is over, signed, to be kept where nobody who can write to the database can
 * reach it: by the auditor, in print, in a newspaper. Everything until that day is fixed from then on.
 */
import { verify } from 'node:crypto';
import * as z from 'zod/mini';
import { Day } from '../submission/index.ts';
import type { Keyring } from './keys.ts';
import type { DayLink } from './store/index.ts';

export const Anchor = z.object({
  format: z.literal('rintis anchor 1'),
  through: Day,
  link: z.string(),
  key: z.string(),
  signature: z.string(),
});
export type Anchor = z.infer<typeof Anchor>;

const messageOf = ({ through, link, key }: Pick<Anchor, 'through' | 'link' | 'key'>): Buffer =>
  Buffer.from(['rintis anchor 1', through, link, key].join('\n'));

/** The link that stands for everything until the end of this day; empty where there was nothing yet. */
export const linkAt = (days: readonly DayLink[], through: string): string =>
  days.findLast(({ day }) => day <= through)?.link ?? '';

export function makeAnchor(days: readonly DayLink[], through: string, keys: Keyring): Anchor {
  const said = { through, link: linkAt(days, through), key: keys.publicKeys[0].id };
  const signature = keys.signBytes(messageOf(said)).toString('base64url');
  return { format: 'rintis anchor 1', ...said, signature };
}

/** Whether the log still says what it said when the anchor was made. */
export function holds(anchor: Anchor, days: readonly DayLink[], keys: Keyring): boolean {
  const key = keys.publicKeys.find(({ id }) => id === anchor.key);
  if (!key || linkAt(days, anchor.through) !== anchor.link) return false;
  const publicKey = { key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' } as const;
  return verify(null, messageOf(anchor), publicKey, Buffer.from(anchor.signature, 'base64url'));
}
