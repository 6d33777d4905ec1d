/** Refusals, in the shape in which the tus library carries them, and out of it again. */
import { ERRORS } from '@tus/server';
import { ProblemCode } from '../../submission/index.ts';
import { toProblem } from '../problem.ts';

/** To be thrown inside the library: the code stands where its text would. */
export const refused = (code: ProblemCode): { status_code: number; body: string } => ({
  status_code: toProblem({ code }).status,
  body: code,
});

const byText: ReadonlyMap<string, ProblemCode> = new Map([
  [ERRORS.ABORTED.body, 'upload-taken'],
  [ERRORS.ERR_LOCK_TIMEOUT.body, 'upload-taken'],
  [ERRORS.INVALID_TERMINATION.body, 'not-possible'],
]);

const byStatus: Readonly<Record<number, ProblemCode>> = {
  404: 'not-found',
  409: 'upload-elsewhere',
  410: 'not-found',
  413: 'media-too-large',
};

/** What the library's text means. What it has no words of ours for is a request that no client of tus makes. */
export function codeOf(status: number, text: string): ProblemCode {
  const ours = ProblemCode.safeParse(text);
  return ours.success ? ours.data : (byText.get(text) ?? byStatus[status] ?? 'upload-malformed');
}
