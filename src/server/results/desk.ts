/**
 * Keeps the figures of every survey up to date, behind the submissions as they come: ingest knows nothing of it. Whoever keeps a
 * submission here leaves a hint; how many lines the logs have tells whether anything else has happened (another process, a
 * crash), and then the submissions are gone through for what is not counted as it stands.
 */
import { type Results, resultsOf } from '../../results/index.ts';
import { toDay } from '../../submission/index.ts';
import type { Catalogue } from '../catalogue.ts';
import { type Log, logFailure } from '../log.ts';
import type { Store } from '../store/index.ts';
import { type Book, type Books, openBook, untilDone } from './book.ts';

export interface ResultsDesk {
  /** Something has happened to this submission. */
  hint(survey: string, id: string): void;
  /** The results as they may be told, by the values of a question; `null` where there is none such. */
  tell(survey: string, by?: string): Promise<Results | null>;
  /** All that a release tells: of everyone, and by each question that it can be grouped by. */
  tellAll(survey: string): Promise<Released | null>;
  /** Asks for figures as of now: says whether the rules let them be told. */
  renew(survey: string): Promise<boolean>;
  /** Counts what has come, now and then, until it is stopped; what goes wrong is said, and tried again. */
  follow(log: Log): { stop(): Promise<void> };
}

export interface Released {
  readonly results: Results;
  readonly grouped: readonly Results[];
}

const every = 2_000; // milliseconds between looks
/** Times as long as it took to count, or to find out what may be told: on two processors nothing else is to be slower for it. */
const rests = { count: 9, renew: 20 };
const noRest = 0; // while somebody waits
const fewEnough = 5_000; // lines: a survey of so few is gone through while somebody waits
const atOnce = 1_000; // submissions that somebody who asks may have to wait for
const mostHints = 20_000; // waiting; what is beyond is found by going through the submissions

export function openResults({
  store,
  catalogue,
  now,
}: {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly now: () => number;
}): ResultsDesk {
  const books: Books = { store, catalogue, today: () => toDay(new Date(now())), open: new Map() };
  const hints = new Map<string, Set<string>>();
  const turns = new Map<string, Promise<unknown>>();
  /** Of each survey, by what it was grouped by: good for one version of its figures. */
  const told = new Map<string, { readonly of: string; readonly by: Map<string, Results> }>();
  const lastLines = new Map<string, number>();

  /** One after the other for each survey. */
  const inTurn = <Result>(survey: string, act: () => Promise<Result>): Promise<Result> => {
    const done = () => untilDone(act);
    const turn = (turns.get(survey) ?? Promise.resolve()).then(done, done);
    turns.set(survey, turn);
    const end = () => {
      if (turns.get(survey) === turn) turns.delete(survey);
    };
    turn.then(end, end);
    return turn;
  };

  const takeHints = (survey: string): string[] => {
    const all = hints.get(survey) ?? new Set();
    const some = [...all].slice(0, atOnce);
    for (const id of some) all.delete(id);
    if (all.size === 0) hints.delete(survey);
    return some;
  };

  /** Counts what the hints name, a piece of it; whether anything is missing then that no hint names. */
  async function catchUp(book: Book, rest: number): Promise<boolean> {
    await book.count(takeHints(book.survey), rest);
    return !hints.has(book.survey) && (await store.results.lines(book.survey)) !== book.lines();
  }

  /** For somebody who waits: all of a small survey, what has just come to a large one. */
  async function upToDate(survey: string): Promise<Book | null> {
    const book = await openBook(books, survey);
    if (!book) return null;
    if ((await catchUp(book, noRest)) && (await store.results.lines(survey)) <= fewEnough)
      for (let after = await book.goThrough(null, noRest); after !== null; )
        after = await book.goThrough(after, noRest);
    return book;
  }

  /** Tells of one release, by what one likes; each answer is worked out once. */
  async function tellerOf(survey: string): Promise<((by?: string) => Results | null) | null> {
    const book = await upToDate(survey);
    if (!book) return null;
    await book.renew('auto');
    const of = `${book.version()} ${book.key}`;
    const known = told.get(survey);
    const kept = known?.of === of ? known : { of, by: new Map<string, Results>() };
    told.set(survey, kept);
    return (by) => {
      const results = kept.by.get(by ?? '') ?? resultsOf({ ...book.asked(), by });
      if (results) kept.by.set(by ?? '', results);
      return results;
    };
  }

  return {
    hint(survey, id) {
      const some = hints.get(survey) ?? new Set();
      hints.set(survey, some);
      if (some.size < mostHints) some.add(id);
    },
    tell: (survey, by) => inTurn(survey, async () => (await tellerOf(survey))?.(by) ?? null),
    tellAll: (survey) =>
      inTurn(survey, async () => {
        const tell = await tellerOf(survey);
        const results = tell?.();
        if (!tell || !results) return null;
        const grouped = results.release ? results.groupings.flatMap(({ name }) => tell(name) ?? []) : [];
        return { results, grouped };
      }),
    renew: (survey) => inTurn(survey, async () => (await (await upToDate(survey))?.renew('asked')) ?? false),
    follow(log) {
      let stopped = false;
      let looking = Promise.resolve();
      /** A piece in each turn, so that nobody who asks in between waits for all of it. */
      const inPieces = async (survey: string) => {
        const isMissing = await inTurn(survey, async () => {
          const book = await openBook(books, survey);
          return book ? catchUp(book, rests.count) : false;
        });
        const lines = isMissing ? await store.results.lines(survey) : 0;
        const isStill = lastLines.get(survey) === lines; // what is on its way just now leaves its own hint
        lastLines.set(survey, lines);
        if (!isMissing || !isStill) return;
        for (
          let after: string | null = null, isFirst = true;
          !stopped && (isFirst || after !== null);
          isFirst = false
        )
          after = await inTurn(
            survey,
            async () => (await openBook(books, survey))?.goThrough(after, rests.count) ?? null,
          );
      };
      const restUntil = new Map<string, number>();
      const renewNow = async (survey: string) => {
        const began = performance.now();
        if (began < (restUntil.get(survey) ?? 0)) return;
        await inTurn(survey, async () => (await openBook(books, survey))?.renew('auto'));
        const ended = performance.now();
        restUntil.set(survey, ended + (ended - began) * rests.renew);
      };
      const look = async () => {
        for (const { id } of await catalogue.surveys()) {
          do await inPieces(id);
          while (!stopped && hints.has(id));
          await renewNow(id);
        }
      };
      const timer = setInterval(() => {
        looking = looking.then(look).catch((error) => logFailure(log, error));
      }, every).unref();
      return {
        stop() {
          stopped = true;
          clearInterval(timer);
          return looking;
        },
      };
    },
  };
}
