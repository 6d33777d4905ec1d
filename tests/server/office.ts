/** A server without a port, with one survey open: what the stories about the endpoint begin with. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import type { StoredSurvey } from '../../src/plan/index.ts';
import type { Questionnaire } from '../../src/questionnaire/index.ts';
import { createApp } from '../../src/server/app.ts';
import { type Awaited, openAwaited } from '../../src/server/awaited.ts';
import { type Catalogue, openCatalogue } from '../../src/server/catalogue.ts';
import { type ClientFiles, readClient } from '../../src/server/client.ts';
import { type Exports, openExports } from '../../src/server/exports/index.ts';
import { type Keyring, openKeys } from '../../src/server/keys.ts';
import { type Media, type MediaOptions, openMedia, openMediaFiles } from '../../src/server/media/index.ts';
import { openStore, type Store } from '../../src/server/store/index.ts';
import { type Submission, submissionIdFor } from '../../src/submission/index.ts';

export interface Office {
  readonly app: Hono;
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly keys: Keyring;
  readonly media: Media;
  readonly awaited: Awaited;
  readonly exports: Exports;
  readonly hash: string;
  /** The log's lines so far. */
  readonly log: Record<string, unknown>[];
  /** Sets the server's clock. */
  clock: { now: number };
  put(submission: Submission, text?: string): Promise<Response>;
}

export const today = '2026-11-23';

/** Six questions: enough for consent, a skip, a constraint, choices and a repeat. */
export const smallQuestionnaire: Questionnaire = {
  format: 1,
  id: 'small',
  title: { en: 'A small survey', th: 'การสำรวจเล็ก' },
  languages: [
    { tag: 'en', status: 'source' },
    { tag: 'th', status: 'draft' },
  ],
  defaultLanguage: 'en',
  consent: { question: 'consent', agreed: 'agree' },
  lists: {
    consent: { choices: [{ name: 'agree', label: { en: 'I agree' } }, { name: 'decline' }] },
    colours: {
      choices: [
        { name: 'red', label: { en: 'Red', th: 'แดง' } },
        { name: 'blue', label: { en: 'Blue', th: 'น้ำเงิน' } },
      ],
    },
  },
  items: [
    { kind: 'one', name: 'consent', list: 'consent', required: 'true()' },
    {
      kind: 'group',
      name: 'work',
      relevant: `\${consent} = 'agree'`,
      items: [
        { kind: 'integer', name: 'age', constraint: '. >= 18' },
        { kind: 'text', name: 'words', constraint: 'string-length(.) <= 600' },
        { kind: 'one', name: 'colour', list: 'colours' },
        { kind: 'many', name: 'colours', list: 'colours', relevant: `\${colour} = 'red'` },
        { kind: 'repeat', name: 'case', items: [{ kind: 'text', name: 'title', required: 'true()' }] },
      ],
    },
  ],
};

export async function openOffice({
  survey = {},
  questionnaire = smallQuestionnaire,
  client = readClient('no client was built'),
  publicUrl = null,
  store,
  mediaOptions = {},
}: {
  survey?: Partial<StoredSurvey>;
  questionnaire?: Questionnaire;
  client?: ClientFiles;
  publicUrl?: URL | null;
  store?: Store;
  mediaOptions?: Partial<MediaOptions>;
} = {}): Promise<Office> {
  const dataDir = newFolder();
  const clock = { now: Date.parse(`${today}T09:30:00Z`) };
  const now = () => clock.now;
  const keys = openKeys(dataDir);
  const books = store ?? (await openStore({ dataDir, databaseUrl: undefined }, console.error));
  if (!store) onTestFinished(() => books.close());
  const catalogue = openCatalogue(books, keys, now);
  const hash = await catalogue.addQuestionnaire(questionnaire);
  await catalogue.saveSurvey({
    id: 'demo',
    title: questionnaire.title,
    questionnaire: hash,
    languages: questionnaire.languages.map(({ tag }) => tag),
    defaultLanguage: questionnaire.defaultLanguage,
    privacy: 'anonymous',
    inserts: {},
    ...survey,
  });
  const log: Record<string, unknown>[] = [];
  const files = await openMediaFiles(join(dataDir, 'media'), now);
  const media = openMedia({ files, store: books, catalogue, keys, now, ...mediaOptions });
  const awaited = openAwaited(books, media, now);
  const note = (line: Readonly<Record<string, unknown>>) => log.push(line);
  const folder = join(dataDir, 'exports');
  const exports = openExports({ folder, store: books, catalogue, files, now, log: note });
  onTestFinished(() => exports.stop());
  const app = createApp({
    store: awaited.store,
    awaited,
    catalogue,
    keys,
    client,
    media,
    publicUrl,
    now,
    exports,
    log: note,
  });
  return {
    app,
    store: books,
    catalogue,
    keys,
    media,
    awaited,
    exports,
    hash,
    log,
    clock,
    put: async (submission, text = JSON.stringify(submission)) =>
      app.request(`/api/submissions/${submission.id}`, json('PUT', text)),
  };
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rintis-server-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const json = (method: string, body: string | Uint8Array<ArrayBuffer>, headers = {}) => ({
  method,
  body,
  headers: { 'content-type': 'application/json', ...headers },
});

export const zipped = (text: string) => new Uint8Array(gzipSync(text));

/** A submission that a well-behaved phone would send to this survey. */
export function submissionTo({ hash }: Pick<Office, 'hash'>, changes: Partial<Submission> = {}): Submission {
  return {
    format: 1,
    id: submissionIdFor('anonymous', new Date(today), randomBytes(16)),
    survey: 'demo',
    questionnaire: hash,
    language: 'th',
    mode: 'self',
    startedAt: today,
    finishedAt: today,
    pages: { work: 61_000 },
    app: '0.1.0',
    consent: { question: 'consent', answer: 'agree', language: 'th', givenAt: today },
    answers: { consent: 'agree', work: { age: 41, words: 'ดีมาก', colour: 'red', colours: ['blue', 'red'] } },
    ...changes,
  };
}

export const hashOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
