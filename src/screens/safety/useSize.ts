import { useText } from '../../i18n/index.ts';

const units = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size as the person's language writes it. */
export function useSize(): (bytes: number) => string {
  const { language } = useText();
  return (bytes) => {
    const step = bytes >= 1e9 ? 2 : bytes >= 1e6 ? 1 : 0;
    const size = step === 0 ? Math.max(1, bytes / 1e3) : bytes / 1e3 ** (step + 1);
    const maximumFractionDigits = step === 0 ? 0 : 1;
    return new Intl.NumberFormat(language, {
      style: 'unit',
      unit: units[step] ?? 'kilobyte',
      maximumFractionDigits,
    }).format(size);
  };
}
