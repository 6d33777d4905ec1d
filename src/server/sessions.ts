/** Who is signed in. The store knows only hashes: of passwords (argon2id) and of the tokens in the cookies. */
import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Person } from '../submission/index.ts';
import type { Store } from './store/index.ts';
import { countTries } from './tries.ts';

export const sessionLength = 12 * 60 * 60_000; // a long working day
const window = 15 * 60_000;
const triesEach = 5; // by one address for one name, in that time
const triesAll = 100; // for one name from anywhere: guessing stays hopeless, an office behind one address can still get in

export interface Sessions {
  /** The cookie's token, or why there is none. */
  signIn(
    name: string,
    password: string,
    address: string,
  ): Promise<{ token: string; person: Person } | 'wrong' | 'too-many-tries'>;
  /** The one whose token it is. */
  whoHas(token: string): Promise<Person | null>;
  /** Gives a new password for the old one, and ends all sessions of that name. Wrong tries count as those to sign in. */
  changePassword(
    name: string,
    change: { readonly old: string; readonly fresh: string },
    address: string,
  ): Promise<'done' | 'wrong' | 'too-many-tries'>;
  signOut(token: string): Promise<void>;
}

export function openSessions(store: Store, now: () => number): Sessions {
  const failures = countTries(now, window);
  const moment = (at: number) => new Date(at).toISOString();
  const check = async (
    name: string,
    password: string,
    address: string,
  ): Promise<'right' | 'wrong' | 'too-many-tries'> => {
    const each = JSON.stringify([name, address]);
    if (failures.of(each) >= triesEach || failures.of(name) >= triesAll) return 'too-many-tries';
    failures.add(each); // before the answer is known, so that many at once are counted too
    failures.add(name);
    const known = await store.passwordOf(name);
    const right = await verify(known ?? (await nobodysPassword), password);
    if (known === null || !right) return 'wrong';
    failures.forget(each);
    return 'right';
  };
  return {
    async signIn(name, password, address) {
      const checked = await check(name, password, address);
      const person = checked === 'right' ? await store.person(name) : null;
      if (!person) return checked === 'right' ? 'wrong' : checked;
      const token = randomBytes(32).toString('base64url');
      await store.openSession(hashToken(token), name, moment(now() + sessionLength), moment(now()));
      return { token, person };
    },
    async whoHas(token) {
      const name = await store.coordinatorOf(hashToken(token), moment(now()));
      return name === null ? null : store.person(name);
    },
    async changePassword(name, { old, fresh }, address) {
      const checked = await check(name, old, address);
      if (checked !== 'right') return checked;
      await store.setPassword(name, await hash(fresh));
      return 'done';
    },
    signOut: (token) => store.closeSession(hashToken(token)),
  };
}

/** A new password for a coordinator, written once where only they read it: four groups of five, 100 bits. */
export async function givePassword(store: Store, name: string): Promise<string> {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789a'; // 32, without those that look alike
  const drawn = Array.from(randomBytes(20), (byte) => letters.charAt(byte & 31)).join('');
  const password = (drawn.match(/.{5}/g) ?? []).join('-');
  await store.setPassword(name, await hash(password));
  return password;
}

/** Takes as long to check as anybody's, so that the time does not tell which names exist. */
const nobodysPassword = hash(randomBytes(32).toString('hex'));

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
