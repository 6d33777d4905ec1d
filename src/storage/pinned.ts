/** Which files of questionnaires this device needs. */
import { look } from './act.ts';
import type { Database } from './database.ts';

/**
 * The hashes of the files of every version that may still be asked or shown here: those that surveys and enrolments have now,
 * and those of drafts, of what waits to be sent and of what came back for correction.
 */
export async function filesInUse(db: Database): Promise<ReadonlySet<string>> {
  const { surveys, enrolments, drafts, submissions, outbox, returned, questionnaires } = db;
  const tables = [surveys, enrolments, drafts, submissions, outbox, returned, questionnaires];
  return look(db, tables, async () => {
    const open = [
      ...(await outbox.toCollection().primaryKeys()),
      ...(await returned.toCollection().primaryKeys()),
    ];
    const finished = await submissions.bulkGet(open);
    const asked = await Promise.all([surveys.toArray(), enrolments.toArray(), drafts.toArray()]);
    const versions = [...asked.flat(), ...finished].flatMap((one) => one?.questionnaire ?? []);
    const kept = await questionnaires.bulkGet([...new Set(versions)]);
    const files = kept.flatMap((one) => Object.values(one?.questionnaire.files ?? {}));
    return new Set(files.map(({ hash }) => hash));
  });
}
