/** Puts to a questionnaire the files that stand beside its words. */
import type { AuthoredFile, Questionnaire, Words } from '../questionnaire/index.ts';
import { problemOf } from './attached.ts';
import { mediaColumns } from './media.ts';
import type { XlsProblem } from './problems.ts';
import { wordsOf } from './translations.ts';

/** What a file is named as, and so must be. */
export type MediaKind = 'image' | 'audio' | 'video';

/** The files that a questionnaire names beside its words, in all its languages. */
export function mediaNames(questionnaire: Questionnaire): ReadonlyMap<string, MediaKind> {
  const names = new Map<string, MediaKind>();
  const parts: ReadonlySet<string> = new Set(Object.values(mediaColumns));
  for (const { field, words } of wordsOf(questionnaire)) {
    if (!parts.has(field)) continue;
    for (const name of inAllLanguages(words))
      names.set(name, field === 'bigImage' ? 'image' : (field as MediaKind));
  }
  return names;
}

/** The files that it names, and nobody has: to be told before they are given. */
export const mediaNeeded = (questionnaire: Questionnaire, has: (file: string) => boolean): XlsProblem[] =>
  [...mediaNames(questionnaire).keys()]
    .filter((file) => !pinnedIn(questionnaire, file) && !has(file))
    .map((file) => problemOf(file, 'media-needed', { file }));

/**
 * The questionnaire with those of the given files that it names, and those that it pinned before; what nobody gave, or gave as
 * something else, is told.
 */
export function attachFiles(
  questionnaire: Questionnaire,
  given: ReadonlyMap<string, AuthoredFile>,
): { readonly questionnaire: Questionnaire; readonly problems: readonly XlsProblem[] } {
  const problems = mediaNeeded(questionnaire, (file) => given.has(file));
  const pinned: [string, AuthoredFile][] = [];
  for (const [file, kind] of mediaNames(questionnaire)) {
    const found = given.get(file) ?? pinnedIn(questionnaire, file);
    if (found?.type.startsWith(kind)) pinned.push([file, found]);
    else if (found) problems.push(problemOf(file, 'media-other-kind', { file }));
  }
  const { files: _, ...rest } = questionnaire;
  return {
    questionnaire: pinned.length > 0 ? { ...rest, files: Object.fromEntries(pinned) } : rest,
    problems,
  };
}

const pinnedIn = ({ files = {} }: Questionnaire, file: string): AuthoredFile | undefined =>
  Object.hasOwn(files, file) ? files[file] : undefined;

const inAllLanguages = (words: Words): readonly string[] =>
  (typeof words === 'string' ? [words] : Object.values(words)).filter((name) => name !== '');
