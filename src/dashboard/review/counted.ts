import { threshold } from '../../results/index.ts';
import type { ProgressValue } from '../../review/index.ts';
import type { Wording } from './wording.ts';

/** A figure as it may be told: exactly, or as at least so many. */
export function countWords(
  { t, language }: Pick<Wording, 't' | 'language'>,
  { count, about }: Pick<ProgressValue, 'count' | 'about'>,
): string {
  const write = new Intl.NumberFormat(language).format;
  if (!about) return write(count);
  return count === 0 ? t('reviewing.under', { number: write(threshold) }) : `${write(count)}+`;
}
