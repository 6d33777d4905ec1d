/** `rintis export`: a survey as a table on the way out, or as a folder of files. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ExportFormat, ExportWish, repeatTablesOf } from '../submission/index.ts';
import type { Fielding } from './catalogue.ts';
import { exportCsv } from './export.ts';
import { makeFiles, readStore } from './exports/index.ts';
import { exportFiles } from './media/export.ts';
import type { MediaFiles } from './media/index.ts';
import type { Store } from './store/index.ts';
import type { Sentence } from './terminal.ts';

export interface ExportFlags {
  /** `csv` goes to the standard output or a file; any other, or several with commas between, into a folder. */
  readonly format?: string | undefined;
  readonly lang?: string | undefined;
  readonly labels?: boolean | undefined;
  readonly table?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly accepted?: boolean | undefined;
  /** Where the files go: a folder, or a ZIP. */
  readonly media?: string | undefined;
  readonly output?: string | undefined;
}

export interface ExportDesk {
  readonly store: Store;
  readonly files: MediaFiles;
  readonly fielding: Fielding;
  tell(sentence: Sentence, holes?: Record<string, string>): string;
  fail(sentence: Sentence, holes?: Record<string, string>): void;
}

export async function exportFielding(desk: ExportDesk, flags: ExportFlags): Promise<void> {
  const { fielding, fail } = desk;
  const { languages, defaultLanguage } = fielding.survey;
  const language = flags.lang ?? defaultLanguage;
  if (!languages.includes(language))
    return fail('languageUnknown', { language, languages: languages.join(', ') });
  const { format = 'csv' } = flags;
  const isPlain = format === 'csv' && !flags.from && !flags.until && !flags.accepted;
  await (isPlain ? exportTable(desk, flags, language) : exportFolder(desk, flags, language));
}

async function exportTable(
  { store, files, fielding, tell, fail }: ExportDesk,
  { labels, table, media, output }: ExportFlags,
  language: string,
): Promise<void> {
  const csv = await exportCsv(store, fielding, { labels: labels ? language : undefined, table });
  if (!csv) {
    const tables = repeatTablesOf(await fielding.tabled()).join(', ');
    return fail('tableUnknown', { table: table ?? '', tables });
  }
  if (output === undefined) await pipeline(Readable.from(csv), process.stdout, { end: false });
  else await pipeline(Readable.from(csv), createWriteStream(output, { mode: 0o600 }));
  if (media !== undefined) await exportMedia({ store, files, fielding, tell }, media);
}

/** Says so on the other output: the table may go to the standard one. */
async function exportMedia(
  { store, files, fielding, tell }: Omit<ExportDesk, 'fail'>,
  target: string,
): Promise<void> {
  const { written, awaited } = await exportFiles(store, files, fielding, target);
  process.stderr.write(tell('filesExported', { count: String(written), file: target }));
  if (awaited > 0) process.stderr.write(tell('filesAwaited', { count: String(awaited) }));
}

async function exportFolder(
  { store, files, fielding, tell, fail }: ExportDesk,
  flags: ExportFlags,
  language: string,
): Promise<void> {
  const { format = 'csv', labels, from, until, accepted, media, output } = flags;
  const wish = ExportWish.safeParse({
    formats: format === 'all' ? ExportFormat.options : format.split(','),
    language,
    ...(labels && { labels }),
    ...(from && { from }),
    ...(until && { until }),
    ...(accepted && { accepted }),
  });
  if (!wish.success) return fail('formatUnknown', { format, formats: ExportFormat.options.join(', ') });
  if (output === undefined) return fail('folderWanted');
  await mkdir(output, { recursive: true, mode: 0o700 });
  const order = await readStore(output, { store, files, fielding, wish: wish.data, now: Date.now() });
  const made = await makeFiles(output, order);
  for (const { name } of made.files) process.stdout.write(`${join(output, name)}\n`);
  for (const { name } of made.leftOut) {
    await rm(join(output, name), { force: true });
    process.stderr.write(tell('tooManyRows', { file: name }));
  }
  if (media !== undefined) await exportMedia({ store, files, fielding, tell }, media);
}
