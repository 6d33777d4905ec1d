/** A form with all that stands beside it, as a server takes it in. */
import type { AuthoredFile, Questionnaire } from '../questionnaire/index.ts';
import { attachFiles, mediaNames } from '../xlsform/index.ts';
import { findBeside } from './beside.ts';
import { lineOf, readFile } from './forms.ts';
import { Fault, type Io } from './io.ts';
import type { Say } from './words.ts';

/** Who keeps a file, and says what it is; nothing where it cannot be taken in, which was told. */
export type KeepFile = (file: string, bytes: Uint8Array) => Promise<AuthoredFile | undefined>;

/**
 * Reads a form, hands over its pictures, sounds and films, and gives the questionnaire that pins them, with the choices of its
 * files inside. `media`: a folder or a ZIP besides the places where an author's files usually are.
 */
export async function gatherForm(
  file: string,
  media: string | undefined,
  keep: KeepFile,
  io: Io,
  say: Say,
): Promise<Questionnaire> {
  const find = findBeside(file, media);
  const { questionnaire, problems, attached } = await readFile(file, say, false, find);
  for (const problem of problems) io.err(lineOf(problem, say));
  if (!questionnaire) throw new Fault('formRefused', { file });
  const given = new Map<string, AuthoredFile>();
  for (const name of mediaNames(questionnaire).keys()) {
    const found = find(name);
    const kept = found ? await keep(name, found.read()) : undefined;
    if (kept) given.set(name, kept);
  }
  const lists = { ...questionnaire.lists, ...attached.lists };
  return attachFiles({ ...questionnaire, lists }, given).questionnaire;
}
