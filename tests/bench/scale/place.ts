/** A real server in a process of its own, with the bench's survey in its store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalogue } from '../../../src/server/catalogue.ts';
import { openKeys } from '../../../src/server/keys.ts';
import { openStore, type Store } from '../../../src/server/store/index.ts';
import { openServer, type TestServer } from '../../support/server.ts';
import { questionnaire, survey } from './form.ts';

export interface Place {
  readonly server: TestServer;
  readonly dataDir: string;
  readonly hash: string;
  /** Looks into the store, while no server runs. */
  inside<Seen>(see: (store: Store) => Promise<Seen>): Promise<Seen>;
  leave(): Promise<void>;
}

export async function openPlace(
  databaseUrl = '',
  fill?: (dataDir: string, hash: string) => Promise<void>,
): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rintis-scale-'));
  const inside = async <Seen>(see: (store: Store) => Promise<Seen>): Promise<Seen> => {
    const store = await openStore({ dataDir, databaseUrl: databaseUrl || undefined }, console.error);
    try {
      return await see(store);
    } finally {
      await store.close();
    }
  };
  const hash = await inside(async (store) => {
    const catalogue = openCatalogue(store, openKeys(dataDir), Date.now);
    const hash = await catalogue.addQuestionnaire(questionnaire);
    await catalogue.saveSurvey({
      id: survey,
      title: questionnaire.title,
      questionnaire: hash,
      languages: ['en'],
      defaultLanguage: 'en',
      privacy: 'identified',
      inserts: {},
    });
    return hash;
  });
  await fill?.(dataDir, hash);
  const server = await openServer({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
  return {
    server,
    dataDir,
    hash,
    inside,
    async leave() {
      await server.leave();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
