/** People of the office and their log, in SQLite. */
import type { OfficeLine, Person } from '../../submission/index.ts';
import { leavesAdmin, lineValues, nextLine, type OfficeNote, sql, toOfficeLine, toPerson } from './people.ts';
import type { Connection } from './sqlite-ledger.ts';

type Value = string | number;

export function openPeopleActs(db: Connection, inTransaction: <Result>(act: () => Result) => Result) {
  const all = (statement: string, ...values: Value[]) =>
    db.prepare(statement).all(...values) as Record<string, Value>[];
  const run = (statement: string, ...values: Value[]) => Number(db.prepare(statement).run(...values).changes);
  return {
    people: (): Person[] => all(sql.people).map(toPerson),
    person: (name: string): Person | null => all(sql.person, name).map(toPerson)[0] ?? null,
    setRole: ({ name, role, surveys }: Person): boolean =>
      inTransaction(
        () =>
          leavesAdmin(all(sql.admins), name, role) &&
          run(sql.setRole, role, JSON.stringify(surveys), name) > 0,
      ),
    removePerson: (name: string): boolean =>
      inTransaction(() => {
        if (!leavesAdmin(all(sql.admins), name)) return false;
        run(sql.endSessions, name);
        return run(sql.remove, name) > 0;
      }),
    noteOffice: (note: OfficeNote): void =>
      inTransaction(() => {
        run(sql.note, ...lineValues(nextLine(all(sql.last).map(toOfficeLine)[0], note)));
      }),
    officeLog: (before: number, most: number): OfficeLine[] => all(sql.log, before, most).map(toOfficeLine),
  };
}
