/** The versions of questionnaires, in PostgreSQL. Few, and on every node where there are several. */
import type { ClientBase } from 'pg';
import { type Shelf, type ShelvedVersion, shelvedValues, sql, toShelved } from './shelf.ts';

type InTransaction = <Result>(act: (client: ClientBase) => Promise<Result>) => Promise<Result>;

/** `?` of the common statements is `$1`, `$2` … here. */
const ask = (client: ClientBase, name: keyof typeof sql, ...values: readonly unknown[]) => {
  let at = 0;
  const text = sql[name].replaceAll('?', () => `$${++at}`);
  return client.query<Record<string, unknown>>({ name: `shelf-${name}`, text, values: [...values] });
};

export function shelf(inTransaction: InTransaction): Shelf {
  const rows = (name: keyof typeof sql) => inTransaction(async (client) => (await ask(client, name)).rows);
  return {
    shelve: ({ body, ...brought }, after) =>
      inTransaction(async (client) => {
        await ask(client, 'body', brought.hash, body);
        // Two that bring a version at once meet at the number or at the hash: who comes second looks again.
        for (;;) {
          const [known] = (await ask(client, 'known', brought.hash)).rows.map(toShelved);
          if (known) return known;
          const newest = Number((await ask(client, 'newest', brought.form)).rows[0]?.number);
          if (after !== null && after !== newest) throw new Overtaken();
          const shelved: ShelvedVersion = { ...brought, number: newest + 1 };
          if ((await ask(client, 'add', ...shelvedValues(shelved))).rowCount) return shelved;
        }
      }).catch((error: unknown) => {
        if (error instanceof Overtaken) return null;
        throw error;
      }),
    all: async () => (await rows('all')).map(toShelved),
    unshelved: async () => (await rows('unshelved')).map(({ hash }) => String(hash)),
  };
}

/** Somebody brought another version meanwhile: the transaction is taken back, with the body in it. */
class Overtaken extends Error {}
