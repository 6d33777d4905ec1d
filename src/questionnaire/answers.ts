/**
 * What was answered, as plain JSON. Text in NFC; numbers as numbers; dates as ISO 8601 (Gregorian);
 * `many` and `rank` as the list of chosen names; a place as ODK writes it, `lat lon altitude accuracy`;
 * a photo or file by its name. `null` is blank.
 */
import * as z from 'zod/mini';

export const Answer = z.nullable(z.union([z.string(), z.number(), z.array(z.string())]));
export type Answer = string | number | readonly string[] | null;

/** Answers in the shape of the questionnaire: groups as objects, repeats as lists of objects. */
export interface Answers {
  readonly [name: string]: Answer | Answers | readonly Answers[];
}

export const Answers: z.ZodMiniType<Answers> = z.lazy(() =>
  z.record(z.string(), z.union([Answer, z.array(Answers), Answers])),
) as unknown as z.ZodMiniType<Answers>;

/** Nobody has said anything yet: blank, empty text, or no choice. */
export const isBlank = (answer: Answer | undefined): boolean =>
  answer === null || answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0);
