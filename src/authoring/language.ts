/** A language by any of the names that authors give it. */
import type { Questionnaire } from '../questionnaire/index.ts';

/** The tag of a language called by its tag (`fr`), XLSForm's header (`French (fr)`) or its name (`French`). */
export function languageNamed({ languages }: Questionnaire, name: string): string | null {
  const wanted = name.trim().toLowerCase();
  const noted = languages.find(({ note }) => note?.toLowerCase() === wanted); // as a workbook calls it
  if (noted) return noted.tag;
  const tags = languages.map(({ tag }) => tag);
  const inBrackets = /\(([^()]+)\)\s*$/.exec(wanted)?.[1]?.trim();
  const exact = tags.find((tag) => tag.toLowerCase() === wanted || tag.toLowerCase() === inBrackets);
  if (exact !== undefined) return exact;
  const bare = wanted.replace(/\s*\([^()]*\)\s*$/, '');
  return tags.find((tag) => namesOf(tag).includes(bare)) ?? null;
}

/** In English and in the language itself. */
function namesOf(tag: string): string[] {
  try {
    return ['en', tag].flatMap(
      (reader) => new Intl.DisplayNames([reader], { type: 'language' }).of(tag)?.toLowerCase() ?? [],
    );
  } catch {
    return []; // not a BCP 47 tag: XLSForm allows any word here
  }
}
