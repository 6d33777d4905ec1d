/** Forms of a folder, each put into a server's books as a survey that enrolled devices answer. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fetchBeside } from '../../../src/authoring/beside.ts';
import type { Questionnaire } from '../../../src/questionnaire/index.ts';
import { makeCode } from '../../../src/server/routes/devices.ts';
import { openBooks } from '../../../src/server/server.ts';
import { readSettings } from '../../../src/server/settings.ts';
import { attachLists, readXlsForm } from '../../../src/xlsform/index.ts';

export interface Published {
  readonly file: string;
  readonly survey: string;
  readonly questionnaire: Questionnaire;
  /** Lets a device in. */
  readonly code: string;
}

export interface Refused {
  readonly file: string;
  /** `survey!B12 list-missing` */
  readonly refusal: string;
}

/** Into an empty data folder, before a server opens it. */
export async function publish(
  files: readonly string[],
  dataDir: string,
): Promise<{ readonly published: Published[]; readonly refused: Refused[] }> {
  const { store, catalogue } = await openBooks(readSettings({ DATA_DIR: dataDir }), () => undefined);
  const [published, refused]: [Published[], Refused[]] = [[], []];
  for (const [at, file] of files.entries()) {
    const read = await readXlsForm(readFileSync(file), { name: basename(file) });
    if (!read.questionnaire) {
      const errors = read.problems.filter(({ severity }) => severity === 'error');
      const refusal = errors.map(
        ({ sheet, row, column, code }) => `${sheet}!${column ?? ''}${row ?? ''} ${code}`,
      );
      refused.push({ file, refusal: refusal.join(', ') });
      continue;
    }
    const attached = attachLists(read.questionnaire, fetchBeside(file));
    const questionnaire = {
      ...read.questionnaire,
      lists: { ...read.questionnaire.lists, ...attached.lists },
    };
    const survey = `form-${at + 1}`;
    await catalogue.saveSurvey({
      id: survey,
      title: questionnaire.title,
      questionnaire: await catalogue.addQuestionnaire(questionnaire),
      languages: questionnaire.languages.map(({ tag }) => tag),
      defaultLanguage: questionnaire.defaultLanguage,
      privacy: 'identified', // days and times as they are
      answeredBy: 'devices',
      inserts: {},
    });
    const wish = { survey, uses: 5, days: 5, by: 'conformance', now: Date.now() };
    const { code } = await makeCode(store, wish);
    published.push({ file, survey, questionnaire, code });
  }
  await store.close();
  return { published, refused };
}
