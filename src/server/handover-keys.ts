/**
 * Each survey's pair of keys for what is handed over without a network. One secret of this server stands in a file beside
 * the signing keys; a survey's identity is worked out from it and the survey's id. So a survey has its pair as soon as it is
 * there, also the ones that are there already, all processes of a server have the same, and whoever is given one survey's
 * identity cannot work out another's.
 */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bech32 } from '@scure/base';
import * as z from 'zod/mini';
import { writeKeys } from './keyFile.ts';

export interface HandOverKeys {
  /** age recipient of a survey: `handOverTo` of its document. */
  handOverTo(survey: string): string;
  /** age identity to it: for the survey's enrolled devices, and for nobody else. */
  handOverIdentityOf(survey: string): string;
  /** The same and those of secrets before it (a restored backup), newest first: a file may be older. */
  handOverIdentitiesOf(survey: string): readonly string[];
  /** What a survey's invitations are made and sealed with, from the same secrets; newest first. */
  invitationKeysOf(survey: string): readonly [Buffer, ...Buffer[]];
}

export const HandOverSecrets = z.array(z.object({ id: z.string(), secret: z.string() }));
export type HandOverSecrets = z.infer<typeof HandOverSecrets>;

const fileIn = (dataDir: string): string => join(dataDir, 'hand-over-keys.json');

export const readHandOver = (dataDir: string): HandOverSecrets =>
  HandOverSecrets.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));

export const writeHandOver = (dataDir: string, secrets: HandOverSecrets): void =>
  writeKeys(fileIn(dataDir), secrets, 'replace');

/** The secret of this data folder; the first start makes one. */
export function openHandOver(dataDir: string): HandOverKeys {
  if (!existsSync(fileIn(dataDir))) writeKeys(fileIn(dataDir), [makeSecret()], 'first');
  const secrets = readHandOver(dataDir).map(({ secret }) => Buffer.from(secret, 'base64'));
  const [newest] = secrets;
  if (!newest) throw new Error('there is no secret for hand-over');
  const recipients = new Map<string, string>();
  return {
    handOverTo(survey) {
      const known = recipients.get(survey) ?? toRecipient(scalarOf(newest, survey));
      recipients.set(survey, known);
      return known;
    },
    handOverIdentityOf: (survey) => toIdentity(scalarOf(newest, survey)),
    handOverIdentitiesOf: (survey) => secrets.map((secret) => toIdentity(scalarOf(secret, survey))),
    invitationKeysOf: (survey) => [
      invitationKey(newest, survey),
      ...secrets.slice(1).map((secret) => invitationKey(secret, survey)),
    ],
  };
}

function makeSecret(): HandOverSecrets[number] {
  const secret = randomBytes(32);
  const id = createHash('sha256').update('rintis hand-over').update(secret).digest('base64url').slice(0, 12);
  return { id, secret: secret.toString('base64') };
}

const invitationKey = (secret: Buffer, survey: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `rintis invitations 1\n${survey}`, 32));

const scalarOf = (secret: Buffer, survey: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `rintis hand-over 1\n${survey}`, 32));

const toIdentity = (scalar: Buffer): string =>
  bech32.encodeFromBytes('AGE-SECRET-KEY-', scalar).toUpperCase();

/** RFC 8410: what stands before the 32 bytes of an X25519 private key in PKCS #8. */
const pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

function toRecipient(scalar: Buffer): string {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, scalar]), format: 'der', type: 'pkcs8' });
  const point = Buffer.from(String(createPublicKey(key).export({ format: 'jwk' }).x), 'base64url');
  return bech32.encodeFromBytes('age', point);
}
