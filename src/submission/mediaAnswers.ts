/** Which answers stand for a file, and whether a submission lists exactly those. */
import { type Answers, type Item, isBlank, type Question } from '../questionnaire/index.ts';
import type { MediaFile } from './media.ts';
import type { Submission } from './schema.ts';

/** Kinds of question whose answer is the name of a file. */
export const mediaKinds = ['photo', 'audio', 'video', 'file'] as const;

/** Whether the answer to this question is the name of a file. */
export const isMedia = ({ kind }: Pick<Question, 'kind'>): boolean =>
  (mediaKinds as readonly string[]).includes(kind);

/** An answer that is the name of a file. */
export interface MediaAnswer {
  readonly question: Question;
  /** The file's name. */
  readonly name: string;
  /** The question's name after the cases it stands in, `case-2-photo`: unique within a submission but for groups. */
  readonly place: string;
  /** JSON pointer into the answers. */
  readonly pointer: string;
}

/** The answers that name a file, in the order of the questionnaire. */
export function mediaAnswersOf(items: readonly Item[], answers: Answers): MediaAnswer[] {
  const found: MediaAnswer[] = [];
  const look = (within: readonly Item[], given: Answers, pointer: string, cases: string): void => {
    for (const item of within) {
      const value = Object.hasOwn(given, item.name) ? given[item.name] : undefined;
      const here = `${pointer}/${item.name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (item.kind === 'repeat') {
        for (const [at, one] of (Array.isArray(value) ? (value as readonly Answers[]) : []).entries())
          look(item.items, one, `${here}/${at}`, `${cases}${item.name}-${at + 1}-`);
      } else if (item.kind === 'group') {
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
          look(item.items, value as Answers, here, cases);
      } else if (isMedia(item) && typeof value === 'string' && !isBlank(value)) {
        found.push({ question: item, name: value, place: `${cases}${item.name}`, pointer: here });
      }
    }
  };
  look(items, answers, '', '');
  return found;
}

/**
 * What does not fit between the answers and the list of files, as pointers into the submission.
 *
 *   names a file that is listed           fine
 *   names none that is listed             the answer; fine where the question itself begins with that name, or nothing is listed
 *   listed, and named by no answer        the file
 *   listed twice under one name           the second
 *   one hash, two sizes or types          the second
 *
 * Where nothing is listed at all, the answers are names and no more: so it was before there were files, and what a phone
 * kept then, or an author wrote as a default, is still taken.
 */
export function mediaFaultsOf(
  items: readonly Item[],
  { answers, media }: Pick<Submission, 'answers' | 'media'>,
): { pointer: string; code: string }[] {
  if (!media) return [];
  const named = mediaAnswersOf(items, answers);
  const names = new Set(named.map(({ name }) => name));
  const listed = new Map<string, MediaFile>();
  const byHash = new Map<string, MediaFile>();
  const faults: { pointer: string; code: string }[] = [];
  for (const [at, file] of media.entries()) {
    const same = byHash.get(file.hash);
    if (listed.has(file.name)) faults.push({ pointer: `/media/${at}/name`, code: 'media-name-twice' });
    if (!names.has(file.name)) faults.push({ pointer: `/media/${at}`, code: 'media-not-named' });
    if (same && (same.size !== file.size || same.type !== file.type))
      faults.push({ pointer: `/media/${at}`, code: 'media-contradictory' });
    listed.set(file.name, file);
    byHash.set(file.hash, file);
  }
  for (const { question, name, pointer } of named) {
    const given = question.default;
    const isGiven = given !== undefined && 'literal' in given && given.literal === name;
    if (!listed.has(name) && !isGiven)
      faults.push({ pointer: `/answers${pointer}`, code: 'media-not-listed' });
  }
  return faults;
}
