/** What a coordinator's pages ask of the server: the only file of the room that does. */
import * as z from 'zod/mini';
import { Results } from '../results/index.ts';
import {
  type Device,
  DeviceList,
  EnrolmentCode,
  EnrolmentCodeList,
  type EnrolmentCodeWish,
  HandOverReport,
  Session,
  SignIn,
  SurveySummary,
} from '../submission/index.ts';
import { ask, Nothing, type Said } from './wire.ts';

const Surveys = z.object({ surveys: z.array(SurveySummary) });

const patience = 20_000; // milliseconds; a server that says nothing for so long will not

const send = (address: string, wish: RequestInit = {}) =>
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

const ofSurvey = (survey: string) => `/api/coordinator/surveys/${encodeURIComponent(survey)}`;

const post = (address: string, said?: unknown) =>
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
