import { type Text, useText } from '../../i18n/index.ts';

/** Bytes as a person reads them. */
export function useSize(): (bytes: number) => string {
  const { language } = useText();
  return (bytes) => {
    const isLarge = bytes >= 1_000_000;
    return new Intl.NumberFormat(language, {
      style: 'unit',
      unit: isLarge ? 'megabyte' : 'kilobyte',
      maximumFractionDigits: isLarge && bytes < 10_000_000 ? 1 : 0,
    }).format(isLarge ? bytes / 1_000_000 : Math.max(1, bytes / 1_000));
  };
}

/** A while, in no more detail than an estimate deserves. */
export function whileInWords(t: Text['t'], milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (minutes < 1) return t('progress.moment');
  if (minutes < 90) return t('progress.minutes', { count: Math.round(minutes) });
  return t('progress.hours', { count: Math.round(minutes / 60) });
}
