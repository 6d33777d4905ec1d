/** The coordinator's pages and their addresses. A new page is a line in each of the three. */
import { SubmissionId, SurveyId } from '../submission/index.ts';

export type Way =
  | { readonly page: 'surveys' }
  | { readonly page: 'survey'; readonly id: string }
  | { readonly page: 'devices'; readonly id: string }
  | { readonly page: 'results'; readonly id: string }
  | { readonly page: 'progress'; readonly id: string }
  | { readonly page: 'submissions'; readonly id: string }
  | { readonly page: 'submission'; readonly id: string; readonly submission: string }
  | { readonly page: 'people' }
  | { readonly page: 'account' }
  | { readonly page: 'nowhere' };

/** Which page an address means. */
export function readWay(pathname: string): Way {
  const [, , room = '', id = '', ...more] = pathname.replace(/\/$/, '').split('/');
  if (room === '') return { page: 'surveys' };
  if ((room === 'people' || room === 'account') && id === '') return { page: room };
  if (room === 'surveys') {
    if (id === '' && more.length === 0) return { page: 'surveys' };
    if (!SurveyId.safeParse(id).success) return { page: 'nowhere' };
    if (more.length === 0) return { page: 'survey', id };
    const [below = '', submission, ...rest] = more;
    if (more.length === 1 && isBelowSurvey(below)) return { page: below, id };
    const one = SubmissionId.safeParse(submission);
    if (below === 'submissions' && one.success && rest.length === 0)
      return { page: 'submission', id, submission: one.data };
  }
  return { page: 'nowhere' };
}

const belowSurvey = ['devices', 'results', 'progress', 'submissions'] as const;
const isBelowSurvey = (name: string): name is (typeof belowSurvey)[number] =>
  belowSurvey.some((it) => it === name);

export function addressOf(way: Exclude<Way, { page: 'nowhere' }>): string {
  if (way.page === 'surveys') return '/coordinator';
  if (way.page === 'people' || way.page === 'account') return `/coordinator/${way.page}`;
  if (way.page === 'submission') return `/coordinator/surveys/${way.id}/submissions/${way.submission}`;
  return `/coordinator/surveys/${way.id}${way.page === 'survey' ? '' : `/${way.page}`}`;
}

/** A click that means "go there", and not "in another tab" or "keep the target". */
export const isPlainClick = (
  click: Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'defaultPrevented'>,
): boolean =>
  click.button === 0 &&
  !(click.metaKey || click.ctrlKey || click.shiftKey || click.altKey || click.defaultPrevented);
