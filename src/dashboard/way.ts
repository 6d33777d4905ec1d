/** The coordinator's pages and their addresses. A new page is a line in each of the three. */
import { Hash, SubmissionId, SurveyId } from '../submission/index.ts';

export type Way =
  | { readonly page: 'surveys' }
  | { readonly page: 'survey'; readonly id: string }
  | { readonly page: 'new' }
  | { readonly page: 'plan' | 'invitations'; readonly id: string }
  | { readonly page: 'devices'; readonly id: string }
  | { readonly page: 'results'; readonly id: string }
  | { readonly page: 'progress'; readonly id: string }
  | { readonly page: 'submissions'; readonly id: string }
  | { readonly page: 'submission'; readonly id: string; readonly submission: string }
  | { readonly page: 'questionnaires' }
  | { readonly page: 'questionnaire' | 'preview'; readonly hash: string }
  | { readonly page: 'translate'; readonly hash: string; readonly language: string }
  | { readonly page: 'people' }
  | { readonly page: 'account' }
  | { readonly page: 'nowhere' };

/** Which page an address means. */
export function readWay(pathname: string): Way {
  const [, , room = '', id = '', ...more] = pathname.replace(/\/$/, '').split('/');
  if (room === '') return { page: 'surveys' };
  if ((room === 'people' || room === 'account') && id === '') return { page: room };
  if (room === 'questionnaires') return readQuestionnaireWay(id, more);
  if (room === 'surveys') {
    if (id === '' && more.length === 0) return { page: 'surveys' };
    if (id === 'new' && more.length === 0) return { page: 'new' };
    if (!SurveyId.safeParse(id).success) return { page: 'nowhere' };
    if (more.length === 0) return { page: 'survey', id };
    const [below = '', submission, ...rest] = more;
    if (more.length === 1 && isBelow(below)) return { page: below, id };
    const one = SubmissionId.safeParse(submission);
    if (below === 'submissions' && one.success && rest.length === 0)
      return { page: 'submission', id, submission: one.data };
  }
  return { page: 'nowhere' };
}

const belows = ['devices', 'results', 'progress', 'submissions', 'plan', 'invitations'] as const;
const isBelow = (room: string | undefined): room is (typeof belows)[number] =>
  belows.some((one) => one === room);

/** A version by its hash, and what is done with it: `/questionnaires/HASH/translate/th`. */
function readQuestionnaireWay(hash: string, [below, language, ...more]: readonly string[]): Way {
  if (hash === '') return { page: 'questionnaires' };
  if (!Hash.safeParse(hash).success || more.length > 0) return { page: 'nowhere' };
  if (below === undefined) return { page: 'questionnaire', hash };
  if (below === 'preview' && language === undefined) return { page: 'preview', hash };
  if (below === 'translate' && language !== undefined) return { page: 'translate', hash, language };
  return { page: 'nowhere' };
}

export function addressOf(way: Exclude<Way, { page: 'nowhere' }>): string {
  if (way.page === 'surveys') return '/coordinator';
  if (way.page === 'new') return '/coordinator/surveys/new';
  if (way.page === 'questionnaires') return '/coordinator/questionnaires';
  if ('hash' in way) {
    const below = way.page === 'questionnaire' ? '' : `/${way.page}`;
    const into = way.page === 'translate' ? `/${way.language}` : '';
    return `/coordinator/questionnaires/${way.hash}${below}${into}`;
  }
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
