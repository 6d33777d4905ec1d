/** The database is not there just now. Nothing is known to be kept; asking again later is always right. */
export class StoreAway extends Error {
  override name = 'StoreAway';
}

/** Undone by the database, and free to be tried again: serialization, deadlock, two writers for the same line of a log. */
const undone = new Set(['40001', '40P01', '23505']);

/** Gone, going, or not yet here: PostgreSQL's classes 08 and 57P, and what the system says of a socket. */
const away = /^(08...|57P0[1-5]|53300|ECONNRESET|ECONNREFUSED|EPIPE|ENOENT|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
const awayWords =
  /connection (terminated|error|ended)|not queryable|timeout exceeded when trying to connect/i;

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

export const isAway = (error: unknown): boolean =>
  error instanceof StoreAway ||
  away.test(codeOf(error)) ||
  (codeOf(error) === '' && error instanceof Error && awayWords.test(error.message));

const patience = 10_000; // milliseconds: a phone waits 60 s for its reply, and a database restarts in a few

/**
 * Does it until it is done, as long as only the weather is against it. What is done this way must bear being done twice:
 * after a lost connection nobody knows whether the commit was heard.
 */
export async function persist<Result>(act: () => Promise<Result>): Promise<Result> {
  const end = performance.now() + patience;
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      const isWeather = isAway(error);
      if (!isWeather && !undone.has(codeOf(error))) throw error;
      const wait = Math.min(25 * 2 ** tries, 1_000) * (0.5 + Math.random());
      if (performance.now() + wait > end)
        throw isWeather ? new StoreAway(codeOf(error), { cause: error }) : error;
      await new Promise((resolve) => setTimeout(resolve, isWeather ? wait : wait / 10));
    }
  }
}
