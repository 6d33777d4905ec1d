/** What the pages of questionnaires ask of the server. */
import { AuthoredFile, Questionnaire } from '../../questionnaire/index.ts';
import {
  AuthoredFiles,
  QuestionnaireReport,
  QuestionnaireShelf,
  type ShelvedQuestionnaire,
  type VersionWish,
} from '../../submission/index.ts';
import { ofSurvey, put, send } from '../office.ts';
import { ask, Nothing, type Said } from '../wire.ts';

const address = '/api/coordinator/questionnaires';
const longPatience = 120_000; // milliseconds: a large workbook over the office's network, and its turn at being read

/** All questionnaires with their versions, newest first. */
export async function shelf(): Promise<Said<readonly ShelvedQuestionnaire[]>> {
  const said = await ask(QuestionnaireShelf, () => send(address));
  return said.ok ? { ok: true, value: said.value.questionnaires } : said;
}

/** A version, whole. It never changes, so the browser may keep it. */
export const version = (hash: string): Promise<Said<Questionnaire>> =>
  ask(Questionnaire, () => send(`/api/questionnaires/${hash}`, { cache: 'default' }));

const bring = (to: string, file: Blob, query: Readonly<Record<string, string>>) =>
  ask(QuestionnaireReport, () =>
    send(`${to}?${new URLSearchParams(query)}`, {
      method: 'POST',
      signal: AbortSignal.timeout(longPatience),
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    }),
  );

/** Everything that there is to tell about a file; keeps nothing. */
export const check = (file: File): Promise<Said<QuestionnaireReport>> =>
  bring(`${address}/check`, file, { name: file.name });

/** Keeps a file as the next version. `after`: the number that was the newest when it was looked at. */
export const keep = (
  file: File,
  { note, after }: { readonly note: string; readonly after: number },
): Promise<Said<QuestionnaireReport>> =>
  bring(address, file, { name: file.name, note, after: String(after) });

/** A questionnaire as a file of our own. */
export const fileOf = (questionnaire: Questionnaire): File =>
  new File([JSON.stringify(questionnaire)], `${questionnaire.id}.json`, { type: 'application/octet-stream' });

export const giveVersion = (survey: string, wish: VersionWish): Promise<Said<undefined>> =>
  ask(Nothing, () => put(`${ofSurvey(survey)}/questionnaire`, wish));

/** The pictures, sounds and films that a version pins, and whether they are here. */
export async function mediaOf(hash: string): Promise<Said<AuthoredFiles['files']>> {
  const said = await ask(AuthoredFiles, () => send(`${address}/${hash}/media`));
  return said.ok ? { ok: true, value: said.value.files } : said;
}

/** Brings one under its hash; what it is, the server says. */
export const bringMedia = (file: File, hash: string): Promise<Said<AuthoredFile>> =>
  ask(AuthoredFile, () =>
    send(`/api/coordinator/files/${hash}`, {
      method: 'PUT',
      signal: AbortSignal.timeout(longPatience),
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    }),
  );

/** Where a version is handed out as a file. */
export const fileAddress = (hash: string, kind: 'xlsx' | 'xml' | 'json'): string =>
  `${address}/${hash}/files/${kind}`;
