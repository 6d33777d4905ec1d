/**
 * One file with everything, the same for both stores: lines of JSON, then the files of submissions, each after a line that
 * names it, as they are; packed by gzip. The last line counts them and stands over the bytes of all others, so that a file
 * that was cut or changed is refused as a whole.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  type Hash,
  randomBytes,
  scryptSync,
} from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import * as z from 'zod/mini';
import { Hash as FileHash } from '../submission/index.ts';
import { type BackupReader, NotPacked, reading } from './backupFile.ts';
import type { MediaFiles } from './media/index.ts';
import {
  named,
  newestMigration,
  type Snapshot,
  type Store,
  type TableRow,
  tableNames,
  tables,
} from './store/index.ts';

/** Why a file cannot be restored, as a person at the keyboard may put it right. */
export class BackupRefused extends Error {
  readonly why: 'not-a-backup' | 'broken' | 'other-version' | 'passphrase';
  constructor(why: BackupRefused['why']) {
    super(why);
    this.why = why;
  }
}

const Sealed = z.object({ salt: z.string(), nonce: z.string(), tag: z.string(), sealed: z.string() });
type Sealed = z.infer<typeof Sealed>;
const format = 'rintis backup 2';
const Head = z.object({
  format: z.enum(['rintis backup 1', format]), // the first had no files
  migration: z.number(),
  keys: z.optional(Sealed),
});
const Line = z.union([
  z.object({ t: z.enum(tableNames), v: z.array(z.string()) }),
  z.object({ file: FileHash, size: z.number() }),
  z.object({ rows: z.number(), files: z.number(), sha256: z.string() }),
]);

export interface BackedUp {
  readonly rows: number;
  readonly files: number;
  /** Files that should be here and are not: those of a submission that was just withdrawn, or lost ones. */
  readonly missing: number;
}

/** Writes the file whole or not at all, while others go on writing to the store. */
export async function backUp(
  store: Store,
  files: MediaFiles,
  file: string,
  sealedKeys: Sealed | undefined,
): Promise<BackedUp> {
  const draft = `${file}.${process.pid}`;
  const done = { rows: 0, files: 0, missing: 0 };
  const hash = createHash('sha256');
  try {
    await store.look(async (snapshot) => {
      const rows = rowsOf(snapshot, sealedKeys, hash, done);
      await pipeline(rows, createGzip(), createWriteStream(draft, { mode: 0o600 }));
      // A part of its own, packed lightly: pictures get no smaller.
      const rest = filesOf(snapshot, files, hash, done);
      await pipeline(rest, createGzip({ level: 1 }), createWriteStream(draft, { flags: 'a' }));
    });
    const handle = await open(draft, 'r+');
    await handle.sync();
    await handle.close();
    await rename(draft, file);
    return done;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function* rowsOf(
  snapshot: Snapshot,
  keys: Sealed | undefined,
  hash: Hash,
  done: { rows: number },
): AsyncGenerator<string> {
  yield counted({ format, migration: newestMigration(), keys }, hash);
  for (const t of tableNames) {
    for await (const v of snapshot.rows(t)) {
      done.rows++;
      yield counted({ t, v }, hash);
    }
  }
}

async function* filesOf(
  snapshot: Snapshot,
  files: MediaFiles,
  hash: Hash,
  done: { rows: number; files: number; missing: number },
): AsyncGenerator<string | Buffer> {
  const told = new Set<string>(); // of a file that many submissions list, once
  for await (const values of snapshot.rows('submission_media')) {
    const row = named('submission_media', values);
    if (!row.received_at || told.has(row.hash)) continue;
    told.add(row.hash);
    if (!(await files.has(row.hash, Number(row.size)))) {
      done.missing++;
      continue;
    }
    done.files++;
    yield counted({ file: row.hash, size: Number(row.size) }, hash);
    for await (const piece of createReadStream(files.pathOf(row.hash)) as AsyncIterable<Buffer>) {
      hash.update(piece);
      yield piece;
    }
  }
  yield `${JSON.stringify({ rows: done.rows, files: done.files, sha256: hash.digest('hex') })}\n`;
}

function counted(line: unknown, hash: Hash): string {
  const text = `${JSON.stringify(line)}\n`;
  hash.update(text);
  return text;
}

/** Takes a backup into an empty store. */
export async function restore(store: Store, files: MediaFiles, file: string): Promise<void> {
  const drafts: { draft: string; hash: string }[] = [];
  try {
    await reading(file, (reader) => store.load(readRows(reader, files, drafts)));
  } catch (error) {
    for (const { draft } of drafts) await files.drop(draft);
    throw error instanceof NotPacked ? new BackupRefused('broken') : error;
  }
}

/** The keys inside, sealed; undefined where they were put into a file of their own. */
export async function keysIn(file: string): Promise<Sealed | undefined> {
  try {
    return await reading(file, async (reader) => readHead(await reader.line()).keys);
  } catch (error) {
    throw error instanceof NotPacked ? new BackupRefused('broken') : error;
  }
}

function readHead(line: Buffer | undefined): z.infer<typeof Head> {
  const head = Head.safeParse(parse(line));
  if (!head.success) throw new BackupRefused('not-a-backup');
  if (head.data.format !== format || head.data.migration !== newestMigration())
    throw new BackupRefused('other-version');
  return head.data;
}

/** The rows; files are laid down as they come, and get their names when the last line has proven everything. */
async function* readRows(
  reader: BackupReader,
  files: MediaFiles,
  drafts: { draft: string; hash: string }[],
): AsyncGenerator<TableRow> {
  const hash = createHash('sha256');
  let rows = 0;
  for (let isHead = true; ; isHead = false) {
    const bytes = await reader.line();
    if (isHead) readHead(bytes);
    if (!bytes) throw new BackupRefused('broken');
    const read = isHead ? undefined : Line.safeParse(parse(bytes));
    if (read?.success === false) throw new BackupRefused('broken');
    const said = read?.data;
    if (said && 'rows' in said) {
      const isWhole =
        said.rows === rows && said.files === drafts.length && said.sha256 === hash.digest('hex');
      if (!isWhole || (await reader.line())) throw new BackupRefused('broken');
      for (const { draft, hash } of drafts.splice(0)) await files.place(draft, hash);
      return;
    }
    hash.update(bytes).update('\n');
    if (said && 'file' in said) {
      const draft = await files.prove(hashed(reader.take(said.size), hash), {
        hash: said.file,
        size: said.size,
      });
      if (draft === null) throw new BackupRefused('broken');
      drafts.push({ draft, hash: said.file });
    } else if (said) {
      const { t: table, v: values } = said;
      if (values.length !== tables[table].columns.length) throw new BackupRefused('broken');
      rows++;
      yield { table, values };
    }
  }
}

async function* hashed(pieces: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

const parse = (line: Buffer | undefined): unknown => {
  try {
    return JSON.parse(String(line));
  } catch {
    return undefined;
  }
};

const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }; // 128 MB and half a second for each guess

/** Seals the signing keys: whoever has them can sign receipts in our name. */
export function seal(text: string, passphrase: string): Sealed {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(
    'aes-256-gcm',
    scryptSync(passphrase.normalize('NFC'), salt, 32, cost),
    nonce,
  );
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const to64 = (bytes: Buffer) => bytes.toString('base64');
  return { salt: to64(salt), nonce: to64(nonce), tag: to64(cipher.getAuthTag()), sealed: to64(sealed) };
}

export function unseal({ salt, nonce, tag, sealed }: Sealed, passphrase: string): string {
  const from64 = (text: string) => Buffer.from(text, 'base64');
  try {
    const key = scryptSync(passphrase.normalize('NFC'), from64(salt), 32, cost);
    const decipher = createDecipheriv('aes-256-gcm', key, from64(nonce), { authTagLength: 16 });
    decipher.setAuthTag(from64(tag));
    return Buffer.concat([decipher.update(from64(sealed)), decipher.final()]).toString('utf8');
  } catch {
    throw new BackupRefused('passphrase');
  }
}
