import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Position } from '../../questionnaire/index.ts';

export interface PlaceWords {
  /** “13.75633° N, 100.50177° E”, as the language writes it. What it says can be typed again. */
  position(position: Position): string;
  /** The same in pieces: latitude, what stands between, longitude. Neither half is broken over two lines. */
  halves(position: Position): readonly [string, string, string];
  /** “12 m”, “3.4 km”. */
  metres(metres: number): string;
  /** “850 m²”, and hectares besides from one hectare on. */
  area(squareMetres: number): string;
}

const hectare = 10_000; // square metres
const squareKilometre = 1_000_000;

/** Positions, lengths and areas in plain units, in the person's language. */
export function usePlaceWords(): PlaceWords {
  const { t, language } = useText();
  return placeWords(t, language);
}

export function placeWords(t: ReturnType<typeof useText>['t'], language: string): PlaceWords {
  const number = (value: number, digits: number, options: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: digits, ...options }).format(
      value,
    );
  const degrees = (value: number) => number(Math.abs(value), 5, { minimumFractionDigits: 5 }); // a metre
  const halves = ({ latitude, longitude }: Position) =>
    [
      t(latitude < 0 ? 'places.south' : 'places.north', { degrees: degrees(latitude) }),
      t('places.position', { latitude: '', longitude: '' }),
      t(longitude < 0 ? 'places.west' : 'places.east', { degrees: degrees(longitude) }),
    ] as const;
  return {
    halves,
    position: (position) => halves(position).join(''),
    metres: (metres) =>
      metres < 1_000
        ? number(metres, metres < 10 ? 1 : 0, { style: 'unit', unit: 'meter' })
        : number(metres / 1_000, metres < 10_000 ? 2 : 1, { style: 'unit', unit: 'kilometer' }),
    area: (squareMetres) => {
      const plain =
        squareMetres < squareKilometre
          ? t('places.squareMetres', { area: number(squareMetres, squareMetres < 10 ? 1 : 0) })
          : t('places.squareKilometres', { area: number(squareMetres / squareKilometre, 2) });
      if (squareMetres < hectare || squareMetres > 100 * squareKilometre) return plain;
      const hectares = number(squareMetres / hectare, 2, {
        style: 'unit',
        unit: 'hectare',
        unitDisplay: 'long',
      });
      return t('places.hectares', { area: plain, hectares });
    },
  };
}

/** Words that change often, for ears: at once after a silence, then no sooner than in ten seconds. */
export function useCalm(words: string): string {
  const [said, setSaid] = useState(words);
  const saidAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, saidAt.current + betweenWords - performance.now());
    const timer = setTimeout(
      () => {
        saidAt.current = performance.now();
        setSaid(words);
      },
      words === '' ? 0 : wait,
    );
    return () => clearTimeout(timer);
  }, [words]);
  return said;
}

const betweenWords = 10_000; // milliseconds: two sentences of a screen reader, and a pause

/** Words that change with every key, for ears: once the hands rest. */
export function useRest(words: string): string {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), restAfter);
    return () => clearTimeout(timer);
  }, [words]);
  return said;
}

const restAfter = 1_000; // milliseconds
