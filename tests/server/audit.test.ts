import { afterEach, beforeEach, expect, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import type { Incoming, Store } from '../../src/server/store/index.ts';
import { hashOf } from '../../src/server/store/index.ts';
import { incomingWith, onEachStore, type Place } from './stores.ts';

const idOf = (n: number) => `019aa000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const incoming = (n: number, words = 'first', changes: Partial<Incoming> = {}): Incoming =>
  incomingWith(idOf(n), JSON.stringify({ n, words }), changes);

onEachStore((ground) => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    [place, store] = await filled();
  });
  afterEach(() => store.close());

  async function filled(): Promise<[Place, Store]> {
    const place = ground.newPlace();
    const store = await place.open();
    await store.addQuestionnaire(hashOf('{"a":1}'), '{"a":1}');
    await Promise.all(Array.from({ length: 30 }, (_, n) => store.keep(incoming(n))));
    await store.keep(incoming(1, 'better', { basedOn: incoming(1).hash, day: '2026-11-24' }));
    await store.keep(incoming(2, 'other', { day: '2026-11-24' }));
    await store.act(idOf(3), { kind: 'withdrawn' }, '2026-11-24');
    await store.act(idOf(4), { kind: 'returned', by: 'mali', comment: 'Which year?' }, '2026-11-25');
    await store.act(idOf(2), { kind: 'resolved', by: 'mali', revision: 2 }, '2026-11-25');
    await store.keep(incoming(3, 'too late', { basedOn: incoming(3).hash, day: '2026-11-26' }));
    return [place, store];
  }

  const faults = async () => (await store.look(audit)).faults.map(({ what }) => what);

  test('what was kept, corrected, sent back, resolved and taken back is all as the log says', async () => {
    const found = await store.look(audit);
    expect(found).toMatchObject({ submissions: 30, revisions: 33, entries: 36, faults: [] });
    expect(found.days.map(({ day, entries }) => [day, entries])).toEqual([
      ['2026-11-23', 30],
      ['2026-11-24', 3],
      ['2026-11-25', 2],
      ['2026-11-26', 1],
    ]);
  });

  test('one changed character in any column of a row or of the log is found', async () => {
    const where = `id = '${idOf(1)}' AND revision = 1`;
    const line = `submission_id = '${idOf(4)}' AND number = 2`;
    const changes = [
      `UPDATE submissions SET body = replace(body, 'first', 'furst') WHERE ${where}`,
      `UPDATE submissions SET survey_id = 'dema' WHERE ${where}`,
      `UPDATE submissions SET questionnaire = replace(questionnaire, '1', '2') WHERE ${where}`,
      `UPDATE submissions SET hash = '${'0'.repeat(64)}' WHERE ${where}`,
      `UPDATE submissions SET code = '00000-00000' WHERE ${where}`,
      `UPDATE submissions SET received_at = '2026-11-22' WHERE ${where}`,
      `UPDATE submissions SET late = 1 WHERE ${where}`,
      `UPDATE submissions SET signing_key = 'other-key' WHERE ${where}`,
      `UPDATE submissions SET based_on = '' WHERE id = '${idOf(1)}' AND revision = 2`,
      `UPDATE submissions SET id = '${idOf(77)}' WHERE ${where}`,
      `UPDATE submissions SET revision = 9 WHERE id = '${idOf(1)}' AND revision = 2`,
      `UPDATE ACTS SET day = '2026-11-22' WHERE ${line}`,
      `UPDATE ACTS SET kind = 'resolved' WHERE ${line}`,
      `UPDATE ACTS SET revision = 2 WHERE ${line}`,
      `UPDATE ACTS SET note = replace(note, 'mali', 'mary') WHERE ${line}`,
      `UPDATE ACTS SET entry = replace(entry, substr(entry, 1, 1), '-') WHERE ${line}`,
      `UPDATE ACTS SET number = 3 WHERE ${line}`,
      `UPDATE ACTS SET submission_id = '${idOf(78)}' WHERE ${line}`,
      ...place.keptLine(`id = '${idOf(5)}'`),
      `UPDATE standings SET comment = 'Which Year?' WHERE id = '${idOf(4)}'`,
      `UPDATE standings SET current = 1 WHERE id = '${idOf(2)}'`,
      `UPDATE questionnaires SET body = '{"a":2}'`,
      `UPDATE survey_days SET late = late + 1 WHERE day = '2026-11-26'`,
    ];
    for (const change of changes) {
      const [place, store] = await filled();
      await place.meddle(change.replaceAll('ACTS', place.acts));
      expect([change, (await store.look(audit)).faults]).not.toEqual([change, []]);
      await store.close();
    }
  });

  test('a submission that is gone with its log, and one slipped in, are found by the sum of their day', async () => {
    await place.meddle(
      `DELETE FROM submissions WHERE id = '${idOf(9)}'; DELETE FROM ${place.acts} WHERE submission_id = '${idOf(9)}'`,
    );
    expect(await faults()).toEqual(['survey_days: not the sum of its log']);
  });

  test('the last line of a log cannot be taken away, and a withdrawn body cannot come back', async () => {
    await place.meddle(
      `DELETE FROM ${place.acts} WHERE submission_id = '${idOf(4)}' AND number = 2; UPDATE submissions SET body = 'x' WHERE id = '${idOf(3)}'`,
    );
    expect(await faults()).toContain('submissions: body');
    expect(await faults()).toContain('survey_days: not the sum of its log');
  });

  test('in whatever order the same came, the chain of days ends in the same link', async () => {
    const other = await ground.newPlace().open();
    await Promise.all(Array.from({ length: 30 }, (_, n) => other.keep(incoming(29 - n))));
    const [here, there] = [await store.look(audit), await other.look(audit)];
    expect(there.days[0]).toEqual(here.days[0]);
    await other.close();
  });
});
