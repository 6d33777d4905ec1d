/** Puts finished interviews into a browser's database, where the app finds them when it is opened next. */
import type { Page } from 'playwright-core';
import { Questionnaire } from '../../../src/questionnaire/index.ts';
import { Survey } from '../../../src/submission/index.ts';
import { finishedInterviews, type Waiting } from './interviews.ts';

export async function gather(origin: string, count: number): Promise<Waiting[]> {
  const survey = Survey.parse(await (await fetch(`${origin}/api/surveys/demo`)).json());
  const asked = await fetch(`${origin}/api/questionnaires/${survey.questionnaire}`);
  const questionnaire = Questionnaire.parse(await asked.json());
  let seed = 1;
  const chance = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return finishedInterviews(count, { survey: 'demo', hash: survey.questionnaire, questionnaire }, chance);
}

/** Lets the app make its tables, then puts the interviews there from a page of the same origin on which nothing runs. */
export async function fill(page: Page, origin: string, interviews: readonly Waiting[]): Promise<void> {
  await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
  await page.waitForTimeout(1_000);
  await page.goto(`${origin}/health`);
  const survey = await (await fetch(`${origin}/api/surveys/demo`)).text(); // asked from here: that page's policy lets it ask nothing
  const { questionnaire: hash } = JSON.parse(survey) as { questionnaire: string };
  const questionnaire = await (await fetch(`${origin}/api/questionnaires/${hash}`)).text();
  await page.evaluate(`(async () => {
    const survey = ${survey};
    const questionnaire = ${questionnaire};
    globalThis.db = await new Promise((done, failed) => {
      const opening = indexedDB.open('rintis');
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    });
    db.transaction('surveys', 'readwrite').objectStore('surveys').put(survey);
    db.transaction('questionnaires', 'readwrite')
      .objectStore('questionnaires')
      .put({ hash: survey.questionnaire, questionnaire });
  })()`);
  for (let from = 0; from < interviews.length; from += 500) {
    await page.evaluate(
      async (some) => {
        const { db } = globalThis as unknown as { db: IDBDatabase };
        const shelf = db.transaction(['submissions', 'outbox'], 'readwrite');
        for (const one of some) {
          shelf.objectStore('submissions').add(one);
          const waits = {
            hash: one.hash,
            state: 'waiting',
            since: one.keptAt,
            tries: 0,
            triedAt: 0,
            nextTryAt: 0,
          };
          shelf.objectStore('outbox').add({ id: one.id, ...waits });
        }
        await new Promise((done, failed) => {
          shelf.oncomplete = done;
          shelf.onerror = failed;
        });
      },
      interviews.slice(from, from + 500),
    );
  }
}
