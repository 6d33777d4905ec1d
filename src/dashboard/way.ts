/** The coordinator's pages and their addresses. A new page is a line in each of the three. */
import { SurveyId } from '../submission/index.ts';

export type Way =
  | { readonly page: 'surveys' }
  | { readonly page: 'survey'; readonly id: string }
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
    if (!SurveyId.safeParse(id).success) return { page: 'nowhere' };
    if (more.length === 0) return { page: 'survey', id };
    const [below] = more;
    if (more.length === 1 && (below === 'devices' || below === 'results')) return { page: below, id };
  }
  return { page: 'nowhere' };
}

export function addressOf(way: Exclude<Way, { page: 'nowhere' }>): string {
  if (way.page === 'surveys') return '/coordinator';
  if (way.page === 'people' || way.page === 'account') return `/coordinator/${way.page}`;
  return `/coordinator/surveys/${way.id}${way.page === 'survey' ? '' : `/${way.page}`}`;
}

/** A click that means "go there", and not "in another tab" or "keep the target". */
export const isPlainClick = (
  click: Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'defaultPrevented'>,
): boolean =>
  click.button === 0 &&
  !(click.metaKey || click.ctrlKey || click.shiftKey || click.altKey || click.defaultPrevented);
