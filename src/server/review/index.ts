/**
 * Keeps the table of submissions up to date, behind the submissions as they come, and looks into it. As with the results: who keeps
 * one here leaves a hint, and how many lines the logs have tells whether anything else has happened.
 */
import { fewestForMedian, medianOf, type Progress, progressOf } from '../../review/index.ts';
import type { Catalogue } from '../catalogue.ts';
import { type Log, logFailure } from '../log.ts';
import { linesMark, type Place, type Store } from '../store/index.ts';
import { linesOf, planFor } from './lines.ts';

export interface ReviewDesk {
  /** Something has happened to this submission. */
  hint(survey: string, id: string): void;
  /** Counts of the survey's marks as they stand; what has just come is in them. */
  counts(survey: string): Promise<ReadonlyMap<string, number>>;
  /** How far the survey is; in tens where `isCoarse`. */
  progress(survey: string, isCoarse: boolean): Promise<Progress | null>;
  follow(log: Log): { stop(): Promise<void> };
}

const every = 1_500; // milliseconds between looks
const atOnce = 200; // submissions, some 30 ms of work; then others have their turn
const share = 1; // and as much time as it took, this many times
const piece = 1_000; // submissions looked for at a time
const fewEnough = 2_000; // lines: a survey of so few is gone through while somebody waits
const fresh = 1_000; // milliseconds in which counts may be told again
const mostHints = 20_000; // waiting; what is beyond is found by going through the submissions
const rejudgedUntil = 2_000; // by then a median is known to a few percent

export function openReview({
  store,
  catalogue,
  now,
}: {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly now: () => number;
}): ReviewDesk {
  const hints = new Map<string, Set<string>>();
  const turns = new Map<string, Promise<unknown>>();
  const lastMissing = new Map<string, number>();
  const whole = new Map<string, number>();
  const counted = new Map<string, { readonly at: number; readonly counts: ReadonlyMap<string, number> }>();

  const inTurn = <Result>(survey: string, act: () => Promise<Result>): Promise<Result> => {
    const turn = (turns.get(survey) ?? Promise.resolve()).then(act, act);
    turns.set(survey, turn);
    return turn;
  };

  const hint = (survey: string, id: string) => {
    const some = hints.get(survey) ?? new Set();
    hints.set(survey, some);
    if (some.size < mostHints) some.add(id);
  };

  async function write(survey: string, ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += atOnce) {
      const began = performance.now();
      const before = await store.review.counts(survey);
      const { rows, alike } = await linesOf(
        { store, catalogue },
        survey,
        ids.slice(from, from + atOnce),
        before,
      );
      if (rows.length > 0) await store.review.write(survey, rows);
      counted.delete(survey);
      for (const id of alike) hint(survey, id);
      await judgeAgain(survey, before);
      const took = performance.now() - began;
      if (from + atOnce < ids.length) await new Promise((resolve) => setTimeout(resolve, took * share));
    }
  }

  /** The first of a language and mode came before there was a median: while it settles, they are looked at again, each time twice as many. */
  async function judgeAgain(survey: string, before: ReadonlyMap<string, number>): Promise<void> {
    const after = await store.review.counts(survey);
    const kinds = new Set([...after.keys()].flatMap((mark) => /^#t:(.+):/.exec(mark)?.[1] ?? []));
    for (const kind of kinds) {
      const [language = '', mode = ''] = kind.split(':');
      const [was, is] = [medianOf(before, language, mode).n, medianOf(after, language, mode).n];
      if (is > rejudgedUntil || doublings(was) === doublings(is)) continue;
      for (let at: Place | null | undefined; at !== null; ) {
        const found = await store.review.find(survey, {
          marks: [`l:${language}`],
          most: piece,
          ...(at && { after: at }),
        });
        for (const line of found.lines) hint(survey, (JSON.parse(line) as { id: string }).id);
        at = found.next;
      }
    }
  }

  async function takeHints(survey: string): Promise<void> {
    const ids = [...(hints.get(survey) ?? [])].slice(0, piece);
    for (const id of ids) hints.get(survey)?.delete(id);
    if (hints.get(survey)?.size === 0) hints.delete(survey);
    await write(survey, ids);
  }

  /** Lines of logs that are in no line of the table yet; looked at again only once there are others. */
  const missing = async (survey: string): Promise<number> => {
    const lines = await store.results.lines(survey);
    if (whole.get(survey) === lines) return 0;
    const lacks = lines - ((await store.review.counts(survey)).get(linesMark) ?? 0);
    if (lacks === 0) whole.set(survey, lines);
    return lacks;
  };

  async function goThrough(survey: string, after: string | null): Promise<string | null> {
    const ids = await store.review.behind(survey, after, piece);
    await write(survey, ids);
    return ids.length < piece ? null : (ids.at(-1) ?? null);
  }

  async function upToDate(survey: string): Promise<void> {
    while (hints.has(survey)) await takeHints(survey);
    if ((await missing(survey)) === 0 || (await store.results.lines(survey)) > fewEnough) return;
    for (let after = await goThrough(survey, null); after !== null; ) after = await goThrough(survey, after);
    while (hints.has(survey)) await takeHints(survey);
  }

  const counts = async (survey: string): Promise<ReadonlyMap<string, number>> => {
    const known = counted.get(survey);
    if (known && !hints.has(survey) && Math.abs(now() - known.at) < fresh) return known.counts;
    await inTurn(survey, () => upToDate(survey));
    const found = { at: now(), counts: await store.review.counts(survey) };
    counted.set(survey, found);
    return found.counts;
  };

  return {
    hint,
    counts,
    async progress(survey, isCoarse) {
      const fielding = await catalogue.fielding(survey);
      if (!fielding) return null;
      const targets = (await catalogue.planned(survey))?.survey.targets;
      return progressOf(await counts(survey), {
        survey: fielding.survey,
        questionnaire: fielding.form.questionnaire,
        plan: await planFor(catalogue, fielding),
        isCoarse,
        ...(targets && { targets }),
      });
    },
    follow(log) {
      let stopped = false;
      let looking = Promise.resolve();
      const look = async () => {
        for (const { id } of await catalogue.surveys()) {
          while (!stopped && hints.has(id)) await inTurn(id, () => takeHints(id));
          const lacks = stopped ? 0 : await missing(id);
          const isStill = lastMissing.get(id) === lacks; // what is on its way just now leaves its own hint
          lastMissing.set(id, lacks);
          if (lacks === 0 || !isStill) continue;
          for (
            let after: string | null = null, isFirst = true;
            !stopped && (isFirst || after !== null);
            isFirst = false
          )
            after = await inTurn(id, () => goThrough(id, after));
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

/** How often the first thirty have doubled. */
const doublings = (n: number): number =>
  n < fewestForMedian ? -1 : Math.floor(Math.log2(n / fewestForMedian));
