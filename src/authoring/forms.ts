/** Opens a questionnaire from any file that may hold one, with all that is to be told about it. */
import { basename, extname } from 'node:path';
import {
  type Attached,
  compileForm,
  type Form,
  loadFormulas,
  type Questionnaire,
} from '../questionnaire/index.ts';
import {
  attachLists,
  type Imported,
  mediaNeeded,
  readQuestionnaire,
  readXForm,
  readXlsForm,
  type Severity,
  sentenceOf,
  type TranslationReport,
  type XlsProblem,
} from '../xlsform/index.ts';
import { type FindFile, fetching, findBeside } from './beside.ts';
import { Fault, readBytes, readJson } from './io.ts';
import type { Say } from './words.ts';

/** Endings of files that hold a questionnaire. */
export const readable: readonly string[] = ['.xlsx', '.xls', '.csv', '.xml', '.json'];

/** Whether a file is a workbook, which other tools convert before they run it. */
export const isXlsForm = (file: string): boolean => /\.(xlsx|xls|csv)$/i.test(file);

/** One thing to tell, with where it stands: `survey!C12`, `xform:7`, `/g/age#constraint`. */
export interface Told {
  readonly severity: Severity;
  readonly code: string;
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: string | null;
  readonly where: string;
  readonly sentence: string;
}

export interface ReadFile {
  readonly file: string;
  readonly questionnaire: Questionnaire | null;
  readonly problems: readonly Told[];
  readonly translations: TranslationReport;
  /** Lists from files that stand beside the form. */
  readonly attached: Attached;
}

/** Reads a file and tells everything; a file that is no questionnaire is told as well, not thrown. `faithful`: see `ReadingWay`. */
export async function readFile(
  file: string,
  say: Say,
  faithful = false,
  find: FindFile = findBeside(file),
): Promise<ReadFile> {
  const ending = extname(file).toLowerCase();
  if (!readable.includes(ending)) throw new Fault('formUnknown', { file, endings: readable.join(' ') });
  if (ending === '.json') return fromJson(file, say, find);
  const bytes = readBytes(file);
  const { questionnaire, problems, translations }: Imported =
    ending === '.xml'
      ? await readXForm(new TextDecoder().decode(bytes))
      : await readXlsForm(bytes, { name: basename(file), faithful });
  if (!questionnaire) {
    const told = problems.map((problem) => toldOf(problem, say));
    return { file, questionnaire: null, problems: told, translations, attached: {} };
  }
  const { lists, found, problems: more } = attachLists(questionnaire, fetching(find));
  const isThere = ({ code, details }: XlsProblem) =>
    code === 'file-needed' && found.has(String(details.file));
  const open = problems.filter((problem) => !isThere(problem));
  const wanted = more.filter(({ code }) => code !== 'file-needed'); // told where the form needs it
  const told = [...open, ...wanted, ...mediaMissing(questionnaire, find)].map((problem) =>
    toldOf(problem, say),
  );
  return { file, questionnaire, problems: told, translations, attached: { lists } };
}

async function fromJson(file: string, say: Say, find: FindFile): Promise<ReadFile> {
  const { questionnaire, problems, translations } = await readQuestionnaire(readJson(file));
  const { lists, problems: missing } = questionnaire
    ? attachLists(questionnaire, fetching(find))
    : { lists: {}, problems: [] };
  const lacking = questionnaire ? mediaMissing(questionnaire, find) : [];
  const told = [...problems, ...missing, ...lacking].map((problem) => toldOf(problem, say));
  return { file, questionnaire: questionnaire ?? null, problems: told, translations, attached: { lists } };
}

const mediaMissing = (questionnaire: Questionnaire, find: FindFile): XlsProblem[] =>
  mediaNeeded(questionnaire, (name) => find(name) !== null);

function toldOf(problem: XlsProblem, say: Say): Told {
  const { severity, code, sheet, row, column } = problem;
  const cell = `${column ?? ''}${row ?? ''}`;
  const where = sheet === null ? cell : cell === '' ? sheet : `${sheet}${column === null ? ':' : '!'}${cell}`;
  return { severity, code, sheet, row, column, where, sentence: say(sentenceOf(problem), problem.details) };
}

/** A questionnaire that can run, compiled; its problems are told on the way. */
export async function openForm(
  file: string,
  say: Say,
  tell: (line: string) => void,
  faithful = false,
): Promise<Form> {
  const { questionnaire, problems, attached } = await readFile(file, say, faithful);
  const worst = problems.filter(({ severity }) => severity === (questionnaire ? 'warning' : 'error'));
  for (const problem of worst) tell(lineOf(problem, say));
  if (!questionnaire) throw new Fault('formRefused', { file });
  await loadFormulas(questionnaire);
  return compileForm(questionnaire, attached);
}

/** One problem as a line: where, how bad, what, and the code that never changes. */
export const lineOf = ({ where, severity, sentence, code }: Told, say: Say): string =>
  `  ${where === '' ? '' : `${where}  `}${say(`authoring.check.${severity}`)}  ${sentence} [${code}]\n`;
