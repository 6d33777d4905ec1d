/** Going through a page by keyboard. */
import type { Name, Person } from '../support/browsers/index.ts';
import { matches } from './words.ts';

/** Presses Tab until the focus is there; each stop on the way must have a name that can be read out. */
export async function tabTo(person: Person, role: string, name?: Name, most = 80): Promise<void> {
  for (let stop = 0; stop < most; stop++) {
    const focus = await person.focus();
    if (focus?.role === role && (name === undefined || matches(focus.name, name))) return;
    await person.presses('Tab');
  }
  throw new Error(
    `The Tab key does not come to ${role} ${name ?? ''}: ${JSON.stringify(await person.focus())}`,
  );
}
