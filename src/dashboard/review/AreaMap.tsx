import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { ProgressValue } from '../../review/index.ts';
import { countWords } from './counted.ts';
import { groupWords, valueWords, type Wording } from './wording.ts';

interface Outlines {
  readonly size: readonly number[];
  /** By the code of the area, as a path. */
  readonly paths: Readonly<Record<string, string>>;
}
type Areas = Readonly<Record<string, Outlines>>;

const isArea = (name: string): boolean => /^(?:(?:MY|PH|TH|VN)-\d\d|th_[a-z]+|vn_[a-z]+)$/.test(name);
const fewest = 3; // areas: fewer are no map

/** Whether a question asks for a first-level area, by the codes of its choices. */
export const asksForArea = (values: readonly ProgressValue[]): boolean =>
  values.filter(({ name }) => isArea(name)).length >= fewest;

/**
 * Counts by first-level area, darker where there are more; the table beside it says the same in figures. The outlines come with the
 * page and from our own server.
 */
export function AreaMap({
  group,
  values,
  wording,
}: {
  group: string;
  values: readonly ProgressValue[];
  wording: Wording;
}) {
  const { t } = useText();
  const [areas, setAreas] = useState<Areas | null>(null);
  useEffect(() => {
    void import('./areas.json').then(
      ({ default: found }) => setAreas(found as unknown as Areas),
      () => undefined, // without a map there is the table
    );
  }, []);
  if (!areas) return null;
  const counts = new Map(values.map((value) => [value.name, value]));
  const most = Math.max(1, ...values.map(({ count }) => count));
  const shown = Object.entries(areas).filter(([, { paths }]) =>
    Object.keys(paths).some((code) => (counts.get(code)?.count ?? 0) > 0),
  );
  if (shown.length === 0) return null;
  return (
    <section
      class="desk-card area-maps"
      aria-label={t('reviewing.mapOf', { question: groupWords(wording, group) })}
    >
      {shown.map(([country, { size, paths }]) => (
        <svg
          key={country}
          viewBox={`0 0 ${size[0]} ${size[1]}`}
          role="img"
          aria-label={t('reviewing.mapText', { country: countryWords(wording, country) })}
        >
          {Object.entries(paths)
            .filter(([code]) => counts.has(code))
            .map(([code, path]) => {
              const value = counts.get(code);
              const share = Math.round((100 * (value?.count ?? 0)) / most);
              return (
                <path key={code} d={path} style={{ '--share': `${share}%` }}>
                  <title>{value && `${valueWords(wording, value)}: ${countWords(wording, value)}`}</title>
                </path>
              );
            })}
        </svg>
      ))}
    </section>
  );
}

const countryWords = ({ language }: Wording, code: string): string =>
  new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
