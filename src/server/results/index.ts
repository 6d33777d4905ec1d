/**
 * Keeps the figures of every survey up to date, behind the submissions as they come: ingest knows nothing of it. Whoever keeps a
 * submission here leaves a hint; how many lines the logs have tells whether anything else has happened (another process, a
 * crash), and then the submissions are gone through for what is not counted as it stands.
 */
import { type Results, resultsOf, type Wish } from '../../results/index.ts';
import { toDay } from '../../submission/index.ts';
import type { Catalogue } from '../catalogue.ts';
import { type Log, logFailure } from '../log.ts';
import type { Store } from '../store/index.ts';
import { type Books, openBook, untilDone } from './book.ts';

export interface ResultsDesk {
  /** Something has happened to this submission. */
  hint(survey: string, id: string): void;
  /** The results as they may be told, by the values of a question; `null` where there is none such. */
  tell(survey: string, by?: string): Promise<Results | null>;
  /** Asks for figures as of now: says whether the rules let them be told. */
  renew(survey: string): Promise<boolean>;
  /** Counts what has come, now and then, until it is stopped; what goes wrong is said, and tried again. */
  follow(log: Log): { stop(): Promise<void> };
}

const every = 2_000; // milliseconds between looks
const fewEnough = 5_000; // lines: a survey of so few is gone through while somebody waits
const isFew = (lines: number): boolean => lines <= fewEnough;
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
  const told = new Map<string, { readonly version: number; readonly results: Results }>();
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
    const ids = [...(hints.get(survey) ?? [])];
    hints.delete(survey);
    return ids;
  };

  /** Whether figures were renewed by it. */
  async function catchUp(
    survey: string,
    mayGoThrough: (lines: number) => boolean,
    wish: Wish = 'auto',
  ): Promise<boolean> {
    const book = await openBook(books, survey);
    if (!book) return false;
    await book.count(takeHints(survey));
    const lines = await store.results.lines(survey);
    if (lines !== book.lines() && mayGoThrough(lines)) await book.goThrough();
    return book.renew(wish);
  }

  return {
    hint(survey, id) {
      const some = hints.get(survey) ?? new Set();
      hints.set(survey, some);
      if (some.size < mostHints) some.add(id);
    },
    tell: (survey, by) =>
      inTurn(survey, async () => {
        await catchUp(survey, isFew);
        const book = await openBook(books, survey);
        if (!book) return null;
        const key = `${survey} ${by ?? ''}`;
        const known = told.get(key);
        if (known?.version === book.version()) return known.results;
        const results = resultsOf({ ...book.asked(), by });
        if (results) told.set(key, { version: book.version(), results });
        return results;
      }),
    renew: (survey) => inTurn(survey, () => catchUp(survey, isFew, 'asked')),
    follow(log) {
      let stopped = false;
      let looking = Promise.resolve();
      const look = async () => {
        for (const { id } of await catalogue.surveys()) {
          if (stopped) return;
          await inTurn(id, () =>
            catchUp(id, (lines) => {
              const isStill = lastLines.get(id) === lines; // what is on its way just now leaves its own hint
              lastLines.set(id, lines);
              return isStill;
            }),
          );
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

/** The same store, whose acts leave hints. */
export const hinting = (store: Store, hint: ResultsDesk['hint']): Store => ({
  ...store,
  async keep(incoming) {
    const kept = await store.keep(incoming);
    if (kept.kind === 'kept') hint(incoming.survey, incoming.id);
    return kept;
  },
  async act(id, act, day) {
    const done = await store.act(id, act, day);
    const survey = done === 'done' ? (await store.history(id))?.rows[0]?.survey : undefined;
    if (survey !== undefined) hint(survey, id);
    return done;
  },
});
