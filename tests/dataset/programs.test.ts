/** What R, PSPP and LibreOffice, which know nothing of us, read out of our files. Where they are not installed, it stays to be done. */
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, onTestFinished, test } from 'vitest';
import { codebookCsv, speak, toDta, toRScript, toSav, toXlsx } from '../../src/dataset/index.ts';
import { tableOf, toCsv } from '../../src/submission/index.ts';
import { readCsv } from '../submission/readCsv.ts';
import { arrived, datasetOf, questionnaire, survey } from './field.ts';

const runs = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const withR = runs('Rscript', '-e', 'library(haven)') ? test : test.todo;
const withPspp = runs('pspp', '--version') ? test : test.todo;
const withLibreOffice = runs('soffice', '--version') ? test : test.todo;

const answers = Array.from({ length: 40 }, (_, n) => ({
  idea: n % 9 === 0 ? 'ยาว'.repeat(900) : `Ý kiến số ${n}, "น้ำใจ"`,
  ...(n % 5 > 0 && { role: ['senior', 'staff', '99'][n % 3] ?? '' }),
  agree: String([1, 2, 3, 4, 5, 98, 97][n % 7]),
  barriers: n % 2 ? ['time'] : [],
  staff: n * 37 - 100,
  share: n / 7,
  ...(n % 4 > 0 && { began: `2026-02-${String((n % 28) + 1).padStart(2, '0')}` }),
  ...(n % 3 > 0 && { hour: '09:30:00.000+07:00', met: '2026-11-23T23:59:00.000+07:00' }),
  office: '13.756331 100.501765 12.5 4',
}));

async function filesIn(language: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rintis-programs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dataset = await datasetOf(answers, language);
  const table = tableOf(questionnaire);
  const put = (name: string, pieces: AsyncIterable<Uint8Array | string>) =>
    pipeline(Readable.from(pieces), createWriteStream(join(folder, name)));
  const rows = answers.flatMap((each, n) => [...(table?.rowsOf(arrived(each, n)) ?? [])]);
  await put('d.csv', toCsv(table?.columns ?? [], rows));
  await put('d.xlsx', toXlsx(dataset, speak(language)));
  await put('d.sav', toSav(dataset));
  await put('d.dta', toDta(dataset));
  await put('codebook.csv', codebookCsv({ dataset, survey, questionnaire, version: 'f'.repeat(64) }));
  writeFileSync(join(folder, 'd.R'), toRScript(dataset, 'd.csv', speak(language)));
  return folder;
}

function run(folder: string, command: string, ...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return stdout;
}

/** Every cell of a file against the CSV and every label against the codebook; says how many, and what differs. */
const compare = `
suppressMessages(library(haven))
read <- function(file) read.csv(file, fileEncoding = "UTF-8-BOM", check.names = FALSE, colClasses = "character", na.strings = "")
csv <- read("d.csv"); book <- read("codebook.csv"); codes <- book[!is.na(book$code), ]
for (file in c("d.sav", "d.dta")) {
  got <- if (file == "d.sav") read_sav(file, user_na = TRUE) else read_dta(file)
  cells <- 0; other <- 0
  for (i in seq_along(csv)) {
    want <- csv[[i]]; it <- got[[i]]; mine <- codes[codes$variable == names(csv)[i], ]
    if (nrow(mine) > 0) {
      number <- unname(setNames(as.numeric(mine$number), mine$code)[want]); apart <- mine$apart == "1"
      labels <- attr(it, "labels"); said <- mine[["label:th"]]
      for (k in seq_len(nrow(mine))) if (file == "d.sav" || !apart[k]) {
        cells <- cells + 1
        if (!identical(names(labels)[which(as.numeric(labels) == as.numeric(mine$number[k]))], said[k])) other <- other + 1
      }
      same <- if (file == "d.dta") ifelse(want %in% mine$code[apart], !is.na(na_tag(it)), ifelse(is.na(number), is.na(it), as.numeric(it) == number))
              else ifelse(is.na(number), is.na(as.numeric(it)), as.numeric(it) == number)
    } else if (is.character(it)) same <- it == ifelse(is.na(want), "", want)
    else if (inherits(it, "Date")) same <- ifelse(is.na(want), is.na(it), format(it) == want)
    else if (inherits(it, "difftime")) same <- ifelse(is.na(want), is.na(it), format(it) == substr(want, 1, 8))
    else if (inherits(it, "POSIXct")) {
      form <- if (any(grepl("T", want))) "%Y-%m-%dT%H:%M:%S" else "%H:%M:%S"
      same <- ifelse(is.na(want), is.na(it), format(it, form, tz = "UTC") == sub("[.Z+].*$", "", want))
    }
    else same <- ifelse(is.na(want), is.na(it), as.numeric(it) == as.numeric(want))
    cells <- cells + length(same); wrong <- which(is.na(same) | !same); other <- other + length(wrong)
    if (length(wrong) > 0) cat(file, names(csv)[i], want[wrong[1]], format(it[wrong[1]]), "\\n")
  }
  cat(file, ncol(got) == ncol(csv), nrow(got), cells > 900, other, "\\n")
}
source("d.R"); cat("script", class(data$agree), levels(data$role)[1], class(data$began), "\\n")
`;

withR(
  'R reads every cell and label of the SPSS and Stata files as the CSV and the codebook have them',
  async () => {
    const said = run(await filesIn('th'), 'Rscript', '-e', compare);
    expect(said.trim().split(/ ?\n/)).toEqual([
      'd.sav TRUE 40 TRUE 0',
      'd.dta TRUE 40 TRUE 0',
      'script factor ผู้บริหารระดับสูง Date',
    ]);
  },
  60_000,
);

withPspp(
  'PSPP counts by label, and leaves choices set apart out as missing',
  async () => {
    const folder = await filesIn('en');
    writeFileSync(join(folder, 'd.sps'), "GET FILE='d.sav'.\nFREQUENCIES /VARIABLES=agree.\n");
    const said = run(folder, 'pspp', '-O', 'format=csv', 'd.sps');
    expect(said).toContain('Leaders ask for ideas');
    expect(said).toMatch(/Valid,Point 1,6,/);
    expect(said).toMatch(/Missing,Not applicable,5,/);
  },
  60_000,
);

/** A file opened in LibreOffice, and what it shows there: of a workbook, sheet by sheet. */
function opened(folder: string, file: string, ...how: string[]): Map<string, string[][]> {
  const out = join(folder, `from-${file}`);
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  const text = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'; // UTF-8, every sheet, as it is
  run(folder, 'soffice', profile, '--headless', ...how, '--convert-to', text, '--outdir', out, file);
  const read = (name: string) => readFileSync(join(out, name), 'utf8').replace(/\r?\n/g, '\r\n'); // it ends lines in its own way
  return new Map(readdirSync(out).map((name) => [name, readCsv(read(name))]));
}

withLibreOffice(
  'LibreOffice opens the workbook and the CSV with every cell as it was answered, in Thai and in Vietnamese',
  async () => {
    const folder = await filesIn('vi');
    const wanted = readCsv(readFileSync(join(folder, 'd.csv'), 'utf8').slice(1));
    const sheets = opened(folder, 'd.xlsx');
    expect([...sheets.keys()].sort()).toEqual(['d-Biến.csv', 'd-Dữ liệu.csv', 'd-Mã.csv', 'd-Nhãn.csv']);
    const data = sheets.get('d-Dữ liệu.csv') ?? [];
    const [csv = []] = opened(folder, 'd.csv', '--infilter=csv:44,34,76').values();
    for (const found of [data, csv]) {
      expect(found[0]).toEqual(wanted[0]);
      expect(found).toHaveLength(wanted.length);
      for (const [at, row] of wanted.entries())
        for (const [column, cell] of row.entries()) {
          const name = wanted[0]?.[column] ?? '';
          const seen = found[at]?.[column] ?? '';
          const isSame = seen === cell || (cell !== '' && Math.abs(Number(seen) - Number(cell)) < 1e-9);
          const isMoment = /began|hour|met|ed$/.test(name); // shown as the program likes
          if (!isMoment) expect([at, name, isSame ? cell : seen]).toEqual([at, name, cell]);
        }
    }
    expect(data.flat().join()).toContain('Ý kiến số 7, "น้ำใจ"');
    expect(sheets.get('d-Nhãn.csv')?.flat().join()).toContain('Lãnh đạo');
  },
  120_000,
);
