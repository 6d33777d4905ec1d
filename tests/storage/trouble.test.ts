import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import { DraftGone, StorageBroken, StorageFull } from '../../src/storage/index.ts';
import { isLostConnection, toTrouble } from '../../src/storage/trouble.ts';

const inner = (name: string, message: string) =>
  new Dexie.AbortError(message, new DOMException(message, name));

test.each([
  ['as it should', new DOMException('The quota has been exceeded.', 'QuotaExceededError')],
  ['by the abort of a transaction', inner('QuotaExceededError', 'Transaction aborted')],
  ['in the failures of a bulk', new Dexie.BulkError('1 of 1', [new DOMException('x', 'QuotaExceededError')])],
  ['in the message only', new DOMException('Internal error: FILE_ERROR_NO_SPACE', 'UnknownError')],
])('a full device that says so %s is told as full, and not tried again', (_, cause) => {
  expect(toTrouble(cause)).toBeInstanceOf(StorageFull);
  expect(isLostConnection(cause)).toBe(false);
});

test.each([
  ['iOS, in the background', new DOMException('Connection to Indexed Database server lost.', 'UnknownError')],
  ['a tab that lets go', new Dexie.DatabaseClosedError('closing')],
  [
    'a connection that is closing',
    new DOMException('The database connection is closing.', 'InvalidStateError'),
  ],
  ['an abort without a cause of ours', inner('AbortError', 'Transaction aborted')],
])('a lost connection is known for one: %s', (_, cause) => {
  expect(isLostConnection(cause)).toBe(true);
  expect(toTrouble(cause)).toBeInstanceOf(StorageBroken);
});

test('what is ours passes as it is', () => {
  for (const cause of [new DraftGone('d'), new TypeError('a bug'), undefined, 'words']) {
    expect(toTrouble(cause)).toBe(cause);
    expect(isLostConnection(cause)).toBe(false);
  }
});
