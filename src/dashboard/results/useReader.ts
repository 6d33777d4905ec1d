import { useMemo } from 'preact/hooks';
import { nameOf, useText } from '../../i18n/index.ts';
import type { Reader } from '../../report/index.ts';

/** Who reads the results here, in the language of the page. */
export function useReader(fallback: string): Reader {
  const { t, language } = useText();
  return useMemo(
    () => ({
      t: (key, holes) => t(key as 'results.n', { ...holes }), // each sentence knows its own holes
      language,
      nameOf,
      fallback,
    }),
    [t, language, fallback],
  );
}
