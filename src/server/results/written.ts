/** Answers in words, a page of them: sought for in what counts, a piece of the survey at a time. */
import { type Answers, fold, type Item } from '../../questionnaire/index.ts';
import type { Results } from '../../results/index.ts';
import { fewestWritten, maySayWho, type Submission, type WrittenAnswers } from '../../submission/index.ts';
import type { Fielding } from '../catalogue.ts';
import type { Store } from '../store/index.ts';

const piece = 500; // submissions read at a time
const most = 5_000; // looked through for one page
const enough = 100; // answers on a page

export interface Sought {
  /** The name of a question that is answered in words. */
  readonly question: string;
  readonly search: string;
  readonly after: string | null;
}

/** `null` where there is no such question. */
export async function writtenAnswers(
  store: Pick<Store, 'newest'>,
  { survey, form }: Fielding,
  results: Results,
  { question, search, after }: Sought,
): Promise<WrittenAnswers | null> {
  const path = pathOf(form.questionnaire.items, question);
  if (!path) return null;
  if (survey.privacy === 'anonymous' && answeredIn(results, path.join('/')) < fewestWritten)
    return { standing: 'few', answers: [], withheld: 0, next: null };
  const wanted = fold(search.trim());
  const answers: string[] = [];
  let withheld = 0;
  let looked = 0;
  let next = after;
  while (looked < most && answers.length < enough) {
    const some = await store.newest(survey.id, next, piece);
    looked += some.length;
    next = some.length < piece ? null : (some.at(-1)?.id ?? null);
    for (const { body, review } of some) {
      if (review) continue;
      for (const text of textsAt((JSON.parse(body) as Submission).answers, path)) {
        if (maySayWho(text)) withheld++;
        else if (fold(text).includes(wanted)) answers.push(text);
      }
    }
    if (next === null) break;
  }
  // in the order of the alphabet: not in the order in which people came
  answers.sort(new Intl.Collator(survey.defaultLanguage).compare);
  return { standing: 'shown', answers, withheld, next };
}

function pathOf(items: readonly Item[], name: string): readonly string[] | null {
  for (const item of items) {
    if (item.kind === 'group' || item.kind === 'repeat') {
      const below = pathOf(item.items, name);
      if (below) return [item.name, ...below];
    } else if (item.name === name && item.kind === 'text') return [name];
  }
  return null;
}

/** What stands at a path; in a repeat, once for each case. */
function textsAt(within: unknown, [step, ...more]: readonly string[]): string[] {
  if (Array.isArray(within)) return within.flatMap((each) => textsAt(each, [step ?? '', ...more]));
  if (step === undefined) return typeof within === 'string' && within.trim() !== '' ? [within] : [];
  if (typeof within !== 'object' || within === null || !Object.hasOwn(within, step)) return [];
  return textsAt((within as Answers)[step], more);
}

/** How many have answered it, as the release tells. */
function answeredIn({ questions }: Results, path: string): number {
  const all = questions.find((it) => it.path === `/${path}`)?.all;
  return all && 'answered' in all ? all.answered : 0;
}
