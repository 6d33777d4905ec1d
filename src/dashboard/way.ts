/** The coordinator's pages and their addresses. A new page is a line in each of the three. */
import { SurveyId } from '../submission/index.ts';

export type Way =
  | { readonly page: 'surveys' }
  | { readonly page: 'survey'; readonly id: string }
  | { readonly page: 'new' }
  | { readonly page: 'plan' | 'invitations'; readonly id: string }
  | { readonly page: 'devices'; readonly id: string }
  | { readonly page: 'results'; readonly id: string }
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
    if (id === 'new' && more.length === 0) return { page: 'new' };
    if (!SurveyId.safeParse(id).success) return { page: 'nowhere' };
    if (more.length === 0) return { page: 'survey', id };
    const [below] = more;
    if (more.length === 1 && isBelow(below)) return { page: below, id };
  }
  return { page: 'nowhere' };
}

const belows = ['devices', 'results', 'plan', 'invitations'] as const;
const isBelow = (room: string | undefined): room is (typeof belows)[number] =>
  belows.some((one) => one === room);

export function addressOf(way: Exclude<Way, { page: 'nowhere' }>): string {
  if (way.page === 'surveys') return '/coordinator';
  if (way.page === 'new') return '/coordinator/surveys/new';
  if (way.page === 'people' || way.page === 'account') return `/coordinator/${way.page}`;
  return `/coordinator/surveys/${way.id}${way.page === 'survey' ? '' : `/${way.page}`}`;
}

/** A click that means "go there", and not "in another tab" or "keep the target". */
export const isPlainClick = (
  click: Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'defaultPrevented'>,
): boolean =>
  click.button === 0 &&
  !(click.metaKey || click.ctrlKey || click.shiftKey || click.altKey || click.defaultPrevented);
