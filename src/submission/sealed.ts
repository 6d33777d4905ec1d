/**
 * What a locked device keeps, as its disk has it: of each row what finds it again stays readable, and all that was said is sealed.
 * AES-256-GCM with a fresh nonce before it, bound to the row's place: none can be put in another's. Without a wait, because a
 * transaction of IndexedDB ends while WebCrypto's promise is waited for; the bytes are the same as WebCrypto's.
 *
 * One random key of the device; from it, by HKDF, one for each survey (so that a survey's coordinator opens what is that survey's,
 * and nothing else), one for each file, one for what is the device's own, and one that hides names in keys.
 */
import { gcm } from '@noble/ciphers/aes.js';
import { managedNonce } from '@noble/ciphers/utils.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** In every engine, though not in the language. */
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/** The key for one use: `survey demo`, `file <hash>`, `device`, `names`. */
export const keyFor = (dataKey: Uint8Array, use: string): Uint8Array =>
  hkdf(sha256, dataKey, undefined, utf8ToBytes(`rintis lock 1 ${use}`), 32);

const cipher = managedNonce(gcm);

/** `about`: what the bytes belong to; they open for nothing else. */
export const sealBytes = (key: Uint8Array, bytes: Uint8Array, about: string): Uint8Array =>
  cipher(key, utf8ToBytes(about)).encrypt(bytes);

/** Throws where the key is another, or the bytes were changed. */
export const openBytes = (key: Uint8Array, sealed: Uint8Array, about: string): Uint8Array =>
  cipher(key, utf8ToBytes(about)).decrypt(sealed);

/** How the rows of a table are sealed. */
export interface SealedTable {
  /** The parts of its key. */
  readonly key: readonly string[];
  /** What stays readable besides; everything else is sealed. Or, where little is secret, just that. */
  readonly open?: readonly string[];
  readonly closed?: readonly string[];
  /** What a row is found by in lists: sealed apart, so that a search need not open ten thousand interviews. */
  readonly label?: readonly string[];
  /** The part of the key that would tell which question was answered: a keyed hash stands in its place. */
  readonly hidden?: string;
  /** The part of the key that names the draft or submission whose survey's key it is; a row without either is the device's own. */
  readonly owner?: string;
}

const found = ['name', 'words', 'folded'];

/** Every table that holds something of what a person said. The bytes of files lie in `mediaPieces`, each under its file's key. */
export const sealedTables: Readonly<Record<string, SealedTable>> = {
  enrolments: { key: ['survey'], closed: ['handOverKey'] }, // it would open the key that goes along with a hand-over
  handOvers: { key: ['id', 'direction'], closed: ['prints', 'from'] },
  drafts: { key: ['id'], open: ['survey', 'questionnaire', 'changedAt'], label: found },
  answers: { key: ['draft', 'ref'], open: [], hidden: 'ref', owner: 'draft' },
  submissions: { key: ['id'], open: ['survey', 'questionnaire', 'keptAt'], label: found },
  revisions: { key: ['id', 'hash'], open: ['survey', 'questionnaire', 'keptAt'] },
  returned: { key: ['id'], open: ['survey'] },
  attachments: { key: ['owner', 'name'], open: ['hash'], hidden: 'name', owner: 'owner' },
};

export type Row = Readonly<Record<string, unknown>>;

/** A row as the disk has it. */
export interface SealedRow extends Row {
  readonly sealed: Uint8Array;
  readonly label?: Uint8Array;
}

export const isSealed = (row: Row): row is SealedRow => 'sealed' in row;

/** What a row's bytes are bound to. */
const aboutRow = (table: string, row: Row): string =>
  [table, ...(sealedTables[table]?.key.map((part) => row[part]) ?? [])].join('|');

/** In the place of a part of a key: the same for the same name, and nobody can tell of what. */
export const hide = (namesKey: Uint8Array, owner: string, name: string): string =>
  isHidden(name)
    ? name
    : `${mark}${bytesToHex(hmac(sha256, namesKey, utf8ToBytes(`${owner}|${name}`))).slice(0, 32)}`;
const mark = '\u0001'; // no ref and no file's name begins with it
export const isHidden = (name: unknown): boolean => typeof name === 'string' && name.startsWith(mark);

/** Seals a row. `place`: what stands on the disk readable in place of what the row says: hidden names, the survey of its owner. */
export function sealRow(key: Uint8Array, table: string, row: Row, place: Row = {}): SealedRow {
  const { key: parts, open, closed, label = [] } = sealedTables[table] ?? { key: [] };
  const isOpen = (name: string) =>
    parts.includes(name) || (open ? open.includes(name) : !closed?.includes(name));
  const pick = (is: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => is(name)));
  const kept = { ...pick(isOpen), ...place };
  const about = aboutRow(table, kept);
  const secret = pick((name) => (!isOpen(name) || name in place) && !label.includes(name));
  const sealed = sealBytes(key, utf8ToBytes(JSON.stringify(secret)), about);
  const named = pick((name) => label.includes(name));
  return Object.keys(named).length === 0
    ? { ...kept, sealed }
    : { ...kept, sealed, label: sealBytes(key, utf8ToBytes(JSON.stringify(named)), `${about}|label`) };
}

/** The row as it was before it was sealed. */
export function openRow(key: Uint8Array, table: string, row: Row): Row {
  if (!isSealed(row)) return row;
  const { sealed, label: _, ...kept } = row;
  const { survey: __, ...own } = kept;
  const isLent = sealedTables[table]?.owner !== undefined; // then the survey is its owner's
  const secret = parsed(openBytes(key, sealed, aboutRow(table, row)));
  return { ...(isLent ? own : kept), ...secret, ...openLabel(key, table, row) };
}

/** Just what a row is found by. */
export const openLabel = (key: Uint8Array, table: string, row: Row): Row =>
  isSealed(row) && row.label
    ? parsed(openBytes(key, row.label, `${aboutRow(table, row)}|label`))
    : isSealed(row)
      ? {}
      : row;

const parsed = (bytes: Uint8Array): Row => JSON.parse(new TextDecoder().decode(bytes)) as Row;

/** What the bytes of a file's piece are bound to. */
export const aboutPiece = (hash: string, at: number): string => `mediaPieces|${hash}|${at}`;
