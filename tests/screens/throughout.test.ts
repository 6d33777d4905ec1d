/**
 * A whole interview of agencies, with photos, one of its writes failing: the last of some acts here, each in its turn where
 * `npm run faults` asks for it (`EVERY_WRITE`: a file for what came of it, as rows of the matrix).
 */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Questionnaire, versionOf } from '../../src/questionnaire/index.ts';
import agencies from '../../src/questionnaires/ipi_agencies.json' with { type: 'json' };
import { breaks, type Ended, interviewed, type Plan } from '../support/breaking.ts';
import { office } from '../support/office.ts';

const questionnaire = Questionnaire.parse(agencies);
const plan: Plan = {
  questionnaire,
  survey: { ...office().survey, privacy: 'confidential', questionnaire: versionOf(questionnaire) },
  says: { contact: 'start', mode: 'face', consent: 'agree', country: 'MY', innov_n: 2 },
  instances: 2,
};
const everyWrite = process.env.EVERY_WRITE;
const step = everyWrite ? 1 : 17; // a whole interview for each: 60 ms
const fewest = 100; // writes of such an interview

const words = {
  quota: /no space left|StorageFull/,
  killed: /^$/, // opened again, and done: there is nothing to tell
  dead: /could not be saved|StorageBroken/,
};
const beside = new Map<string, string>();
beforeAll(() => {
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => beside.get(name) ?? null,
    setItem: (name: string, it: string) => void beside.set(name, it),
    removeItem: (name: string) => void beside.delete(name),
  });
  vi.stubGlobal('document', { documentElement: {} });
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  vi.spyOn(console, 'warn').mockReturnValue(); // Dexie, of each connection that it opens again
});
beforeEach(() => beside.clear());
afterAll(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const ends: Ended[] = [];
afterAll(() => {
  if (everyWrite) writeFileSync(everyWrite, JSON.stringify(ends));
});

for (const how of breaks) {
  test.each([
    ['tries again', false],
    ['comes back later', true],
  ] as const)(
    `whichever write of an interview meets “${how}”, what was shown as saved is there, and who %s submits all of it`,
    async (_, returns) => {
      const smooth = await interviewed(plan, { how, at: Number.POSITIVE_INFINITY, returns });
      expect(smooth.writes).toBeGreaterThan(fewest);
      for (let at = 0; at < smooth.writes; at += step) {
        const ended = await interviewed(plan, { how, at, returns });
        expect([at, ended.lost]).toEqual([at, []]);
        expect([at, ended.told.join()]).toEqual([at, expect.stringMatching(words[how])]);
        expect([at, ended.submitted]).toEqual([at, smooth.submitted]);
        ends.push(ended);
      }
    },
    600_000,
  );
}
