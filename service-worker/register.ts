import { cachesToDrop, emptyRegister, type Register, registerCache, tidied } from './builds.ts';

declare const self: ServiceWorkerGlobalScope;

const address = '/rintis-register';
let last: Promise<unknown> = Promise.resolve();

/** Changes the register: one change after the other, for pages come and go at the same time. */
export function changeRegister(change: (register: Register) => Register): Promise<Register> {
  const changed = last.then(async () => {
    const register = change(await readRegister());
    await (await caches.open(registerCache)).put(address, Response.json(register));
    return register;
  });
  last = changed.catch(() => undefined); // who asked is told; the next change is another
  return changed;
}

/** Drops the caches of builds that no open page needs; the build before this one stays in any case. */
export async function dropOldBuilds(): Promise<void> {
  const open = await self.clients.matchAll({ includeUncontrolled: true });
  let before = emptyRegister;
  const register = await changeRegister((found) => {
    before = found;
    return tidied(
      found,
      open.map(({ id }) => id),
      Date.now(),
    );
  });
  const { installing, waiting } = self.registration;
  const newerUnderWay = installing !== null || waiting !== null;
  const names = cachesToDrop(await caches.keys(), register, newerUnderWay, before);
  await Promise.all(names.map((name) => caches.delete(name)));
}

export async function readRegister(): Promise<Register> {
  const kept = await (await caches.open(registerCache)).match(address);
  return kept ? ((await kept.json()) as Register) : emptyRegister;
}
