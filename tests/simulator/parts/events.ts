/** What happens by itself, now and then: the network goes, clocks are turned, keys change, a second tab is opened. */
import type { Device } from './device.ts';
import type { Office, World } from './office.ts';
import type { Person } from './person.ts';
import type { EventFault } from './plan.ts';

const minute = 60_000;
const year = 365 * 24 * 60 * minute;
const until = 6 * 60 * minute;

export function stirUp(world: World, office: Office, people: readonly Person[]): void {
  const { time, ledger, plan } = world;
  const chance = world.chance.apart();
  const now = (fault: EventFault, who: string, point = 'at any time') => ledger.strike(who, fault, point);

  /** Again and again while the trouble lasts, when the seed has it. */
  const often = (fault: EventFault, pause: number, happen: () => void) => {
    if (!plan.has(fault)) return;
    const next = () =>
      time.later(chance.between(minute, pause), () => {
        if (time.now() > until) return;
        happen();
        next();
      });
    next();
  };

  const withoutNetwork = (device: Device) => {
    now('no network', device.name);
    device.isOnline = false;
    time.later(chance.between(minute, 90 * minute), () => {
      device.isOnline = true;
      for (const tab of device.tabs) tab.hear(0, () => tab.runner.nudge('online'));
    });
  };
  const restart = (wait: number) =>
    time.later(wait, () => {
      if (!office.isUp) void office.start();
    });

  for (const { device, visit } of people) {
    often('no network', 120 * minute, () => withoutNetwork(device));
    often('second tab', 90 * minute, () => {
      if (device.tabs.length > 2) return;
      now('second tab', device.name);
      void visit();
    });
    often('tab asleep', 90 * minute, () => {
      const tab = device.tabs[0];
      if (!tab) return;
      now('tab asleep', tab.name);
      tab.sleepUntil(time.now() + chance.between(minute, 60 * minute));
    });
    often('clock a year ahead', 200 * minute, () => turn(device, 'clock a year ahead', year));
    often('clock a year behind', 200 * minute, () => turn(device, 'clock a year behind', -year));
    often('room gone for a while', 150 * minute, () => {
      device.fullUntil = time.now() + chance.between(minute, 20 * minute);
    });
  }
  often('server away', 120 * minute, () => {
    now('server away', 'server');
    office.kill();
    restart(chance.between(minute, 60 * minute));
  });
  often('server clock a year off', 120 * minute, () => {
    now('server clock a year off', 'server');
    office.turnClock(chance.one([year, -year]));
  });
  often('sent back', 60 * minute, () => {
    now('sent back', 'server');
    void office.sendBack();
  });
  often('key rotated', 120 * minute, () => {
    now('key rotated', 'server');
    office.rotate();
    office.kill();
    restart(1_000);
  });
  // whoever ends the server, somebody starts it again
  const watchman = () =>
    time.later(chance.between(10_000, 10 * minute), () => {
      if (!office.isUp) restart(0);
      if (time.now() < until) watchman();
    });
  watchman();

  function turn(device: Device, fault: EventFault, by: number): void {
    now(fault, device.name);
    device.turnClock(by);
    if (chance.happens(0.7)) time.later(chance.between(minute, 90 * minute), () => device.turnClock(-by));
  }
}
