import type { Authored } from '../controls/index.ts';
import type { Questionnaire } from '../questionnaire/index.ts';
import type { Database } from '../storage/index.ts';

/** What hands out the files of a questionnaire, itself loaded by the first that is shown. */
export function authoredOf(db: Database, questionnaire: Questionnaire): Authored {
  let opened: Promise<Authored> | undefined;
  const open = () => {
    opened ??= import('./authored.ts').then(({ authoredHere }) => authoredHere(db, questionnaire));
    return opened;
  };
  return {
    files: questionnaire.files ?? {},
    isHere: async (file) => (await open()).isHere(file),
    bring: async (file) => (await open()).bring(file),
  };
}
