/** The world in which the reference engine ran, as far as it can be known. */
import type { World } from '../../src/questionnaire/index.ts';

export const openWorld = (rest: Partial<World> = {}): World => ({
  now: () => new Date(),
  random: Math.random,
  uuid: () => crypto.randomUUID(),
  offsetAt: () => 0,
  ...rest,
});
