/** What came with the page: the survey and the opening of its questionnaire, put into the document by the server. */
import * as z from 'zod/mini';
import { Opening, type Questionnaire } from '../questionnaire/index.ts';
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

/** A survey whose notice can be shown at once; the questionnaire is on its way, or here. */
export interface Seen {
  readonly survey: Survey;
  readonly questionnaire: Questionnaire | null;
}

/** What a first look at this device found, if nothing of the survey was begun here. */
export function readGlance(
  found: { readonly survey: unknown; readonly questionnaire: unknown; readonly begun: boolean } | null,
): Seen | null {
  if (!found || found.begun) return null;
  const survey = Survey.safeParse(found.survey);
  // Checked when it was kept, and a hundred kilobytes long: it is not checked again while a person waits.
  return survey.success ? { survey: survey.data, questionnaire: found.questionnaire as Questionnaire } : null;
}
