import { v4 } from 'uuid'; // crypto.randomUUID is missing on plain http
import type { Enrolment } from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import type { KeptEnrolment } from './rows.ts';

const deviceName = 'device';

/** The id of this device, made once and told only to servers that it enrols with. */
export const deviceId = (db: Database): Promise<string> =>
  act(db, [db.settings], async () => {
    const known = (await db.settings.get(deviceName))?.value;
    if (typeof known === 'string') return known;
    const id = v4();
    await db.settings.put({ name: deviceName, value: id });
    return id;
  });

/** Within an act: an empty phone that takes in a backup is the same device again. */
export async function keepDeviceId(db: Database, id: string): Promise<void> {
  if (!(await db.settings.get(deviceName))) await db.settings.put({ name: deviceName, value: id });
}

/**
 * Keeps that this device was let into a survey; its survey and questionnaire are kept by acts of their own. Again, with
 * another code or name, it only takes the place of what was: nothing that lies here is touched.
 */
export const keepEnrolment = (
  db: Database,
  { survey, ...enrolment }: Enrolment,
  enrolledAt: string,
): Promise<void> =>
  act(db, [db.enrolments], async () => {
    const before = await db.enrolments.get(survey.id);
    await db.enrolments.put({
      ...enrolment,
      survey: survey.id,
      enrolledAt,
      questionnaire: before?.questionnaire ?? null,
    });
  });

/** A questionnaire of the survey is here whole: from now on new interviews begin with it. */
export const keepNewest = (db: Database, survey: string, questionnaire: string): Promise<void> =>
  act(db, [db.enrolments], async () => {
    await db.enrolments.update(survey, { questionnaire });
  });

/** The surveys that this device is enrolled in, in the order in which it was. */
export const enrolments = (db: Database): Promise<KeptEnrolment[]> =>
  look(db, [db.enrolments], () => db.enrolments.toCollection().sortBy('enrolledAt'));

export const enrolment = (db: Database, survey: string): Promise<KeptEnrolment | undefined> =>
  look(db, [db.enrolments], () => db.enrolments.get(survey));

/** What this device still has of a survey, for its server to know; nothing where the survey is anonymous. `less`: those that go now. */
export const holdingOf = (
  db: Database,
  survey: string,
  less: number,
): Promise<{ drafts: number; waiting: number } | undefined> =>
  look(db, [db.surveys, db.drafts, db.outbox], async () => {
    const kept = await db.surveys.get(survey);
    if (!kept || kept.privacy === 'anonymous') return undefined;
    const waiting = await db.outbox.where({ state: 'waiting' }).count();
    return { drafts: await db.drafts.where({ survey }).count(), waiting: Math.max(0, waiting - less) };
  });

/** What this device proves itself by to a survey's server; nothing where it is not enrolled. */
export const tokenFor = async (db: Database, survey: string): Promise<string | undefined> =>
  (await enrolment(db, survey))?.token;
