/**
 * One file with everything, the same for both stores: lines of JSON, then the files of submissions and those of
 * questionnaires, each after a line that names it, as they are; packed by gzip. The last line counts them and stands over the bytes of all others, so that a file
 * that was cut or changed is refused as a whole.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import * as z from 'zod/mini';
import { Hash as FileHash } from '../submission/index.ts';
import { type BackupReader, NotPacked, reading } from './backupFile.ts';
import { BackupRefused, Sealed } from './backupKeys.ts';
import { filesPinned, type HashedFiles, type MediaFiles } from './media/index.ts';
import {
  bringForward,
  named,
  newestMigration,
  type OlderRow,
  type Snapshot,
  type Store,
  type TableName,
  type TableRow,
  tableNames,
  tables,
} from './store/index.ts';

const format = 'rintis backup 4';
const Head = z.object({
  format: z.enum(['rintis backup 1', 'rintis backup 2', 'rintis backup 3', format]), // the first had no files, the third none of questionnaires
  migration: z.number(),
  /** What the values of each table are. */
  columns: z.optional(z.record(z.string(), z.array(z.string()))),
  keys: z.optional(Sealed),
});
type Head = z.infer<typeof Head>;
const Line = z.union([
  z.object({ t: z.enum(tableNames), v: z.array(z.string()) }),
  z.object({ file: FileHash, size: z.number(), authored: z.optional(z.literal(true)) }),
  z.object({ rows: z.number(), files: z._default(z.number(), 0), sha256: z.string() }),
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
  const columns = Object.fromEntries(tableNames.map((name) => [name, tables[name].columns]));
  yield counted({ format, migration: newestMigration(), columns, keys }, hash);
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
    yield* oneOf(files, { file: row.hash, size: Number(row.size) }, hash, done);
  }
  for await (const { hash: file, size } of filesPinned(snapshot))
    yield* oneOf(files.authored, { file, size, authored: true }, hash, done);
  yield `${JSON.stringify({ rows: done.rows, files: done.files, sha256: hash.digest('hex') })}\n`;
}

async function* oneOf(
  files: HashedFiles,
  line: { readonly file: string; readonly size: number; readonly authored?: true },
  hash: Hash,
  done: { files: number; missing: number },
): AsyncGenerator<string | Buffer> {
  if (!(await files.has(line.file, line.size))) {
    done.missing++;
    return;
  }
  done.files++;
  yield counted(line, hash);
  for await (const piece of createReadStream(files.pathOf(line.file)) as AsyncIterable<Buffer>) {
    hash.update(piece);
    yield piece;
  }
}

function counted(line: unknown, hash: Hash): string {
  const text = `${JSON.stringify(line)}\n`;
  hash.update(text);
  return text;
}

/** Takes a backup into an empty store, also one of an older program: its rows come forward by the migrations since. */
export async function restore(store: Store, files: MediaFiles, file: string): Promise<void> {
  const drafts: Laid[] = [];
  try {
    await reading(file, (reader) => store.load(readRows(reader, files, drafts)));
  } catch (error) {
    for (const { draft, shelf } of drafts) await shelf.drop(draft);
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

function readHead(line: Buffer | undefined): Head {
  const head = Head.safeParse(parse(line));
  if (!head.success) throw new BackupRefused('not-a-backup');
  if (head.data.migration > newestMigration()) throw new BackupRefused('other-version');
  return head.data;
}

/** Before a backup said so itself, its migration tells which columns were not there yet. */
const since: { readonly [Table in TableName]?: Readonly<Record<string, number>> } = {
  submissions: { device: 4, review: 4 },
  coordinators: { role: 7, surveys: 7 },
  surveys: { answered: 11 },
  devices: { holds: 11 },
};
function columnsIn({ columns, migration }: Head, table: TableName): readonly string[] {
  if (columns) return columns[table] ?? [];
  return tables[table].columns.filter((it) => (since[table]?.[it] ?? 0) <= migration);
}

async function* readRows(reader: BackupReader, files: MediaFiles, drafts: Laid[]): AsyncGenerator<TableRow> {
  const line = await reader.line();
  const head = readHead(line);
  const hash = createHash('sha256')
    .update(line ?? '')
    .update('\n');
  const rows = readBody(reader, head, hash, files, drafts);
  yield* head.migration === newestMigration() ? rows : bringForward(rows, head.migration);
}

/** A file that lies there and has no name yet. */
interface Laid {
  readonly shelf: HashedFiles;
  readonly draft: string;
  readonly hash: string;
}

/** The rows; files are laid down as they come, and get their names when the last line has proven everything. */
async function* readBody(
  reader: BackupReader,
  head: Head,
  hash: Hash,
  files: MediaFiles,
  drafts: Laid[],
): AsyncGenerator<OlderRow> {
  for (let rows = 0; ; ) {
    const bytes = await reader.line();
    const read = Line.safeParse(parse(bytes));
    if (!bytes || !read.success) throw new BackupRefused('broken');
    const said = read.data;
    if ('rows' in said) {
      const isWhole =
        said.rows === rows && said.files === drafts.length && said.sha256 === hash.digest('hex');
      if (!isWhole || (await reader.line())) throw new BackupRefused('broken');
      for (const { shelf, draft, hash } of drafts.splice(0)) await shelf.place(draft, hash);
      return;
    }
    hash.update(bytes).update('\n');
    if ('file' in said) {
      const { file, size } = said;
      const shelf = said.authored ? files.authored : files;
      const draft = await shelf.prove(hashed(reader.take(size), hash), { hash: file, size });
      if (draft === null) throw new BackupRefused('broken');
      drafts.push({ shelf, draft, hash: file });
    } else {
      const { t: table, v: values } = said;
      const columns = columnsIn(head, table);
      if (values.length !== columns.length) throw new BackupRefused('broken');
      rows++;
      yield { table, columns, values };
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
