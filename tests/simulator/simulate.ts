/** One world from one seed: a fleet of phones, a server, the way between them, and all that the seed lets happen. */
import { tryAgain, tryMediaAgain } from '../../src/storage/index.ts';
import { chance as chanceOf } from './parts/chance.ts';
import { type Device, makeDevice, type Tab } from './parts/device.ts';
import { stirUp } from './parts/events.ts';
import { judgeDevice, judgeServer, watchWrites } from './parts/judge.ts';
import { judgeEnd, judgeTaken, unsent } from './parts/judgeEnd.ts';
import { openLedger } from './parts/ledger.ts';
import { openOffice, type World } from './parts/office.ts';
import { type Person, person } from './parts/person.ts';
import { drawPlan } from './parts/plan.ts';
import { none, type Plants } from './parts/plants.ts';
import { inVirtualTime } from './parts/time.ts';
import { openWay } from './parts/way.ts';

export interface Outcome {
  readonly seed: number;
  /** What must not be; empty when all is well. */
  readonly problems: readonly string[];
  readonly trace: readonly string[];
  /** How often each fault struck at each point. */
  readonly struck: ReadonlyMap<string, number>;
  readonly submissions: number;
}

const hour = 3_600_000;
const trouble = 6 * hour; // of bad weather
const patience = 30 * hour; // a proxy may have asked for a day

export const simulate = (seed: number, plants: Plants = none): Promise<Outcome> =>
  inVirtualTime(async (time) => {
    const chance = chanceOf(seed);
    const ledger = openLedger(time, seed);
    const plan = drawPlan(chance.apart());
    const world: World = { time, chance: chance.apart(), plan, ledger, plants };
    const office = await openOffice(world);
    const way = openWay(world, office);
    const watch = { onWrite: watchWrites(ledger, office), onCarry: way };
    const people: Person[] = [];
    for (let at = chance.between(1, 3); at > 0; at--) {
      const device = makeDevice(`phone ${people.length + 1}`, world, watch);
      people.push(
        person(
          device,
          world,
          (tab: Tab) => way(tab, device),
          () => people,
        ),
      );
    }
    const devices = people.map(({ device }) => device);
    const judge = async () => {
      for (const device of devices) await whole(judgeDevice(device, ledger, office));
      judgeServer(ledger, office);
    };
    /** Lets time go by until a piece of our own work is done. */
    async function whole<T>(work: Promise<T>): Promise<T> {
      let isDone = false;
      const done = work.finally(() => {
        isDone = true;
      });
      await time.pass(hour, () => isDone);
      return done;
    }

    await whole(office.start());
    stirUp(world, office, people);
    let busy = people.length;
    for (const one of people) {
      void one.live().then(
        () => {
          busy -= 1;
        },
        (error: unknown) =>
          ledger.accuse(`${one.device.name} broke: ${String((error as Error).stack ?? error)}`),
      );
    }
    await time.pass(trouble / 2);
    await judge();
    await time.pass(trouble / 2);
    await judge();

    ledger.note('world', 'the weather clears up');
    plan.calm();
    if (!office.isUp) await whole(office.start());
    for (const device of devices) {
      device.isOnline = true;
      device.fullUntil = 0;
    }
    await time.pass(48 * hour, () => busy === 0);
    if (busy > 0) ledger.accuse('somebody never comes to an end');
    // whoever left a page open does nothing more; who did not, comes back once
    for (const { device, visit } of people) if (device.tabs.length === 0) await visit();
    await time.pass(patience);
    for (const device of devices) {
      const { waiting } = await whole(unsent(device));
      if (waiting.length > 0)
        ledger.accuse(`${device.name} stopped sending by itself: ${waiting.join(', ')}`);
    }
    for (const { device, visit } of people) await whole(asksAgain(device, await visit()));
    await time.pass(patience);
    for (const device of devices) {
      const { waiting, aside } = await whole(unsent(device));
      if (waiting.length + aside.length > 0)
        ledger.accuse(`${device.name} cannot send: ${[...waiting, ...aside].join(', ')}`);
    }
    await judge();
    for (const device of devices) await whole(judgeEnd(device, ledger, office));
    judgeTaken(ledger, office);
    for (const device of devices) device.cutPower();
    office.close();
    const submissions = [...ledger.interviews.values()].filter(({ finished }) => finished).length;
    return { seed, problems: ledger.problems, trace: ledger.trace, struck: ledger.struck, submissions };
  });

/** What somebody put aside in the server's name goes again when the person says so. */
async function asksAgain(device: Device, tab: Tab): Promise<void> {
  const { aside } = await unsent(device);
  for (const id of aside) {
    const [submission = '', file] = id.split(' ');
    if (!file) await tryAgain(tab.db, id);
    await tryMediaAgain(tab.db, submission);
  }
  tab.hear(0, () => tab.runner.nudge('asked'));
}
