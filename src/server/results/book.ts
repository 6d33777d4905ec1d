/** One survey's figures, in memory as in the store: whoever finds that somebody else has written reads them again. */
import type { Form } from '../../questionnaire/index.ts';
import { readAnswers } from '../../questionnaire/index.ts';
import {
  type Asked,
  absorb,
  blankLedger,
  Facts,
  factsOf,
  isAuditable,
  isDue,
  mostAudited,
  type Plan,
  planOf,
  renew,
  unitsOf,
  type Wish,
} from '../../results/index.ts';
import type { Submission, Survey } from '../../submission/index.ts';
import type { Catalogue } from '../catalogue.ts';
import type { CountedRow, Store, ToCount } from '../store/index.ts';
import { type Figures, packFigures, unpackFigures } from './packing.ts';

export interface Books {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly today: () => string;
  /** Those that are open, by the survey. */
  readonly open: Map<string, Book>;
}

export interface Book {
  readonly survey: string;
  readonly key: string;
  version(): number;
  /** Lines of logs that are counted. */
  lines(): number;
  asked(): Asked;
  /** Counts these as they stand now; rests after each piece so many times as long as it took. */
  count(ids: readonly string[], rest: number): Promise<void>;
  /** Looks after this id for some submissions that are not counted as they stand, and counts them; gives the last of them, `null` at the end. */
  goThrough(after: string | null, rest: number): Promise<string | null>;
  renew(wish: Wish): Promise<boolean>;
}

/** Somebody else has written since these were read. */
class Overtaken extends Error {
  override name = 'Overtaken';
}

const layout = 1; // of the lists of numbers: another one makes every survey be counted anew
const atOnce = 200; // submissions, some 10 ms of work
const piece = 1_000; // submissions in one transaction, and in one turn: half a second

/** The survey's figures as they are in the store now; `null` where there is no such survey. */
export async function openBook(books: Books, survey: string): Promise<Book | null> {
  const { store, catalogue, open } = books;
  const fielding = await catalogue.fielding(survey);
  if (!fielding) return null;
  const wish = await catalogue.resultsWish(survey);
  const { languages } = fielding.survey;
  const key = JSON.stringify([layout, fielding.questionnaire, languages, wish]);
  const known = open.get(survey);
  if (known?.key === key && known.version() === (await store.results.version(survey))) return known;
  const { questionnaire } = fielding.form;
  const plan = known?.key === key ? known.asked().plan : planOf(questionnaire, languages, wish);
  const kept = await store.results.figures(survey);
  const read = kept && (await unpackFigures(plan, key, kept));
  if (kept && !read) await store.results.forget(survey);
  const book = bookOf(books, {
    survey: fielding.survey,
    plan,
    key,
    asked: { survey, questionnaire, plan, wish, isOpen: fielding.survey.answeredBy !== 'devices' },
    figures: read ?? { ledger: blankLedger(plan), lines: 0 },
    version: read && kept ? kept.version : 0,
  });
  open.set(survey, book);
  return book;
}

interface Contents {
  readonly survey: Survey;
  readonly plan: Plan;
  readonly key: string;
  readonly asked: Omit<Asked, 'ledger'>;
  readonly figures: Figures;
  readonly version: number;
}

function bookOf({ store, catalogue, today, open }: Books, contents: Contents): Book {
  const { survey, plan, key, asked } = contents;
  const { ledger } = contents.figures;
  let { version } = contents;
  let { lines } = contents.figures;
  let waiting: CountedRow[] = [];

  const write = async (withRelease: boolean) => {
    const rows = waiting;
    waiting = [];
    const figures = await packFigures(key, { ledger, lines }, version, withRelease);
    if (!(await store.results.write(survey.id, rows, figures))) throw new Overtaken(survey.id);
    version++;
  };

  /** After a failure, what is in memory is no longer what is kept: it is read again. */
  const orForget = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    try {
      return await act();
    } catch (error) {
      if (open.get(survey.id)?.key === key) open.delete(survey.id);
      throw error;
    }
  };

  const count: Book['count'] = (ids, rest) => orForget(() => countAll(ids, rest));

  async function countAll(ids: readonly string[], rest: number): Promise<void> {
    for (let from = 0; from < ids.length; from += atOnce) {
      const began = performance.now();
      for (const one of await store.results.toCount(ids.slice(from, from + atOnce))) await take(one);
      if (waiting.length >= piece) await write(false);
      const took = performance.now() - began;
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, took * rest));
    }
    if (waiting.length > 0) await write(false);
  }

  async function take(one: ToCount): Promise<void> {
    const { id, entries, counted } = one;
    if (counted?.entries === entries) return;
    const isCounted = !['withdrawn', 'review', 'aside'].includes(one.standing);
    const fielding = isCounted ? await catalogue.fielding(survey.id, one.questionnaire) : null;
    const after = fielding && one.body !== '' ? factsIn(plan, fielding.form, survey, one.body) : null;
    const before = counted && counted.facts !== '' ? Facts.parse(JSON.parse(counted.facts)) : null;
    absorb(plan, ledger, id, before, after);
    lines += entries - (counted?.entries ?? 0);
    waiting.push({ id, entries, facts: after ? JSON.stringify(after) : '' });
  }

  async function people(): Promise<Map<string, Facts>> {
    const found = new Map<string, Facts>();
    for (let after: string | null = null; ; ) {
      const some = await store.results.counted(survey.id, after, mostAudited);
      for (const { id, facts } of some) if (facts !== '') found.set(id, Facts.parse(JSON.parse(facts)));
      after = some.at(-1)?.id ?? null;
      if (some.length < mostAudited) return found;
    }
  }

  return {
    survey: survey.id,
    key,
    version: () => version,
    lines: () => lines,
    asked: () => ({ ...asked, ledger }),
    count,
    async goThrough(after, rest) {
      const ids = await store.results.behind(survey.id, after, piece);
      await count(ids, rest);
      return ids.length < piece ? null : (ids.at(-1) ?? null);
    },
    renew: (wished) => orForget(() => renewAs(wished)),
  };

  async function renewAs(wished: Wish): Promise<boolean> {
    const isOver = survey.closesOn !== undefined && survey.closesOn < today();
    const wish = wished === 'auto' && isOver ? 'closed' : wished;
    if (!isDue(ledger, wish)) return false;
    const isSmall = isAuditable(ledger.live.counts[0] ?? 0, unitsOf(plan));
    if (!renew(plan, ledger, today(), wish, isSmall ? await people() : undefined)) return false;
    await write(true);
    return true;
  }
}

/** What a submission adds, read with the questionnaire that it was asked with. */
function factsIn(plan: Plan, form: Form, survey: Survey, body: string): Facts {
  const submission = JSON.parse(body) as Submission;
  const { interview } = readAnswers(form, submission.answers, {
    world: {
      now: () => new Date(submission.finishedAt),
      random: () => 0,
      uuid: () => '00000000-0000-4000-8000-000000000000',
    },
    language: submission.language,
    inserts: survey.inserts,
    ...(survey.presets && { presets: survey.presets }),
  });
  return factsOf(plan, interview, submission);
}

/** Does it again with what is kept now, if somebody was quicker. */
export async function untilDone<Result>(act: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Overtaken) || tries === 5) throw error;
    }
  }
}
