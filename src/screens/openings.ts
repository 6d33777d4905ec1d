/** What came with the page: the survey and the opening of its questionnaire, put into the document by the server. */
import * as z from 'zod/mini';
import { Opening } from '../questionnaire/index.ts';
import { Survey } from '../submission/index.ts';

const InPage = z.object({ survey: Survey, opening: z.nullable(Opening) });
export type InPage = z.infer<typeof InPage>;

/** The data block of this page, if it is there, readable, and about this survey. A kept page of the service worker has none. */
export function readPage(id: string, page: Document = document): InPage | null {
  const text = page.getElementById('survey')?.textContent;
  if (!text) return null;
  try {
    const read = InPage.safeParse(JSON.parse(text));
    return read.success && read.data.survey.id === id ? read.data : null;
  } catch {
    return null; // cut off on the way: the survey is fetched instead
  }
}
