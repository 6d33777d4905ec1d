/** The versions of questionnaires, in SQLite. */
import { type BroughtVersion, type ShelvedVersion, shelvedValues, sql, toShelved } from './shelf.ts';
import type { Connection } from './sqlite-ledger.ts';

type Value = string | number;

export function openShelfActs(db: Connection, inTransaction: <Result>(act: () => Result) => Result) {
  const all = (statement: string, ...values: Value[]) =>
    db.prepare(statement).all(...values) as Record<string, Value>[];
  const run = (statement: string, ...values: Value[]) => void db.prepare(statement).run(...values);
  return {
    shelve: ({ body, ...brought }: BroughtVersion, after: number | null): ShelvedVersion | null =>
      inTransaction(() => {
        const [known] = all(sql.known, brought.hash).map(toShelved);
        if (known) return known;
        const newest = Number(all(sql.newest, brought.form)[0]?.number);
        if (after !== null && after !== newest) return null;
        const shelved = { ...brought, number: newest + 1 };
        run(sql.body, brought.hash, body);
        run(sql.add, ...shelvedValues(shelved));
        return shelved;
      }),
    shelved: (): ShelvedVersion[] => all(sql.all).map(toShelved),
    unshelved: (): string[] => all(sql.unshelved).map(({ hash }) => String(hash)),
  };
}
