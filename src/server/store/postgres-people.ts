/** People of the office and their log, in PostgreSQL. The tables are small, and lie on every node where there are several. */
import type { ClientBase } from 'pg';
import { leavesAdmin, lineValues, nextLine, type PeopleActs, sql, toOfficeLine, toPerson } from './people.ts';

type InTransaction = <Result>(act: (client: ClientBase) => Promise<Result>) => Promise<Result>;

const statements = {
  ...sql,
  /** Who changes the office, or adds to its log, does it one after the other: these rows are the lock. */
  adminsToChange: `${sql.admins} FOR UPDATE`,
  writing: `SELECT number FROM migrations WHERE number = 0 FOR UPDATE`,
};

/** `?` of the common statements is `$1`, `$2` … here. */
const ask = (client: ClientBase, name: keyof typeof statements, ...values: unknown[]) => {
  let at = 0;
  const text = statements[name].replaceAll('?', () => `$${++at}`);
  return client.query<Record<string, unknown>>({ name: `people-${name}`, text, values });
};

export function peopleActs(inTransaction: InTransaction): PeopleActs {
  const one = (name: keyof typeof statements, ...values: unknown[]) =>
    inTransaction(async (client) => (await ask(client, name, ...values)).rows);
  return {
    people: async () => (await one('people')).map(toPerson),
    person: async (name) => (await one('person', name)).map(toPerson)[0] ?? null,
    setRole: ({ name, role, surveys }) =>
      inTransaction(async (client) => {
        const { rows } = await ask(client, 'adminsToChange');
        if (!leavesAdmin(rows, name, role)) return false;
        return ((await ask(client, 'setRole', role, JSON.stringify(surveys), name)).rowCount ?? 0) > 0;
      }),
    removePerson: (name) =>
      inTransaction(async (client) => {
        const { rows } = await ask(client, 'adminsToChange');
        if (!leavesAdmin(rows, name)) return false;
        await ask(client, 'endSessions', name);
        return ((await ask(client, 'remove', name)).rowCount ?? 0) > 0;
      }),
    noteOffice: (note) =>
      inTransaction(async (client) => {
        await ask(client, 'writing');
        const { rows } = await ask(client, 'last');
        await ask(client, 'note', ...lineValues(nextLine(rows.map(toOfficeLine)[0], note)));
      }),
    officeLog: async (before, most) => (await one('log', before, most)).map(toOfficeLine),
  };
}
