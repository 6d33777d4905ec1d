/**
 * One file with everything, the same for both stores: lines of JSON, packed by gzip; the last line counts them and stands
 * over the bytes of all others, so that a file that was cut or changed is refused as a whole.
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
import { createGunzip, createGzip } from 'node:zlib';
import * as z from 'zod/mini';
import { newestMigration, type Store, type TableRow, tableNames, tables } from './store/index.ts';

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
const Head = z.object({
  format: z.literal('rintis backup 1'),
  migration: z.number(),
  keys: z.optional(Sealed),
});
const Line = z.union([
  z.object({ t: z.enum(tableNames), v: z.array(z.string()) }),
  z.object({ rows: z.number(), sha256: z.string() }),
]);

/** Writes the file whole or not at all, while others go on writing to the store. Gives the number of rows. */
export async function backUp(store: Store, file: string, sealedKeys: Sealed | undefined): Promise<number> {
  const draft = `${file}.${process.pid}`;
  try {
    const rows = await store.look(async (snapshot) => {
      let rows = 0;
      async function* lines(): AsyncGenerator<string> {
        const hash = createHash('sha256');
        const head = { format: 'rintis backup 1', migration: newestMigration(), keys: sealedKeys };
        yield counted(head, hash);
        for (const t of tableNames) {
          for await (const v of snapshot.rows(t)) {
            rows++;
            yield counted({ t, v }, hash);
          }
        }
        yield `${JSON.stringify({ rows, sha256: hash.digest('hex') })}\n`;
      }
      await pipeline(lines, createGzip(), createWriteStream(draft, { mode: 0o600 }));
      return rows;
    });
    const handle = await open(draft, 'r+');
    await handle.sync();
    await handle.close();
    await rename(draft, file);
    return rows;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function counted(line: unknown, hash: Hash): string {
  const text = `${JSON.stringify(line)}\n`;
  hash.update(text);
  return text;
}

/** Takes a backup into an empty store. Gives the sealed keys that came with it. */
export async function restore(store: Store, file: string): Promise<void> {
  await store.load(readRows(file));
}

/** The keys inside, sealed; undefined where they were put into a file of their own. */
export async function keysIn(file: string): Promise<Sealed | undefined> {
  for await (const { line } of readLines(file)) return readHead(line).keys;
  throw new BackupRefused('not-a-backup');
}

function readHead(line: string): z.infer<typeof Head> {
  const head = Head.safeParse(parse(line));
  if (!head.success) throw new BackupRefused('not-a-backup');
  if (head.data.migration !== newestMigration()) throw new BackupRefused('other-version');
  return head.data;
}

async function* readRows(file: string): AsyncGenerator<TableRow> {
  const hash = createHash('sha256');
  let rows = 0;
  let isHead = true;
  let isComplete = false;
  for await (const { line, bytes } of readLines(file)) {
    if (isComplete) throw new BackupRefused('broken');
    if (isHead) {
      readHead(line);
      isHead = false;
      hash.update(bytes).update('\n');
      continue;
    }
    const read = Line.safeParse(parse(line));
    if (!read.success) throw new BackupRefused('broken');
    if ('rows' in read.data) {
      isComplete = read.data.rows === rows && read.data.sha256 === hash.digest('hex');
      if (!isComplete) throw new BackupRefused('broken');
      continue;
    }
    const { t: table, v: values } = read.data;
    if (values.length !== tables[table].columns.length) throw new BackupRefused('broken');
    hash.update(bytes).update('\n');
    rows++;
    yield { table, values };
  }
  if (!isComplete) throw new BackupRefused('broken');
}

/** Lines between line feeds only: a body may have every other kind of line end in it. */
async function* readLines(file: string): AsyncGenerator<{ line: string; bytes: Buffer }> {
  let rest: Buffer = Buffer.alloc(0);
  const unpacked = createReadStream(file)
    .on('error', (error) => unpacked.destroy(error))
    .pipe(createGunzip());
  try {
    for await (const piece of unpacked as AsyncIterable<Buffer>) {
      rest = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
      let from = 0;
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, from)) {
        const bytes = rest.subarray(from, end);
        yield { line: bytes.toString('utf8'), bytes };
        from = end + 1;
      }
      rest = rest.subarray(from);
    }
  } catch (error) {
    if (String((error as { code?: string }).code).startsWith('Z_')) throw new BackupRefused('broken');
    throw error;
  }
}

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
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
