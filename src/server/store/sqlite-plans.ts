/** Plans of surveys and their invitations, in the embedded store. */
import {
  type BatchRow,
  batchValues,
  type Changed,
  type CountedBatch,
  type InvitationRow,
  invitationValues,
  type NewInvitation,
  type SealedChange,
  type SurveyChange,
  sql,
  toCountedBatch,
  toInvitation,
} from './plans.ts';
import type { Connection } from './sqlite-ledger.ts';

type Value = string | number;
type Row = Record<string, Value>;

export function openPlanActs(db: Connection, inTransaction: <Result>(act: () => Result) => Result) {
  const all = (statement: string, ...values: Value[]) => db.prepare(statement).all(...values) as Row[];
  const run = (statement: string, ...values: Value[]) => Number(db.prepare(statement).run(...values).changes);
  const byToken = db.prepare(sql.invitation); // for each answer to an invitation

  return {
    changeSurvey: ({ id, before, after, keepsPrivacy }: SurveyChange): Changed =>
      inTransaction(() => {
        if (before === null) return run(sql.newSurvey, id, after) > 0 ? 'done' : 'other';
        const [found] = all(sql.document, id);
        if (found?.document !== before) return 'other';
        if (!keepsPrivacy && found.answered === 1) return 'answered';
        run(sql.changeSurvey, after, id);
        return 'done';
      }),
    noteAnswered: (survey: string): string | null =>
      inTransaction(() => {
        const [found] = all(sql.answer, survey);
        return found ? String(found.document) : null;
      }),
    isAnswered: (survey: string): boolean => all(sql.isAnswered, survey).length > 0,
    addBatch: (batch: BatchRow, invitations: readonly NewInvitation[]): void =>
      inTransaction(() => {
        run(sql.addBatch, ...batchValues(batch));
        const add = db.prepare(sql.add);
        for (const invitation of invitations) add.run(...invitationValues(batch, invitation));
      }),
    batches: (survey: string): CountedBatch[] => all(sql.batches, survey).map(toCountedBatch),
    invitations: (survey: string, batch: string, after: number, most: number): InvitationRow[] =>
      all(sql.invitations, survey, batch, after, most).map(toInvitation),
    invitation(token: string): InvitationRow | null {
      const row = byToken.get(token) as Row | undefined;
      return row ? toInvitation(row) : null;
    },
    useInvitation: (token: string, submission: string): boolean =>
      run(sql.use, submission, token, submission) > 0,
    openInvitations: (survey: string): string => String(all(sql.sealed, survey)[0]?.sealed ?? ''),
    sealInvitations: ({ survey, before, after, used }: SealedChange): boolean =>
      inTransaction(() => {
        run(sql.firstSealed, survey);
        if (run(sql.seal, after, survey, before) === 0) return false;
        const use = db.prepare(sql.isUsed);
        for (const token of [...used].sort()) use.run(token);
        return true;
      }),
  };
}
