/** Makes lines of submissions: reads them as they stand, and notices what there is to notice. */
import { heardAt, readAnswers } from '../../questionnaire/index.ts';
import {
  alikeMarks,
  fewestForMedian,
  flagsOf,
  type Given,
  givenIn,
  type Line,
  lineOf,
  marksOf,
  medianOf,
  type ReviewPlan,
  reviewPlanOf,
  withdrawnLine,
} from '../../review/index.ts';
import type { Submission } from '../../submission/index.ts';
import type { Catalogue, Fielding } from '../catalogue.ts';
import { hashOf, type ReviewRow, type Store, type ToReview } from '../store/index.ts';

interface Read {
  readonly one: ToReview;
  readonly fielding: Fielding;
  readonly plan: ReviewPlan;
  readonly submission: Submission;
  readonly given: Given;
  readonly alike: readonly string[];
}

export interface Lines {
  readonly rows: readonly ReviewRow[];
  /** Others that are the same again as one of these, and may not know of it yet. */
  readonly alike: readonly string[];
}

/** The lines of these submissions as they stand; `counts` are the survey's, for the medians. */
export async function linesOf(
  { store, catalogue }: { readonly store: Store; readonly catalogue: Catalogue },
  survey: string,
  ids: readonly string[],
  counts: ReadonlyMap<string, number>,
): Promise<Lines> {
  const found = await store.review.toReview(ids);
  const read: Read[] = [];
  const rows: ReviewRow[] = [];
  for (const one of found) {
    const known =
      one.standing === 'withdrawn' || one.body === '' ? null : await readOne(catalogue, survey, one);
    if (known) read.push(known);
    else rows.push(toRow(one, withdrawnLine({ ...one, standing: 'withdrawn' }), []));
  }
  const likes = await othersLike(store, survey, read);
  const alike = new Set<string>();
  for (const { one, fielding, plan, submission, alike: marks } of read) {
    const { language, mode } = submission;
    const { n, seconds } = medianOf(counts, language, mode);
    const others = likes.get(one.id) ?? [];
    const flags = flagsOf(plan, submission, {
      survey: fielding.survey,
      receivedAt: one.receivedAt,
      median: n < fewestForMedian ? null : seconds,
      isAsked: askedIn(fielding, submission),
      others,
    });
    const isAlike = flags.find(({ flag }) => flag === 'dup');
    if (isAlike && one.reviewed === null)
      for (const { id, code } of others) if (isAlike.about?.includes(code)) alike.add(id);
    rows.push(toRow(one, lineOf(plan, one, submission, flags), marks));
  }
  return { rows, alike: [...alike] };
}

const toRow = (one: ToReview, line: Line, alike: readonly string[]): ReviewRow => ({
  id: one.id,
  at: Date.parse(one.receivedAt),
  entries: one.entries,
  line: JSON.stringify(line),
  marks: marksOf(line, alike),
});

async function readOne(catalogue: Catalogue, survey: string, one: ToReview): Promise<Read | null> {
  const fielding = await catalogue.fielding(survey, one.questionnaire);
  if (!fielding) return null;
  const plan = await planFor(catalogue, fielding);
  const submission = JSON.parse(one.body) as Submission;
  const given = givenIn(submission.answers);
  return { one, fielding, plan, submission, given, alike: alikeMarks(plan, given, one.device, hashOf) };
}

const plans = new WeakMap<object, { readonly wish: string; readonly plan: ReviewPlan }>();

/** One for each questionnaire, as long as the wishes stay. */
export async function planFor(catalogue: Catalogue, { survey, form }: Fielding): Promise<ReviewPlan> {
  const wished = await catalogue.resultsWish(survey.id);
  const wish = JSON.stringify([survey.languages, wished]);
  const known = plans.get(form);
  if (known?.wish === wish) return known.plan;
  const plan = reviewPlanOf(form.questionnaire, survey.languages, wished);
  plans.set(form, { wish, plan });
  return plan;
}

/** Laid into an interview only where somebody asks. */
function askedIn({ survey, form }: Fielding, submission: Submission): (path: string) => boolean {
  let interview: ReturnType<typeof readAnswers>['interview'] | undefined;
  return (path) => {
    interview ??= readAnswers(form, submission.answers, {
      world: {
        now: () => new Date(submission.finishedAt),
        random: () => 0,
        uuid: () => '00000000-0000-4000-8000-000000000000',
      },
      language: submission.language,
      inserts: survey.inserts,
      ...(survey.presets && { presets: survey.presets }),
    }).interview;
    return heardAt(interview, path)[0] !== undefined;
  };
}

interface Other {
  readonly id: string;
  readonly code: string;
  readonly given: Given;
}

/** For each of these, those that share a mark with it: among these, and among those that have their line already. */
async function othersLike(
  store: Store,
  survey: string,
  read: readonly Read[],
): Promise<Map<string, Other[]>> {
  const known = new Map<string, Other>(read.map(({ one: { id, code }, given }) => [id, { id, code, given }]));
  const byMark = new Map<string, Set<string>>();
  const note = (mark: string, id: string) => byMark.set(mark, (byMark.get(mark) ?? new Set()).add(id));
  for (const { one, alike } of read) for (const mark of alike) note(mark, one.id);
  const marked = await store.review.having(survey, [...byMark.keys()]);
  for (const { mark, id } of marked) note(mark, id);
  const missing = [...new Set(marked.map(({ id }) => id))].filter((id) => !known.has(id));
  for (const { id, code, body } of missing.length > 0 ? await store.review.toReview(missing) : [])
    if (body !== '') known.set(id, { id, code, given: givenIn((JSON.parse(body) as Submission).answers) });
  return new Map(
    read.map(({ one, alike }) => {
      const ids = new Set(alike.flatMap((mark) => [...(byMark.get(mark) ?? [])]));
      ids.delete(one.id);
      return [one.id, [...ids].flatMap((id) => known.get(id) ?? [])];
    }),
  );
}
