/** `rintis convert`: a questionnaire from one kind of file to another. */
import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Questionnaire } from '../questionnaire/index.ts';
import { writeXForm, writeXlsForm } from '../xlsform/index.ts';
import { lineOf, readFile } from './forms.ts';
import { Fault, type Io, reasonOf } from './io.ts';
import type { Say } from './words.ts';

const writers: Readonly<Record<string, (questionnaire: Questionnaire) => Uint8Array>> = {
  '.xlsx': writeXlsForm,
  '.xml': (questionnaire) => new TextEncoder().encode(writeXForm(questionnaire)),
  '.json': (questionnaire) => new TextEncoder().encode(`${JSON.stringify(questionnaire, null, 2)}\n`),
};

/** Reads one file and writes the other; what was repaired or is to be looked at is told. */
export async function convertForm(file: string, output: string, io: Io, say: Say): Promise<number> {
  const write = writers[extname(output).toLowerCase()];
  if (!write) throw new Fault('outKind', { file: output, endings: Object.keys(writers).join(' ') });
  const { questionnaire, problems } = await readFile(file, say);
  for (const problem of problems) io.err(lineOf(problem, say));
  if (!questionnaire) throw new Fault('formRefused', { file });
  try {
    writeFileSync(output, write(questionnaire));
  } catch (error) {
    throw new Fault('fileUnwritable', { file: output, reason: reasonOf(error) });
  }
  io.out(`${say('authoring.written', { file: output })}\n`);
  return 0;
}
