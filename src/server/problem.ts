/** Refusals, as RFC 9457 has them. The sentence a person reads is in the client's locales, under the code. */
import type { Context } from 'hono';
import type { Problem, ProblemCode } from '../submission/index.ts';

const statuses = {
  'submission-malformed': 422,
  'submission-too-large': 413,
  'submission-unacceptable': 422,
  'encoding-unsupported': 415,
  'type-unsupported': 415,
  'digest-mismatch': 400,
  'survey-unknown': 404,
  'questionnaire-unknown': 404,
  'questionnaire-other': 422,
  'questionnaire-unacceptable': 422,
  'not-found': 404,
  'method-not-allowed': 405,
  'not-signed-in': 401,
  'enrolment-refused': 403,
  'sign-in-failed': 401,
  forbidden: 403,
  'too-many-tries': 429,
  'not-possible': 409,
  'media-unlisted': 403,
  'media-too-large': 413,
  'media-changed': 422,
  'media-type-other': 422,
  'upload-malformed': 400,
  'upload-elsewhere': 409,
  'upload-taken': 423,
  'storage-full': 507,
  'hand-over-refused': 422,
  'server-busy': 503,
  'server-failed': 500,
} as const satisfies Record<ProblemCode, number>;

/** Why something was refused: a code, and where in the body. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly errors?: ReadonlyArray<{ readonly pointer: string; readonly code: string }>;
}

const mostErrors = 20; // of a hostile body with a hundred thousand, nobody reads more

export function toProblem({ code, errors }: Refusal): Problem {
  return {
    type: `urn:rintis:problem:${code}`,
    title: code.replaceAll('-', ' '),
    status: statuses[code],
    code,
    ...(errors && {
      errors: errors
        .slice(0, mostErrors)
        .map(({ pointer, code }) => ({ pointer: pointer.slice(0, 200), code })),
    }),
  };
}

export function refuse(c: Context, refusal: Refusal, headers: Record<string, string> = {}): Response {
  return c.body(JSON.stringify(toProblem(refusal)), statuses[refusal.code], {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...headers,
  });
}
