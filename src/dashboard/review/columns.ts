/** The columns of the table of submissions: which there are, and what stands in them. */
import type { Line, Progress } from '../../review/index.ts';
import type { SurveySummary } from '../../submission/index.ts';
import {
  answeredWords,
  durationWords,
  flagNames,
  groupWords,
  languageWords,
  momentWords,
  type Wording,
} from './wording.ts';

const fixed = ['received', 'state', 'flags', 'language', 'device', 'revision', 'time', 'late'] as const;
/** One of these, or `group:` and the name of a question. */
export type ColumnName = string;

/** Those that a survey can show. */
export const columnsThere = (
  { privacy, answeredBy }: Pick<SurveySummary, 'privacy' | 'answeredBy'>,
  { groups }: Pick<Progress, 'groups'>,
): ColumnName[] => [
  ...fixed.filter((name) => name !== 'device' || (privacy !== 'anonymous' && answeredBy === 'devices')),
  ...groups.map(({ name }) => `group:${name}`),
];

const mostAtFirst = 3; // groups

/** Those that are shown, in their order: as chosen, or at first what fits a laptop. */
export function columnsOf(
  survey: Pick<SurveySummary, 'privacy' | 'answeredBy'>,
  progress: Pick<Progress, 'groups'>,
  chosen: readonly ColumnName[] | null,
): ColumnName[] {
  const there = columnsThere(survey, progress);
  if (chosen) return there.filter((name) => chosen.includes(name));
  const groups = there.filter((name) => name.startsWith('group:')).slice(0, mostAtFirst);
  return there.filter((name) =>
    ['received', 'state', 'flags', 'language', 'device', ...groups].includes(name),
  );
}

export function columnWords(wording: Wording, name: ColumnName): string {
  if (name.startsWith('group:')) return groupWords(wording, name.slice(6));
  return wording.t(`reviewing.column.${name as (typeof fixed)[number]}`);
}

export function cellWords(wording: Wording, name: ColumnName, line: Line): string {
  const { t, language, devices } = wording;
  if (name.startsWith('group:')) {
    const group = name.slice(6);
    const value = line.groups[group];
    return value === undefined ? '' : answeredWords(wording, group, value);
  }
  switch (name as (typeof fixed)[number]) {
    case 'received':
      return momentWords(wording, line.receivedAt);
    case 'state':
      return t(`reviewing.state.${line.state}`);
    case 'flags':
      return flagNames(wording, line);
    case 'language':
      return line.language ? languageWords(line.language) : '';
    case 'device':
      return line.device ? (devices.get(line.device) ?? line.device) : '';
    case 'revision':
      return new Intl.NumberFormat(language).format(line.revision);
    case 'time':
      return line.seconds === undefined ? '' : durationWords(wording, line.seconds);
    case 'late':
      return line.late ? t('reviewing.column.late') : '';
  }
}
