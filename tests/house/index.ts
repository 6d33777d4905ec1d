/** Everything that must be true of the house, as one list of complaints: empty when all is well. */
import { type Complaint, filesBelow } from './files.ts';
import { agreedWordings, lintWords } from './glossary.ts';
import { importsDownhill } from './imports.ts';
import { completeLocales, unusedKeys } from './locales.ts';
import { noMachinePaths, smallFiles } from './shape.ts';
import { sayingsOf } from './words.ts';

export type { Complaint } from './files.ts';

export function inspectHouse(): Complaint[] {
  const files = filesBelow();
  const sayings = sayingsOf(files);
  const questionnaires = files.filter(({ path }) => /^src\/questionnaires\/[^.]*\.json$/.test(path)); // their scenarios have a second dot
  return [
    ...completeLocales(sayings),
    ...unusedKeys(
      sayings,
      files.filter(({ path }) => /^src\/.*\.tsx?$/.test(path)),
    ),
    ...lintWords(sayings),
    ...questionnaires.flatMap(({ path, text }) => agreedWordings(path, JSON.parse(text).lists)),
    ...importsDownhill(files),
    ...smallFiles(files),
    ...noMachinePaths(files),
  ];
}
