/** What a coordinator's pages ask of the server; what those of questionnaires do stands beside them. */
import * as z from 'zod/mini';
import { Results } from '../results/index.ts';
import {
  type Device,
  DeviceList,
  EnrolmentCode,
  EnrolmentCodeList,
  type EnrolmentCodeWish,
  ExportJob,
  ExportJobs,
  type ExportWish,
  HandOverReport,
  type OfficeLine,
  OfficeLog,
  People,
  type Person,
  PersonMade,
  Session,
  SignIn,
  SurveySummary,
  WrittenAnswers,
} from '../submission/index.ts';
import { ask, Nothing, readReply, type Said } from './wire.ts';

const Surveys = z.object({ surveys: z.array(SurveySummary) });

const patience = 20_000; // milliseconds; a server that says nothing for so long will not

export const send = (address: string, wish: RequestInit = {}) =>
  fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(patience), ...wish });

export type Who = z.infer<typeof Session>;

export const whoIsIn = (): Promise<Said<Who>> => ask(Session, () => send('/api/session'));

/** A blank name or password is not worth a try: tries are counted. */
export async function signIn(name: string, password: string): Promise<Said<Who>> {
  const given = SignIn.safeParse({ name, password });
  if (!given.success) return { ok: false, trouble: 'sign-in-failed' };
  return ask(Session, () =>
    send('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given.data),
    }),
  );
}

export const signOut = (): Promise<Said<undefined>> =>
  ask(Nothing, () => send('/api/session', { method: 'DELETE' }));

export async function surveys(): Promise<Said<readonly SurveySummary[]>> {
  const said = await ask(Surveys, () => send('/api/coordinator/surveys'));
  return said.ok ? { ok: true, value: said.value.surveys } : said;
}

const longPatience = 30 * 60_000; // milliseconds: a week's photos from a memory stick, over the office's network

/** Brings a hand-over file. A passphrase goes in a header, in UTF-8 as base64url. */
export const bringHandOver = (file: Blob, passphrase: string): Promise<Said<HandOverReport>> =>
  ask(HandOverReport, () =>
    send('/api/coordinator/hand-overs', {
      method: 'POST',
      signal: AbortSignal.timeout(longPatience),
      headers: {
        'content-type': 'application/octet-stream',
        ...(passphrase && { 'hand-over-passphrase': toBase64Url(passphrase) }),
      },
      body: file,
    }),
  );

const toBase64Url = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

export const ofSurvey = (survey: string) => `/api/coordinator/surveys/${encodeURIComponent(survey)}`;

export const post = (address: string, said?: unknown) =>
  send(address, {
    method: 'POST',
    ...(said === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(said) }),
  });

export async function devices(survey: string): Promise<Said<readonly Device[]>> {
  const said = await ask(DeviceList, () => send(`${ofSurvey(survey)}/devices`));
  return said.ok ? { ok: true, value: said.value.devices } : said;
}

export const retire = ({ survey, id }: Device): Promise<Said<undefined>> =>
  ask(Nothing, () => post(`${ofSurvey(survey)}/devices/${id}/retire`));

export async function codes(survey: string): Promise<Said<readonly EnrolmentCode[]>> {
  const said = await ask(EnrolmentCodeList, () => send(`${ofSurvey(survey)}/codes`));
  return said.ok ? { ok: true, value: said.value.codes } : said;
}

export const makeCode = (survey: string, wish: EnrolmentCodeWish): Promise<Said<EnrolmentCode>> =>
  ask(EnrolmentCode, () => post(`${ofSurvey(survey)}/codes`, wish));

export const endCode = ({ survey, code }: EnrolmentCode): Promise<Said<undefined>> =>
  ask(Nothing, () => post(`${ofSurvey(survey)}/codes/revoke`, { code }));

/** The results of a survey, by the values of a question; empty for everybody together. */
export const results = (survey: string, by: string): Promise<Said<Results>> =>
  ask(Results, () => send(`${ofSurvey(survey)}/results${by && `?by=${encodeURIComponent(by)}`}`));

export const renewResults = (survey: string): Promise<Said<undefined>> =>
  ask(Nothing, () => post(`${ofSurvey(survey)}/results/renew`));
export async function exports(survey: string): Promise<Said<readonly ExportJob[]>> {
  const said = await ask(ExportJobs, () => send(`${ofSurvey(survey)}/exports`));
  return said.ok ? { ok: true, value: said.value.exports } : said;
}

export const askForExport = (survey: string, wish: ExportWish): Promise<Said<ExportJob>> =>
  ask(ExportJob, () => post(`${ofSurvey(survey)}/exports`, wish));

export const deleteExport = ({ survey, id }: ExportJob): Promise<Said<undefined>> =>
  ask(Nothing, () => send(`${ofSurvey(survey)}/exports/${id}`, { method: 'DELETE' }));

export const put = (address: string, said: unknown) =>
  send(address, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said),
  });

export async function people(): Promise<Said<readonly Person[]>> {
  const said = await ask(People, () => send('/api/coordinator/people'));
  return said.ok ? { ok: true, value: said.value.people } : said;
}

export const savePerson = (person: Person): Promise<Said<PersonMade>> =>
  ask(PersonMade, () => put('/api/coordinator/people', person));

export const renewPassword = (name: string): Promise<Said<PersonMade>> =>
  ask(PersonMade, () => post('/api/coordinator/people/password', { name }));

export const removePerson = (name: string): Promise<Said<undefined>> =>
  ask(Nothing, () => post('/api/coordinator/people/remove', { name }));

export async function officeLog(): Promise<Said<readonly OfficeLine[]>> {
  const said = await ask(OfficeLog, () => send('/api/coordinator/log'));
  return said.ok ? { ok: true, value: said.value.lines } : said;
}

export const changePassword = (old: string, fresh: string): Promise<Said<undefined>> =>
  ask(Nothing, () => put('/api/session', { old, fresh }));

/** What was answered to a question in words, a page of it. */
export const written = (
  survey: string,
  question: string,
  { search, after }: { readonly search: string; readonly after: string | null },
): Promise<Said<WrittenAnswers>> => {
  const query = new URLSearchParams({ search, ...(after !== null && { after }) });
  return ask(WrittenAnswers, () =>
    send(`${ofSurvey(survey)}/written/${encodeURIComponent(question)}?${query}`),
  );
};

const printing = 180_000; // milliseconds: a report of a hundred sheets, and others before it

/** A file that the server makes while one waits. */
async function file(ask_: () => Promise<Response>): Promise<Said<Blob>> {
  try {
    const reply = await ask_();
    if (reply.ok) return { ok: true, value: await reply.blob() };
    const said = readReply(Nothing, false, await reply.text());
    return said.ok ? { ok: false, trouble: 'unreachable' } : said;
  } catch {
    return { ok: false, trouble: 'unreachable' };
  }
}

/** The results as a report; `by`: every question also by this one. */
export const makeReport = (
  survey: string,
  wish: { readonly lang: string; readonly format: 'pdf' | 'html'; readonly by: string },
): Promise<Said<Blob>> => {
  const { lang, format, by } = wish;
  const query = new URLSearchParams({ lang, format, ...(by && { by }) });
  return file(() => send(`${ofSurvey(survey)}/report?${query}`, { signal: AbortSignal.timeout(printing) }));
};

export const makePoster = (survey: string, languages: readonly string[]): Promise<Said<Blob>> =>
  file(() =>
    send(`${ofSurvey(survey)}/poster?lang=${encodeURIComponent(languages.join(','))}`, {
      signal: AbortSignal.timeout(printing),
    }),
  );

export const makeCodePoster = (
  survey: string,
  code: string,
  languages: readonly string[],
): Promise<Said<Blob>> => file(() => post(`${ofSurvey(survey)}/codes/poster`, { code, languages }));
