/** Who may do what in the office, by role. The server holds every request against it; pages show what may be done. */
import * as z from 'zod/mini';
import { keepable, SurveyId } from './survey.ts';

/**
 * admin: everything, and the people. coordinator: everything in the surveys given. reviewer: reads and comments.
 * analyst: figures and results only, under their thresholds.
 */
export const Role = z.enum(['admin', 'coordinator', 'reviewer', 'analyst']);
export type Role = z.infer<typeof Role>;

/** What can be done: each route of the office is one of these. */
export const Deed = z.enum([
  'see',
  'results',
  'read',
  'return',
  'decide',
  'export',
  'devices',
  'hand-over',
  /** A survey and its plan: what is asked, of whom, until when; and the invitations. */
  'make',
  'questionnaires',
  'author',
  'people',
  'log',
]);
export type Deed = z.infer<typeof Deed>;

const deeds: Readonly<Record<Role, readonly Deed[]>> = {
  admin: Deed.options,
  coordinator: [
    'see',
    'results',
    'read',
    'return',
    'decide',
    'export',
    'devices',
    'hand-over',
    'questionnaires',
    'author',
    'make',
  ],
  reviewer: ['see', 'results', 'read', 'return', 'questionnaires'],
  analyst: ['see', 'results', 'questionnaires'],
};

export const mayDo = (role: Role, deed: Deed): boolean => deeds[role].includes(deed);

/** The surveys that somebody works in: `*` is all of them, also those to come. */
export const Surveys = z.union([z.literal('*'), z.array(SurveyId).check(z.maxLength(500))]);
export type Surveys = z.infer<typeof Surveys>;

export const worksIn = (surveys: Surveys, survey: string): boolean =>
  surveys === '*' || surveys.includes(survey);

/** A person's name, as it is typed to sign in. */
export const PersonName = z.string().check(
  z.minLength(1),
  z.maxLength(100),
  keepable,
  z.refine((name) => name === name.trim() && name === name.toWellFormed()),
);

export const Person = z.object({ name: PersonName, role: Role, surveys: Surveys });
export type Person = z.infer<typeof Person>;
/** Who is signed in. */
export const Session = z.extend(Person, {});
export const People = z.object({ people: z.array(Person) });

/** What an admin says of somebody; of somebody new, too. */
export const PersonWish = z.strictObject({ name: PersonName, role: Role, surveys: Surveys });
export type PersonWish = z.infer<typeof PersonWish>;

/** The first password of somebody new, or of somebody who forgot theirs: shown once, kept nowhere. */
export const PersonMade = z.object({ person: Person, password: z.nullable(z.string()) });
export type PersonMade = z.infer<typeof PersonMade>;
export const PersonNamed = z.strictObject({ name: PersonName });

/** Long rather than odd (NIST SP 800-63B §3.1.1): fifteen characters, whatever they are. */
export const PasswordChange = z.strictObject({
  old: z.string().check(z.minLength(1), z.maxLength(200)),
  fresh: z.string().check(z.minLength(15), z.maxLength(200)),
});

/** One line of the office's log: who did what, about what. It is only ever added to. */
export const OfficeLine = z.object({
  number: z.number(),
  at: z.string(),
  who: z.string(),
  did: z.string(),
  about: z.string(),
  /** SHA-256 over the line before and this one. */
  entry: z.string(),
});
export type OfficeLine = z.infer<typeof OfficeLine>;
export const OfficeLog = z.object({ lines: z.array(OfficeLine) });
