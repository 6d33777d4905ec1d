/** A survey of a questionnaire of ours, put into a data folder before a server opens it. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Questionnaire } from '../../src/questionnaire/index.ts';
import { openBooks } from '../../src/server/server.ts';
import { readSettings } from '../../src/server/settings.ts';
import type { Survey } from '../../src/submission/index.ts';

/** The folder; its survey is `demo`, as the demonstration's would be. */
export async function folderWithSurvey(
  of: unknown,
  privacy: Survey['privacy'],
  folder?: string,
): Promise<string> {
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), 'rintis-server-')));
  const questionnaire = Questionnaire.parse(of);
  const { store, catalogue } = await openBooks(readSettings({ DATA_DIR: dataDir }), () => undefined);
  await catalogue.saveSurvey({
    id: 'demo',
    title: questionnaire.title,
    questionnaire: await catalogue.addQuestionnaire(questionnaire),
    languages: questionnaire.languages.map(({ tag }) => tag),
    defaultLanguage: questionnaire.defaultLanguage,
    privacy,
    inserts: {},
  });
  await store.close();
  return dataDir;
}
