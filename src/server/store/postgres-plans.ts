/** Plans of surveys and their invitations, in PostgreSQL. The tables lie on every node where there are several. */
import type { ClientBase } from 'pg';
import { batchValues, invitationValues, type PlanActs, sql, toCountedBatch, toInvitation } from './plans.ts';
import { placeholders } from './postgres-past.ts';

type InTransaction = <Result>(act: (client: ClientBase) => Promise<Result>) => Promise<Result>;

const statements = {
  ...sql,
  /** Who changes a survey, and who keeps its first submission, meet at this row. */
  documentToChange: `${sql.document} FOR UPDATE`,
  batches: sql.batches.replace('ORDER BY b.name, b.id', 'ORDER BY b.name COLLATE "C", b.id COLLATE "C"'),
};

/** `?` of the common statements is `$1`, `$2` … here. */
const ask = (client: ClientBase, name: keyof typeof statements, ...values: unknown[]) => {
  let at = 0;
  const text = statements[name].replaceAll('?', () => `$${++at}`);
  return client.query<Record<string, unknown>>({ name: `plan-${name}`, text, values });
};

const atOnce = 1_000; // invitations in one statement

export function planActs(inTransaction: InTransaction): PlanActs {
  const one = (name: keyof typeof statements, ...values: unknown[]) =>
    inTransaction((client) => ask(client, name, ...values));
  return {
    changeSurvey: ({ id, before, after, keepsPrivacy }) =>
      inTransaction(async (client) => {
        if (before === null)
          return ((await ask(client, 'newSurvey', id, after)).rowCount ?? 0) > 0 ? 'done' : 'other';
        const [found] = (await ask(client, 'documentToChange', id)).rows;
        if (found?.document !== before) return 'other';
        if (!keepsPrivacy && Number(found.answered) === 1) return 'answered';
        await ask(client, 'changeSurvey', after, id);
        return 'done';
      }),
    noteAnswered: async (survey) => {
      const [found] = (await one('answer', survey)).rows;
      return found ? String(found.document) : null;
    },
    isAnswered: async (survey) => (await one('isAnswered', survey)).rows.length > 0,
    addBatch: (batch, invitations) =>
      inTransaction(async (client) => {
        await ask(client, 'addBatch', ...batchValues(batch));
        for (let from = 0; from < invitations.length; from += atOnce) {
          const some = invitations.slice(from, from + atOnce);
          await client.query(
            `INSERT INTO invitations (token, survey_id, batch, number, label, used, submission)
             VALUES ${placeholders(some.length, 7)}`,
            some.flatMap((invitation) => invitationValues(batch, invitation)),
          );
        }
      }),
    batches: async (survey) => (await one('batches', survey)).rows.map(toCountedBatch),
    invitations: async (survey, batch, after, most) =>
      (await one('invitations', survey, batch, after, most)).rows.map(toInvitation),
    invitation: async (token) => (await one('invitation', token)).rows.map(toInvitation)[0] ?? null,
    useInvitation: async (token, submission) =>
      ((await one('use', submission, token, submission)).rowCount ?? 0) > 0,
    openInvitations: async (survey) => String((await one('sealed', survey)).rows[0]?.sealed ?? ''),
    sealInvitations: ({ survey, before, after, used }) =>
      inTransaction(async (client) => {
        await ask(client, 'firstSealed', survey);
        if (((await ask(client, 'seal', after, survey, before)).rowCount ?? 0) === 0) return false;
        for (const token of [...used].sort()) await ask(client, 'isUsed', token);
        return true;
      }),
  };
}
