/** What an anonymous survey never keeps: the hour. */
import type { Submission } from './schema.ts';
import type { Survey } from './survey.ts';

const day = 24 * 60 * 60_000;

/** The calendar day of a moment, in UTC. */
export const toDay = (moment: Date): string => moment.toISOString().slice(0, 10);

/** The moment as this survey may keep it: a day where it is anonymous. */
export const toKeptMoment = (moment: Date, privacy: Survey['privacy']): string =>
  privacy === 'anonymous' ? toDay(moment) : moment.toISOString();

/** Seconds that an active time is told in: each about half as much again as the one before. */
const abouts = [
  0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 420, 600, 900, 1_200, 1_800, 2_700, 3_600,
];

/** About how long, in milliseconds: the largest of a few lengths that is not longer. An exact time would be a mark of its person. */
export const toAbout = (milliseconds: number): number =>
  (abouts.findLast((seconds) => seconds * 1_000 <= milliseconds) ?? 0) * 1_000;

/** Milliseconds since 1970 in an id: the first 48 bits of a UUID version 7 (RFC 9562 §5.7). */
export const timeOfId = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/**
 * Where a submission tells more than its survey's privacy allows, as JSON pointers. Only an anonymous survey forbids:
 * times must be days, and the id must not hide an hour.
 */
export function indiscretionsOf(submission: Submission, privacy: Survey['privacy']): string[] {
  if (privacy !== 'anonymous') return [];
  const { id, startedAt, finishedAt, consent } = submission;
  const isDay = (moment: string) => moment.length === 10;
  return [
    ...(timeOfId(id) % day === 0 ? [] : ['/id']),
    ...(isDay(startedAt) ? [] : ['/startedAt']),
    ...(isDay(finishedAt) ? [] : ['/finishedAt']),
    ...(consent && !isDay(consent.givenAt) ? ['/consent/givenAt'] : []),
  ];
}

/** Whether something received at this moment comes after the survey's last day (in UTC, so never too early in Asia). */
export const isLate = (receivedAt: Date, survey: Pick<Survey, 'closesOn'>): boolean =>
  survey.closesOn !== undefined && toDay(receivedAt) > survey.closesOn;
