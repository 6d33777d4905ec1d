/** What the page's own database has, read beside it. */
import type { Page } from 'playwright-core';
import type { Answer, Kept } from '../../../src/questionnaire/index.ts';

/** All rows of a table, or of one draft. */
const rows = (page: Page, table: string, draft?: string): Promise<unknown> =>
  page.evaluate(
    ([table = '', draft]) =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('rintis');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const store = open.result.transaction(table).objectStore(table);
          const request = draft === undefined ? store.getAll() : store.index('draft').getAll(draft);
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            open.result.close();
            resolve(request.result);
          };
        };
      }),
    draft === undefined ? [table] : [table, draft],
  );

/** The draft that the address names, else the one that was changed last. */
async function draftHere(page: Page): Promise<string> {
  const [, named] = /^\/interview\/([0-9a-f-]{36})$/.exec(new URL(page.url()).pathname) ?? [];
  if (named) return named;
  const drafts = (await rows(page, 'drafts')) as { id: string; changedAt: string }[];
  return drafts.sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1))[0]?.id ?? '';
}

/** The answers of the interview that is open, as rows. */
export async function keptHere(page: Page): Promise<Kept[]> {
  const kept = (await rows(page, 'answers', await draftHere(page))) as Kept[];
  return kept.map(({ ref, answer }) => ({ ref, answer }));
}

export const keptAt = async (page: Page, ref: string): Promise<Answer | undefined> =>
  (await keptHere(page)).find((row) => row.ref === ref)?.answer;

/** Ids of what is finished here. */
export async function finishedHere(page: Page): Promise<string[]> {
  const all = (await rows(page, 'submissions')) as { id: string }[];
  return all.map(({ id }) => id);
}
