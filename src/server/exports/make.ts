/** Makes the files of an export from what was read of the store. It needs no store: a thread of its own does it. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  codebookCsv,
  codebookHtml,
  type Dataset,
  describe,
  speak,
  TooManyRows,
  toDdi,
  toDta,
  toJsonLines,
  toParquet,
  toRScript,
  toSav,
  toXlsx,
} from '../../dataset/index.ts';
import { loadFormulas, type Questionnaire } from '../../questionnaire/index.ts';
import {
  type Arrived,
  accepts,
  type Cell,
  type DeviceColumns,
  type ExportFile,
  type ExportFormat,
  type ExportJob,
  type ExportWish,
  repeatTablesOf,
  type Survey,
  type Table,
  tableOf,
  toCsv,
} from '../../submission/index.ts';
import { readLines, writeLines } from './spool.ts';

export interface Order {
  readonly survey: Survey;
  readonly questionnaire: Questionnaire;
  /** Content hash of the questionnaire. */
  readonly version: string;
  readonly wish: ExportWish;
  readonly language: string;
  readonly names: readonly (readonly [id: string, name: string])[] | null;
  readonly review: boolean;
  /** Milliseconds since 1970. */
  readonly made: number;
  readonly submissions: number;
}

export const spoolName = 'submissions.spool';
export type Made = Pick<ExportJob, 'files' | 'leftOut'>;

/** Writes the files into the folder where the spool lies, and a manifest over them. */
export async function makeFiles(folder: string, order: Order): Promise<Made> {
  const { survey, questionnaire, wish } = order;
  await loadFormulas(questionnaire);
  const done: { files: ExportFile[]; leftOut: ExportJob['leftOut'][number][] } = { files: [], leftOut: [] };
  const put = async (name: string, pieces: AsyncIterable<Uint8Array | string>): Promise<void> => {
    const path = join(folder, name);
    try {
      await pipeline(Readable.from(pieces), createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      if (!(error instanceof TooManyRows)) throw error;
      await rm(path, { force: true });
      done.leftOut.push({ name, why: 'too-many-rows' });
      return;
    }
    done.files.push(await weigh(folder, name));
  };
  for (const name of [undefined, ...repeatTablesOf(questionnaire)]) {
    const table = tableFor(order, { name, labelled: false });
    if (table) await makeTable(folder, order, { name, table }, put);
  }
  await rm(join(folder, spoolName), { force: true });
  if (wish.media) done.files.push(await weigh(folder, mediaName(survey.id)));
  await put('manifest.json', one(`${JSON.stringify(manifestOf(order, done), null, 2)}\n`));
  return done;
}

export const mediaName = (survey: string): string => `${survey}-media.zip`;

type Put = (name: string, pieces: AsyncIterable<Uint8Array | string>) => Promise<void>;

/** A table of the survey, with codes or with labels; `null` where there is none of that name. */
function tableFor(
  { survey, questionnaire, names, review, language }: Order,
  { name, labelled }: { readonly name: string | undefined; readonly labelled: boolean },
): Table | null {
  const devices: DeviceColumns = { ...(names && { names: new Map(names) }), review };
  const labels = labelled ? { language, inserts: survey.inserts } : undefined;
  return tableOf(questionnaire, { table: name, devices, course: accepts(survey, 'course'), labels });
}

/** One table in all the formats: its rows are worked out once. */
async function makeTable(
  folder: string,
  order: Order,
  { name, table }: { readonly name: string | undefined; readonly table: Table },
  put: Put,
): Promise<void> {
  const { survey, questionnaire, version, wish, language, made } = order;
  const stem = [survey.id, name]
    .filter(Boolean)
    .join('-')
    .replace(/[^\w.-]/g, '_');
  const spool = join(folder, `${stem}.spool`);
  await writeLines(spool, rowsOf(folder, table));
  const rows = () => readLines<Cell[]>(spool);
  const dataset = await describe({ survey, questionnaire, table, rows }, language, new Date(made));
  const say = speak(language);
  const writers: Record<ExportFormat, () => Promise<void>> = {
    csv: async () => {
      const labelled = wish.labels ? tableFor(order, { name, labelled: true }) : null;
      await put(
        `${stem}.csv`,
        labelled ? toCsv(labelled.columns, rowsOf(folder, labelled)) : toCsv(table.columns, rows()),
      );
      if (!labelled) await put(`${stem}.R`, one(toRScript(dataset, `${stem}.csv`, say)));
    },
    xlsx: () => put(`${stem}.xlsx`, toXlsx(dataset, say)),
    sav: () => put(`${stem}.sav`, toSav(dataset)),
    dta: () => put(`${stem}.dta`, toDta(dataset)),
    parquet: () => put(`${stem}.parquet`, toParquet(dataset)),
    jsonl: () => put(`${stem}.jsonl`, toJsonLines(dataset)),
  };
  for (const format of new Set(wish.formats)) await writers[format]();
  await putCodebook(stem, { dataset, survey, questionnaire, version }, put);
  await rm(spool, { force: true });
}

async function* rowsOf(folder: string, table: Table): AsyncGenerator<readonly Cell[]> {
  for await (const arrived of readLines<Arrived>(join(folder, spoolName))) yield* table.rowsOf(arrived);
}

async function putCodebook(
  stem: string,
  codebook: { dataset: Dataset; survey: Survey; questionnaire: Questionnaire; version: string },
  put: Put,
): Promise<void> {
  await put(`${stem}-codebook.html`, one(codebookHtml(codebook)));
  await put(`${stem}-codebook.csv`, codebookCsv(codebook));
  await put(`${stem}-codebook.ddi.xml`, one(toDdi(codebook)));
}

async function* one(text: string): AsyncGenerator<string> {
  yield text;
}

async function weigh(folder: string, name: string): Promise<ExportFile> {
  const path = join(folder, name);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { name, size: (await stat(path)).size, sha256: hash.digest('hex') };
}

/** What is in the export, how it was chosen, and the checksums to prove it. */
const manifestOf = (
  { survey, version, wish, language, made, submissions }: Order,
  { files, leftOut }: Made,
) => ({
  format: 1,
  survey: survey.id,
  title: survey.title,
  questionnaire: version,
  privacy: survey.privacy,
  madeAt: new Date(made).toISOString(),
  submissions,
  filters: {
    from: wish.from ?? null,
    until: wish.until ?? null,
    accepted: wish.accepted ?? false,
    withdrawn: 'left out',
    revisions: 'the one that counts',
  },
  language,
  suppression: 'none: one row for each submission',
  files,
  leftOut,
});

/** Keeps what a thread is to do, beside what it does it with. */
export const orderName = 'order.json';
export const writeOrder = (folder: string, order: Order): Promise<void> =>
  writeFile(join(folder, orderName), JSON.stringify(order), { mode: 0o600 });
