/** `rintis verify`, `backup` and `restore`: what the one does who answers for the data. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { toDay } from '../submission/index.ts';
import { Anchor, holds, makeAnchor } from './anchor.ts';
import { audit } from './audit.ts';
import { backUp, keysIn, restore } from './backup.ts';
import { BackupRefused, seal, unseal } from './backupKeys.ts';
import { exportKeys, importKeys, type Keyring } from './keys.ts';
import { auditMedia } from './media/audit.ts';
import type { Media } from './media/index.ts';
import { NotEmpty, type Store } from './store/index.ts';
import type { Sentence } from './terminal.ts';

/** How these speak to the one at the keyboard. */
export interface Desk {
  readonly store: Store;
  readonly keys: Keyring;
  readonly media: Media;
  readonly dataDir: string;
  readonly passphrase: string | undefined;
  tell(sentence: Sentence, holes?: Record<string, string>): void;
  fail(sentence: Sentence, holes?: Record<string, string>): void;
}

export interface VerifyFlags {
  /** Where to write an anchor. */
  readonly anchor?: string | undefined;
  /** An earlier anchor that must still hold. */
  readonly against?: string | undefined;
}

export async function verifyStore(
  { store, keys, media, tell, fail }: Desk,
  { anchor, against }: VerifyFlags,
  now: Date,
): Promise<void> {
  const found = await store.look(audit);
  const inFiles = await auditMedia(store, media.files);
  const faults = [...found.faults, ...inFiles.faults];
  for (const { what, where } of faults) fail('fault', { what, where });
  const earlier = against === undefined ? undefined : Anchor.parse(JSON.parse(readFileSync(against, 'utf8')));
  if (earlier) {
    if (holds(earlier, found.days, keys)) tell('anchorHolds', { day: earlier.through });
    else fail('anchorBroken', { day: earlier.through });
  }
  const { submissions, revisions, entries, days } = found;
  const link = days.at(-1)?.link ?? '-';
  const said = {
    submissions: String(submissions),
    revisions: String(revisions),
    entries: String(entries),
    link,
  };
  if (faults.length > 0) return fail('verifyFaults', { count: String(faults.length) });
  tell('verified', said);
  if (inFiles.files > 0) tell('filesVerified', { count: String(inFiles.files) });
  if (anchor === undefined) return;
  const yesterday = toDay(new Date(now.getTime() - 24 * 60 * 60_000)); // today is not over
  writeFileSync(anchor, `${JSON.stringify(makeAnchor(days, yesterday, keys), null, 2)}\n`);
  tell('anchored', { day: yesterday, file: anchor });
}

const keyFileOf = (file: string): string => `${file}.keys`;

export async function backUpStore(desk: Desk, file: string): Promise<void> {
  const { store, media, dataDir, passphrase, tell, fail } = desk;
  const keys = exportKeys(dataDir);
  const { rows, files, missing } = await backUp(
    store,
    media.files,
    file,
    passphrase ? seal(keys, passphrase) : undefined,
  );
  if (!passphrase) writeFileSync(keyFileOf(file), keys, { mode: 0o600 });
  tell('backedUp', { rows: String(rows), file });
  if (files > 0) tell('filesInside', { count: String(files) });
  if (missing > 0) fail('filesMissing', { count: String(missing) });
  tell(passphrase ? 'keysInside' : 'keysBeside', { file: keyFileOf(file) });
}

export async function restoreStore(desk: Desk, file: string): Promise<void> {
  const { store, media, dataDir, passphrase, tell, fail } = desk;
  try {
    const sealed = await keysIn(file);
    if (sealed && !passphrase) return fail('passphraseNeeded');
    if (!sealed && !existsSync(keyFileOf(file))) return fail('keysMissing', { file: keyFileOf(file) });
    const keys = sealed ? unseal(sealed, passphrase ?? '') : readFileSync(keyFileOf(file), 'utf8');
    await restore(store, media.files, file);
    importKeys(dataDir, keys);
  } catch (error) {
    if (error instanceof NotEmpty) return fail('storeNotEmpty');
    if (error instanceof BackupRefused) return fail(refusals[error.why], { file });
    throw error;
  }
  tell('restored', { file });
  await verifyStore(desk, {}, new Date());
}

const refusals = {
  'not-a-backup': 'notABackup',
  broken: 'backupBroken',
  'other-version': 'backupOther',
  passphrase: 'passphraseWrong',
} as const satisfies Record<BackupRefused['why'], Sentence>;
