/**
 * What can be asked of this server, as an OpenAPI 3.1 document. Its shapes are made from the same schemas that stand at the
 * door, so it cannot say anything else than the door does; tests/server/openapi.test.ts holds it against the routes.
 */
import * as z from 'zod/mini';
import { NewSurvey, PlanChange, PlanStanding, StateChange } from '../plan/index.ts';
import { AuthoredFile, Questionnaire } from '../questionnaire/index.ts';
import { Results } from '../results/index.ts';
import { LinePage, Progress } from '../review/index.ts';
import {
  AuthoredFiles,
  Batch,
  BatchLine,
  BatchList,
  BatchWish,
  CodePosterWish,
  DeviceList,
  Enrolment,
  EnrolmentCode,
  EnrolmentCodeEnd,
  EnrolmentCodeList,
  EnrolmentCodeWish,
  EnrolmentRequest,
  ExportJob,
  ExportJobs,
  ExportWish,
  HandOverReport,
  History,
  InvitationAsked,
  InvitationStanding,
  invitationHeader,
  MediaReceipt,
  MediaStanding,
  OfficeLog,
  PasswordChange,
  People,
  PersonMade,
  PersonNamed,
  PersonWish,
  Problem,
  QuestionnaireReport,
  QuestionnaireShelf,
  Receipt,
  Resolution,
  Return,
  Session,
  SettingAside,
  SignIn,
  SigningKey,
  Standing,
  StandingList,
  Standings,
  StandingsAsked,
  Submission,
  Survey,
  SurveySummary,
  VersionWish,
  Withdrawal,
  Withdrawn,
  WrittenAnswers,
} from '../submission/index.ts';
import { coordinatorRoutes } from './coordinator-document.ts';
import { fileRoutes } from './handover-document.ts';
import { resultRoutes } from './results/document.ts';
import { hashHeader } from './routes/standing.ts';
import { toSchemas } from './schemas.ts';

/** Grows by a whole when something is taken away or means something else; what is only added leaves it as it is. */
export const apiVersion = '1.0.0';

const schemas = {
  AuthoredFile,
  AuthoredFiles,
  Batch,
  BatchLine,
  BatchList,
  BatchWish,
  CodePosterWish,
  DeviceList,
  Enrolment,
  EnrolmentCode,
  EnrolmentCodeEnd,
  EnrolmentCodeList,
  EnrolmentCodeWish,
  EnrolmentRequest,
  ExportJob,
  ExportJobs,
  ExportWish,
  HandOverReport,
  Health: z.object({ status: z.enum(['ok', 'failing']) }),
  History,
  InvitationAsked,
  InvitationStanding,
  Keys: z.object({ keys: z.array(SigningKey) }),
  LinePage,
  MediaReceipt,
  MediaStanding,
  NewSurvey,
  PlanChange,
  PlanStanding,
  Problem,
  OfficeLog,
  PasswordChange,
  People,
  PersonMade,
  PersonNamed,
  PersonWish,
  Progress,
  Questionnaire,
  QuestionnaireReport,
  QuestionnaireShelf,
  Receipt,
  Resolution,
  Results,
  Return,
  Session,
  SettingAside,
  SignIn,
  Standing,
  StandingList,
  Standings,
  StandingsAsked,
  StateChange,
  Submission,
  Survey,
  Surveys: z.object({ surveys: z.array(SurveySummary) }),
  VersionWish,
  Withdrawal,
  Withdrawn,
  WrittenAnswers,
};
export type SchemaName = keyof typeof schemas;

export interface Route {
  readonly method: 'get' | 'head' | 'put' | 'post' | 'patch' | 'delete' | 'options';
  readonly path: string;
  readonly summary: string;
  readonly sends?: readonly [type: string, schema?: SchemaName];
  /** What a success gives: its status, and a schema, a type, or nothing. */
  readonly gives: readonly [status: 200 | 201 | 204, type?: string, schema?: SchemaName];
  readonly alsoGives?: readonly [status: 503, schema: SchemaName];
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that may be left out. */
  readonly maySend?: Readonly<Record<string, string>>;
  /** Headers of the reply. */
  readonly givesHeaders?: Readonly<Record<string, string>>;
  readonly isCoordinators?: boolean;
  /** A device may say by its token who it is; without one nothing is refused. */
  readonly isDevices?: boolean;
}

const json = 'application/json';
const lines = 'application/x-ndjson';

const routes: readonly Route[] = [
  {
    method: 'put',
    path: '/api/submissions/{id}',
    summary:
      'Keeps a submission under the id that the device gave it. The same bytes again change nothing and give the same receipt; other bytes are a new revision, which names the one it corrects by its hash in `basedOn`. Takes gzip.',
    sends: [json, 'Submission'],
    maySend: {
      [invitationHeader]: 'What stands after `#i=` in a link: to a survey of invitations, once for each.',
    },
    gives: [200, json, 'Receipt'],
    isDevices: true,
  },
  {
    method: 'post',
    path: '/api/submissions',
    summary:
      'Keeps up to 500 submissions, one on each line. The reply has a line for each, in the same order. Takes gzip. With `prefer: receipts=together`, one signature may stand for several receipts; each has its `path` to it.',
    sends: [lines, 'Submission'],
    gives: [200, lines, 'BatchLine'],
    isDevices: true,
  },
  {
    method: 'get',
    path: '/api/submissions/{id}/standing',
    summary: 'How a submission stands, for whoever proves by its hash that they have it.',
    headers: { [hashHeader]: 'The SHA-256 of any of its revisions, in lower-case hex.' },
    gives: [200, json, 'Standing'],
  },
  ...fileRoutes,
  ...resultRoutes,
  {
    method: 'post',
    path: '/api/invitations',
    summary: 'How a link of a survey of invitations stands: good, used or unknown.',
    sends: [json, 'InvitationAsked'],
    gives: [200, json, 'InvitationStanding'],
  },
  {
    method: 'post',
    path: '/api/enrolments',
    summary:
      'Lets a device into a survey by a code that a coordinator made. The same device again is the same device, with another token. A token may only append; what comes from no enrolled device to a survey that those answer is kept for review.',
    sends: [json, 'EnrolmentRequest'],
    gives: [200, json, 'Enrolment'],
  },
  {
    method: 'post',
    path: '/api/submissions/standings',
    summary:
      'How up to a hundred submissions stand, in the order in which they are asked about; null for what is not there.',
    sends: [json, 'StandingsAsked'],
    gives: [200, json, 'Standings'],
  },
  {
    method: 'post',
    path: '/api/withdrawals',
    summary:
      'Takes a submission back by the code of its receipt and erases the answers. Doing it again changes nothing. For whoever names its id, what has not come is taken back when it does. Without an id, a code that is wrong is “not found”.',
    sends: [json, 'Withdrawal'],
    gives: [200, json, 'Withdrawn'],
  },
  {
    method: 'get',
    path: '/api/surveys/{id}',
    summary: 'A survey, with the keys whose receipts count.',
    gives: [200, json, 'Survey'],
  },
  {
    method: 'get',
    path: '/api/questionnaires/{hash}',
    summary: 'A questionnaire in all its languages, by the SHA-256 of its canonical JSON. It never changes.',
    gives: [200, json, 'Questionnaire'],
  },
  {
    method: 'get',
    path: '/api/files/{hash}',
    summary: 'A picture, sound or film of a questionnaire, by the SHA-256 of its bytes. It never changes.',
    gives: [200, '*/*'],
  },
  {
    method: 'get',
    path: '/api/keys',
    summary: 'The keys that receipts are signed with, newest first.',
    gives: [200, json, 'Keys'],
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This document.',
    gives: [200, json],
  },
  {
    method: 'get',
    path: '/health',
    summary: 'Whether the server can do its work.',
    gives: [200, json, 'Health'],
    alsoGives: [503, 'Health'],
  },
  {
    method: 'get',
    path: '/api/session',
    summary: 'Who is signed in.',
    gives: [200, json, 'Session'],
    isCoordinators: true,
  },
  {
    method: 'post',
    path: '/api/session',
    summary: 'Signs a coordinator in; the session is in a cookie.',
    sends: [json, 'SignIn'],
    gives: [200, json, 'Session'],
  },
  { method: 'delete', path: '/api/session', summary: 'Signs out.', gives: [204] },
  {
    method: 'put',
    path: '/api/session',
    summary: 'Gives a new password for the old one, and ends all sessions of that name.',
    sends: [json, 'PasswordChange'],
    gives: [204],
    isCoordinators: true,
  },
  ...coordinatorRoutes,
];

export function openApi(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rintis',
      version: apiVersion,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Every refusal is a problem document (RFC 9457) with a stable code. Replies that no cache may keep bear the server’s moment in `server-time`. 429 and 503 say in `Retry-After` when to come again. A `content-digest` (RFC 9530, sha-256) of what is sent is held against it.',
    },
    paths: Object.fromEntries(
      Object.entries(Object.groupBy(routes, ({ path }) => path)).map(([path, some = []]) => [
        path,
        Object.fromEntries(some.map((route) => [route.method, toOperation(route)])),
      ]),
    ),
    components: {
      schemas: toSchemas(schemas),
      securitySchemes: {
        device: { type: 'http', scheme: 'bearer', description: 'The token of an enrolled device.' },
        coordinator: {
          type: 'apiKey',
          in: 'cookie',
          name: 'rintis',
          description: 'Over https its name is `__Host-rintis`.',
        },
      },
    },
  };
}

function toOperation(route: Route): object {
  const {
    path,
    summary,
    sends,
    gives,
    alsoGives,
    query = {},
    headers = {},
    maySend = {},
    isCoordinators,
    isDevices,
  } = route;
  const replyHeaders = Object.entries(route.givesHeaders ?? {});
  const [status, type, schema] = gives;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const text = { type: 'string' };
  return {
    summary,
    ...(isCoordinators && { security: [{ coordinator: [] }] }),
    ...(isDevices && { security: [{}, { device: [] }] }),
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: text })),
      ...Object.entries(query).map(([name, description]) => ({
        name,
        in: 'query',
        description,
        schema: text,
      })),
      ...Object.entries({ ...headers, ...maySend }).map(([name, description]) => ({
        name,
        in: 'header',
        required: name in headers,
        description,
        schema: text,
      })),
    ],
    ...(sends && {
      requestBody: { required: true, content: { [sends[0]]: { schema: sends[1] ? refTo(sends[1]) : {} } } },
    }),
    responses: {
      [status]: {
        description: type === lines ? 'One on each line.' : 'Done.',
        ...(replyHeaders.length > 0 && {
          headers: Object.fromEntries(
            replyHeaders.map(([name, description]) => [name, { description, schema: text }]),
          ),
        }),
        ...(type && { content: { [type]: { schema: schema ? refTo(schema) : {} } } }),
      },
      ...(alsoGives && {
        [alsoGives[0]]: { description: 'Not well.', content: { [json]: { schema: refTo(alsoGives[1]) } } },
      }),
      default: {
        description: 'Refused.',
        content: { 'application/problem+json': { schema: refTo('Problem') } },
      },
    },
  };
}

const refTo = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });
