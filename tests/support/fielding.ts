/** A survey of a questionnaire of ours, put into a data folder before a server opens it. */
import { createHash } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { StoredSurvey } from '../../src/plan/index.ts';
import { Questionnaire } from '../../src/questionnaire/index.ts';
import { keepAuthored } from '../../src/server/authored.ts';
import { openBooks } from '../../src/server/server.ts';
import { readSettings } from '../../src/server/settings.ts';
import type { Survey } from '../../src/submission/index.ts';

/** What there may be besides: files that the questionnaire names, and what is different about the survey. */
export interface Besides {
  readonly files?: Readonly<Record<string, Uint8Array>>;
  readonly survey?: Partial<StoredSurvey>;
}

/** The folder; its survey is `demo`, as the demonstration's would be. */
export async function folderWithSurvey(
  of: unknown,
  privacy: Survey['privacy'],
  folder?: string,
  { files = {}, survey = {} }: Besides = {},
): Promise<string> {
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), 'rintis-server-')));
  const { store, catalogue, media } = await openBooks(readSettings({ DATA_DIR: dataDir }), () => undefined);
  const kept = await Promise.all(
    Object.entries(files).map(async ([name, bytes]) => {
      const said = { hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
      return [name, await keepAuthored(media.files.authored, Readable.from([bytes]), said)];
    }),
  );
  const pinned = kept.length > 0 ? { files: Object.fromEntries(kept) } : {};
  const questionnaire = Questionnaire.parse({ ...(of as object), ...pinned });
  await catalogue.saveSurvey({
    id: 'demo',
    title: questionnaire.title,
    questionnaire: await catalogue.addQuestionnaire(questionnaire),
    languages: questionnaire.languages.map(({ tag }) => tag),
    defaultLanguage: questionnaire.defaultLanguage,
    privacy,
    inserts: {},
    ...survey,
  });
  await store.close();
  return dataDir;
}
