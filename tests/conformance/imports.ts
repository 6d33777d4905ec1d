/** Every XLSForm of a directory, read; where the reference converter made an XForm of it, the two compared. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsForm } from '../../src/xlsform/index.ts';
import { compareImport } from '../support/importCompare.ts';

export interface Read {
  readonly id: string;
  readonly imported: boolean;
  /** Refused, with sheet, row and column: `survey!B12 list-missing`. */
  readonly refusal: string;
  readonly isNamed: boolean;
  /** Questions, types, conditions and lists that were compared with the reference; 0 where it has none. */
  readonly compared: number;
  readonly differences: readonly string[];
}

/** All forms of a directory; undefined when the directory has none. */
export async function readForms(directory: string): Promise<Read[] | undefined> {
  const folder = join(directory, 'xlsforms');
  if (!existsSync(folder)) return;
  const files = readdirSync(folder).filter((file) => /\.(xlsx|xls|csv)$/.test(file));
  const read: Read[] = [];
  for (const file of files.sort()) read.push(await readForm(directory, file));
  return read;
}

async function readForm(directory: string, file: string): Promise<Read> {
  const { questionnaire, problems } = await readXlsForm(readFileSync(join(directory, 'xlsforms', file)), {
    name: file,
  });
  const errors = problems.filter(({ severity }) => severity === 'error');
  const head = {
    id: file,
    imported: questionnaire !== undefined,
    refusal: errors
      .map(({ sheet, row, column, code }) => `${sheet ?? ''}!${column ?? ''}${row ?? ''} ${code}`)
      .join(', '),
    isNamed: errors.some(({ sheet, row }) => sheet !== null && row !== null),
  };
  const reference = join(directory, 'xforms', file.replace(/\.[^.]+$/, '.xml'));
  if (!questionnaire || !existsSync(reference)) return { ...head, compared: 0, differences: [] };
  const { compared, differences } = compareImport(questionnaire, readFileSync(reference, 'utf8'));
  const told = differences.map(
    ({ path, part, ours, theirs }) =>
      `${path} ${part}: expected ${JSON.stringify(theirs)}, is ${JSON.stringify(ours)}`,
  );
  return { ...head, compared, differences: told };
}
