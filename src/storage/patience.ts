import type { DBCore, Middleware } from 'dexie';
import { abort } from './leaving.ts';

const patience = 5_000; // milliseconds; an act tries four times, so a person waits for twenty seconds

/**
 * A transaction that hears nothing for so long is given up, and the act it belongs to begins anew or tells the person: behind one
 * of a process that its phone has put to sleep, Safari lets it wait for half an hour (WebKit 315804).
 */
export const patient: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'patient',
  create: (core) => ({
    ...core,
    transaction(...given) {
      const transaction = core.transaction(...given) as IDBTransaction & ReturnType<DBCore['transaction']>;
      let silent = true;
      const timer = setInterval(() => {
        if (silent) abort(transaction);
        silent = true;
      }, patience);
      const over = () => clearInterval(timer);
      transaction.addEventListener('success', () => (silent = false), true); // of its requests
      transaction.addEventListener('complete', over);
      transaction.addEventListener('abort', over);
      return transaction;
    },
  }),
};
