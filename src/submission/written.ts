/** Answers in people's own words, for those who may read them: beside nothing that says whose they are. */
import * as z from 'zod/mini';

/** An anonymous survey's are shown once so many have answered the question: a few can be told by their style. */
export const fewestWritten = 30;

export const WrittenAnswers = z.object({
  /** `few`: not shown yet. */
  standing: z.enum(['shown', 'few']),
  answers: z.array(z.string()),
  /** In which a name's companions may stand (a telephone number, an address of e-mail, a number of a card): nobody sees them here. */
  withheld: z.number(),
  /** Where to go on; `null` at the end. */
  next: z.nullable(z.string()),
});
export type WrittenAnswers = z.infer<typeof WrittenAnswers>;

const mail = /[\p{L}\p{N}._%+-]+\s*@\s*[\p{L}\p{N}-]+\.\p{L}{2,}/u;
const longNumber = /(?:[+(]?[\d\u0e50-\u0e59][\s().-]{0,2}){7,}/; // a telephone, a card; also in Thai digits
const handle = /(?:^|\s)@[\p{L}\p{N}_.]{3,}|\b(?:line|zalo|facebook|fb)\s*(?:id)?\s*[:=]\s*\S+/iu;

/** Whether a text may say who somebody is. Of a name alone no pattern knows: that takes a person who reads. */
export const maySayWho = (text: string): boolean =>
  mail.test(text) || longNumber.test(text) || handle.test(text);
