/** The coordinator's pages and their addresses. A new page is a line in each of the three. */
import { SurveyId } from '../submission/index.ts';

export type Way =
  | { readonly page: 'surveys' }
  | { readonly page: 'survey'; readonly id: string }
  | { readonly page: 'nowhere' };

/** Which page an address means. */
export function readWay(pathname: string): Way {
  const [, , room = '', id = '', ...more] = pathname.replace(/\/$/, '').split('/');
  if (room === '') return { page: 'surveys' };
  if (room === 'surveys' && more.length === 0) {
    if (id === '') return { page: 'surveys' };
    if (SurveyId.safeParse(id).success) return { page: 'survey', id };
  }
  return { page: 'nowhere' };
}

export function addressOf(way: Exclude<Way, { page: 'nowhere' }>): string {
  return way.page === 'survey' ? `/coordinator/surveys/${way.id}` : '/coordinator';
}

/** A click that means "go there", and not "in another tab" or "keep the target". */
export const isPlainClick = (
  click: Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'defaultPrevented'>,
): boolean =>
  click.button === 0 &&
  !(click.metaKey || click.ctrlKey || click.shiftKey || click.altKey || click.defaultPrevented);
