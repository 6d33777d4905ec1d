/** The app itself in Chromium, in the middle of an interview: its process killed at random moments, on one profile. */
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Questionnaire, Questionnaire as Schema } from '../../../src/questionnaire/index.ts';
import household from '../../fixtures/household.json' with { type: 'json' };
import { chance } from '../../simulator/parts/chance.ts';
import { givenFiles } from '../../support/answering/files.ts';
import type { ChromiumTab } from '../../support/browsers/chromium.ts';
import { desktop, meet, phone } from '../../support/browsers/index.ts';
import { folderWithSurvey } from '../../support/fielding.ts';
import { openServer } from '../../support/server.ts';
import { sitting } from '../parts/sitting.ts';
import { type Cell, inSqlite } from '../parts/stage.ts';

const questionnaire: Questionnaire = Schema.parse(household);
/** Milliseconds between the survey on the screen and the end of its process, at most. */
const longest = 4_000;

/** So many kills from a seed; every third at the very moment when the screen says “saved”. */
export async function killedInInterview(
  seed: number,
  kills: number,
  say: (line: string) => void = console.log,
): Promise<Cell[]> {
  const dice = chance(seed);
  const folder = await folderWithSurvey(questionnaire, 'confidential');
  const server = await openServer({ DATA_DIR: folder });
  const given = await givenFiles();
  const size = seed % 2 === 0 ? phone : desktop;
  const person = await meet('chromium', { language: 'en', size });
  const sat = sitting(questionnaire, `${server.origin}/s/demo`, { chance: dice.apart(), files: given.files });
  const struck = { 'at any moment': 0, 'as it says “saved”': 0 };
  const gone: string[] = [];
  try {
    for (let kill = 0; kill < kills; kill++) {
      await sat.sits((person.tab as ChromiumTab).page);
      for (const what of await sat.missing()) {
        gone.push(what);
        say(`seed ${seed}, after kill ${kill}: LOST ${what}`);
      }
      const how = kill % 3 === 2 ? 'as it says “saved”' : 'at any moment';
      await untilKilled(
        () => person.losesPower(),
        how === 'at any moment' ? dice.between(50, longest) : null,
      );
      struck[how] += 1;
    }
    await sat.sits((person.tab as ChromiumTab).page);
    gone.push(...(await sat.missing()));
    const arrived = await allArrived();
    const promises = sat.promises();
    say(
      `seed ${seed}: ${kills} kills, ${promises} screens called saved, ${sat.finished.size} interviews finished`,
    );
    return Object.entries(struck).map(([point, times]) => ({
      where: 'Chromium',
      fault: 'browser killed (SIGKILL), interview on the screen',
      point: `${point}, seed ${seed}`,
      times,
      submissions: sat.finished.size,
      lost: gone.length + arrived.lost,
      doubled: arrived.doubled,
    }));
  } finally {
    await person.leaves();
    await given.leave();
    await server.leave();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Acts until the power is gone; what an act says of a browser that died under it is no news. */
  async function untilKilled(lose: () => Promise<void>, after: number | null): Promise<void> {
    let isOver = false;
    const { promise: moment, resolve: strike } = Promise.withResolvers<void>();
    if (after !== null) setTimeout(strike, after);
    else {
      let left = dice.between(1, 6);
      sat.whenSaved = () => {
        left -= 1;
        if (left === 0) strike();
      };
    }
    const act = async () => {
      while (!isOver) await sat.acts();
    };
    const acting = act().catch((error: Error) => error);
    const ended = await Promise.race([moment.then(() => 'struck' as const), acting]);
    if (ended !== 'struck' && ended) throw ended;
    isOver = true;
    sat.whenSaved = () => undefined;
    await lose();
    await acting;
  }

  async function allArrived(): Promise<{ lost: number; doubled: number }> {
    for (const end = Date.now() + 30_000; ; await sleep(200)) {
      const rows = inSqlite(server.dataDir);
      const ids = rows.map(({ id }) => id);
      const lost = [...sat.finished].filter((id) => !ids.includes(id)).length;
      if (lost === 0 || Date.now() > end)
        return { lost, doubled: rows.filter(({ revision }) => revision > 1).length };
    }
  }
}
