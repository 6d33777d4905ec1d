/** Questionnaires as the office keeps them: brought as files, looked at before they are kept, in versions. */
import * as z from 'zod/mini';
import { LanguageTag, Questionnaire, Translation, Words } from '../questionnaire/index.ts';
import { Hash, SurveyId } from './survey.ts';

/** A language of a version: how far its words have come, and how many texts it lacks. */
export const VersionLanguage = z.extend(z.pick(Translation, { tag: true, status: true }), {
  missing: z.number(),
});

/** What a list says of a version without opening it. */
export const VersionSummary = z.object({
  title: Words,
  languages: z.array(VersionLanguage),
  defaultLanguage: LanguageTag,
  questions: z.number(),
  /** Texts, each once whatever the number of languages. */
  texts: z.number(),
  /** The author's own version mark. */
  mark: z.exactOptional(z.string()),
});
export type VersionSummary = z.infer<typeof VersionSummary>;

/** A survey that asks a version now, or has asked it before. */
export const VersionUse = z.object({ survey: SurveyId, title: Words, isNow: z.boolean() });
export type VersionUse = z.infer<typeof VersionUse>;

export const QuestionnaireVersion = z.extend(VersionSummary, {
  hash: Hash,
  /** From 1, by the order in which they were brought. */
  number: z.number(),
  /** Moment (ISO 8601) and name; empty where nobody noted them. */
  at: z.string(),
  who: z.string(),
  /** What has changed, in the words of who brought it. */
  note: z.string(),
  uses: z.array(VersionUse),
});
export type QuestionnaireVersion = z.infer<typeof QuestionnaireVersion>;

/** A questionnaire with its versions, the newest first. `id` is the same in all of them. */
export const ShelvedQuestionnaire = z.object({ id: z.string(), versions: z.array(QuestionnaireVersion) });
export type ShelvedQuestionnaire = z.infer<typeof ShelvedQuestionnaire>;

export const QuestionnaireShelf = z.object({ questionnaires: z.array(ShelvedQuestionnaire) });

/** Something to tell the author of a file; its sentence is in the locales under `xlsform`, its details fill the holes. */
export const FileProblem = z.object({
  severity: z.enum(['error', 'warning', 'repaired']),
  code: z.string(),
  sheet: z.nullable(z.string()),
  row: z.nullable(z.number()),
  column: z.nullable(z.string()),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What stands in the cell, and above its column. */
  written: z.exactOptional(z.string()),
  header: z.exactOptional(z.string()),
});
export type FileProblem = z.infer<typeof FileProblem>;

/** What came of reading a file. With an `error` among the problems there is no questionnaire; else there is. */
export const QuestionnaireReport = z.object({
  problems: z.array(FileProblem),
  questionnaire: z.nullable(Questionnaire),
  hash: z.nullable(Hash),
  /** The newest version of the same questionnaire, if there is any. */
  newest: z.nullable(z.object({ number: z.number(), hash: Hash })),
  /** Its number where exactly this is here, or has just been kept. */
  number: z.nullable(z.number()),
});
export type QuestionnaireReport = z.infer<typeof QuestionnaireReport>;

/** Another version for a survey, in place of the one that it is thought to have. */
export const VersionWish = z.strictObject({ questionnaire: Hash, instead: Hash });
export type VersionWish = z.infer<typeof VersionWish>;

/** Files that a version is handed out as. */
export const QuestionnaireFile = z.enum(['xlsx', 'xml', 'json']);
export type QuestionnaireFile = z.infer<typeof QuestionnaireFile>;

/** Bytes of a file with a questionnaire, at most. */
export const largestQuestionnaire = 24_000_000;
