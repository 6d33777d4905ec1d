/** Which faults a seed brings, and how often: each seed draws its own few, so that rare ones meet undisturbed (“swarm testing”). */
import type { Chance } from './chance.ts';

/** At a write of a device, before it or after the commit. */
export const deviceFaults = [
  'tab killed',
  'power cut',
  'no room left',
  'connection lost',
  'disk error',
  'transaction aborted',
] as const;

/** On the way of one request. */
export const wayFaults = [
  'request lost',
  'reply lost',
  'reply late',
  'request late',
  'request twice',
  'request cut',
  'request cut, passed as whole',
  'reply cut',
  'reply cut, passed as whole',
  'login page',
  'login in JSON',
  'login wanted (511)',
  'redirect',
  'proxy error page',
  'proxy busy, retry later',
  'proxy takes no gzip',
  'reply replaced by a proxy',
  'forged refusal',
  'forged word that it was taken back',
  'garbage receipt',
  'receipt by another key',
  'receipt of another submission',
  'reply in the wrong order',
  'receipt of an earlier try',
] as const;

/** In the server, at one of its moments. */
export const serverFaults = [
  'server killed',
  'database full',
  'commit done, told failed',
  'disk slow',
] as const;

/** Now and then, by themselves. */
export const eventFaults = [
  'clock a year ahead',
  'clock a year behind',
  'server clock a year off',
  'key rotated',
  'second tab',
  'tab asleep',
  'no network',
  'server away',
  'room gone for a while',
  'finished in two tabs at once',
  'sent back',
] as const;

export type DeviceFault = (typeof deviceFaults)[number];
export type WayFault = (typeof wayFaults)[number];
export type ServerFault = (typeof serverFaults)[number];
export type EventFault = (typeof eventFaults)[number];

export interface Plan {
  /** Whether this seed has it at all. */
  has(fault: EventFault): boolean;
  atWrite(): DeviceFault | undefined;
  afterCommit(): DeviceFault | undefined;
  onTheWay(): WayFault | undefined;
  inServer(): ServerFault | undefined;
  /** How long a request may be late, in milliseconds. */
  readonly lateness: number;
  /** From now on nothing bad happens. */
  calm(): void;
  readonly isCalm: boolean;
}

export function drawPlan(chance: Chance): Plan {
  const some = <T extends string>(all: readonly T[], share: number) =>
    all.filter(() => chance.happens(share));
  const share = chance.one([0.15, 0.4, 0.8]);
  const device = some(deviceFaults, share);
  const way = some(wayFaults, share);
  const server = some(serverFaults, share);
  const events = new Set<string>(some(eventFaults, Math.max(share, 0.4)));
  const rates = {
    device: chance.one([0.01, 0.04, 0.15]),
    way: chance.one([0.05, 0.3, 0.7]),
    server: chance.one([0.02, 0.1, 0.4]),
  };
  const lateness = chance.one([1, 20]) * 60_000;
  let isCalm = false;
  const draw = <T>(rate: number, faults: readonly T[]): T | undefined => {
    const [first, ...more] = faults;
    if (isCalm || first === undefined || !chance.happens(rate)) return undefined;
    return chance.one<T>([first, ...more]);
  };
  const killers = device.filter((fault) => fault === 'tab killed' || fault === 'power cut');
  return {
    lateness,
    has: (fault) => events.has(fault),
    atWrite: () => draw(rates.device, device),
    afterCommit: () => draw(rates.device, killers),
    onTheWay: () => draw(rates.way, way),
    inServer: () => draw(rates.server, server),
    calm() {
      isCalm = true;
    },
    get isCalm() {
      return isCalm;
    },
  };
}
