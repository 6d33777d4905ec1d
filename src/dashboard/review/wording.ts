/** Submissions in the reader's words. */
import { nameOf, type Text } from '../../i18n/index.ts';
import { words } from '../../report/index.ts';
import type { Flag, Line, Progress, ProgressValue } from '../../review/index.ts';

/** Who reads, and by what names groups are known. */
export interface Wording {
  readonly t: Text['t'];
  readonly day: Text['day'];
  readonly time: Text['time'];
  readonly language: string;
  /** The language of the survey's own words, where it lacks the reader's. */
  readonly fallback: string;
  readonly groups: Progress['groups'];
  /** Devices by their id. */
  readonly devices: ReadonlyMap<string, string>;
}

export const groupWords = (wording: Wording, name: string): string =>
  words(wording, wording.groups.find((it) => it.name === name)?.label, name);

export const valueWords = (
  wording: Wording,
  { name, label }: Pick<ProgressValue, 'name' | 'label'>,
): string => words(wording, label, name);

export function answeredWords(wording: Wording, group: string, value: string): string {
  const found = wording.groups.find(({ name }) => name === group)?.values.find(({ name }) => name === value);
  return found ? valueWords(wording, found) : value;
}

export const languageWords = (tag: string): string => nameOf(tag);

/** A moment, or the day where no more is kept. */
export const momentWords = ({ day, time }: Pick<Wording, 'day' | 'time'>, moment: string): string =>
  moment.length === 10 ? day(moment) : `${day(moment.slice(0, 10))}, ${time(new Date(moment))}`;

export const flagNames = (wording: Wording, { flags }: Pick<Line, 'flags'>): string =>
  [...new Set(flags.map(({ flag }) => wording.t(`reviewing.flag.${flag}`)))].join(', ');

/** Why there is a flag: the rule with its figure and its bound. */
export function flagReason({ t, language }: Pick<Wording, 't' | 'language'>, flag: Flag): string {
  const write = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format;
  return t(`reviewing.why.${flag.why}`, {
    figure: write(flag.figure),
    bound: write(flag.bound),
    about: flag.about?.join(', ') ?? '',
  });
}

/** A duration that people say: minutes from two on. */
export function durationWords({ language }: Pick<Wording, 'language'>, seconds: number): string {
  const isLong = seconds >= 120;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isLong ? 'minute' : 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 0,
  }).format(isLong ? seconds / 60 : seconds);
}
