import { expect, test } from 'vitest';
import { isOnlyHere } from '../../src/dashboard/onlyHere.ts';

test('a phone that is sent to localhost finds itself', () => {
  for (const name of ['localhost', 'survey.localhost', '127.0.0.1', '127.1.2.3', '[::1]'])
    expect(isOnlyHere(name), name).toBe(true);
  for (const name of ['192.168.1.7', 'survey.example', 'localhost.example', '[fe80::1]'])
    expect(isOnlyHere(name), name).toBe(false);
});
