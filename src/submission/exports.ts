/** An export as it is asked for, made, and fetched: files beside each other, with a manifest. */
import * as z from 'zod/mini';
import { LanguageTag } from '../questionnaire/index.ts';
import { Moment } from './schema.ts';
import { Day, Hash, SurveyId } from './survey.ts';

/** csv and jsonl for programs, xlsx for people, sav for SPSS, dta for Stata, parquet for data bases. */
export const ExportFormat = z.enum(['csv', 'xlsx', 'sav', 'dta', 'parquet', 'jsonl']);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const ExportWish = z.strictObject({
  formats: z.array(ExportFormat).check(z.minLength(1), z.maxLength(6)),
  /** Of labels, headings and the codebook. */
  language: z.exactOptional(LanguageTag),
  /** The CSV with labels in place of codes. Files that carry both are not concerned. */
  labels: z.exactOptional(z.boolean()),
  /** Received on these days, both included. */
  from: z.exactOptional(Day),
  until: z.exactOptional(Day),
  /** Without those that nobody has accepted yet. */
  accepted: z.exactOptional(z.boolean()),
  /** With the files of the submissions, as a ZIP. */
  media: z.exactOptional(z.boolean()),
});
export type ExportWish = z.infer<typeof ExportWish>;

export const ExportFile = z.object({ name: z.string(), size: z.number(), sha256: Hash });
export type ExportFile = z.infer<typeof ExportFile>;

export const ExportId = z.string().check(z.regex(/^[0-9a-f]{32}$/));

export const ExportJob = z.object({
  id: ExportId,
  survey: SurveyId,
  wish: ExportWish,
  /** Who asked. */
  by: z.string(),
  askedAt: Moment,
  /** When it is deleted. */
  endsAt: Moment,
  state: z.enum(['waiting', 'reading', 'writing', 'ready', 'failed']),
  /** Submissions read so far; of a ready one, all that are in it. */
  submissions: z.number(),
  /** What is ready, the manifest last. */
  files: z.array(ExportFile),
  /** Formats that could not hold so much. */
  leftOut: z.array(z.object({ name: z.string(), why: z.enum(['too-many-rows']) })),
});
export type ExportJob = z.infer<typeof ExportJob>;
export const ExportJobs = z.object({ exports: z.array(ExportJob) });
