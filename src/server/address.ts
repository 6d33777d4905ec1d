/** Where a request comes from, as a name that means nothing tomorrow: for counting, in memory, and never written anywhere. */
import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';

const lifetime = 60 * 60_000; // of a salt: after an hour nobody can tell that it was the same address

const mostNames = 1_000;

export type NameAddress = (c: Context) => string;

/** Names addresses by a hash with a salt that is thrown away every hour. */
export function nameAddresses(now: () => number): NameAddress {
  let salt = randomBytes(16);
  let until = now() + lifetime;
  const names = new Map<string, string>(); // the last few, for an office behind one address asks a thousand times
  return (c) => {
    if (now() >= until) {
      salt = randomBytes(16);
      until = now() + lifetime;
      names.clear();
    }
    const address = addressOf(c);
    const name =
      names.get(address) ??
      createHash('sha256').update(salt).update(address).digest('base64url').slice(0, 16);
    if (names.size >= mostNames) names.clear();
    names.set(address, name);
    return name;
  };
}

const addressOf = (c: Context): string =>
  (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
    ?.remoteAddress ?? '';
