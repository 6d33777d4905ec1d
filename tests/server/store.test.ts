import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Incoming, Store } from '../../src/server/store/index.ts';
import { onEachStore, type Place } from './stores.ts';

const id = (n: number) => `019aa000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const hash = (n: number) => n.toString(16).padStart(64, '0');
const incoming = (n: number, changes: Partial<Incoming> = {}): Incoming => ({
  id: id(n),
  survey: 'demo',
  questionnaire: hash(1),
  hash: hash(n),
  code: '00000-00000',
  receivedAt: '2026-11-23',
  day: '2026-11-23',
  late: false,
  basedOn: '',
  signingKey: 'first-key',
  body: `{"n":${n},"words":"ไทย Đà Nẵng \\u0000"}`,
  ...changes,
});

onEachStore((ground) => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = ground.newPlace();
    store = await place.open();
  });
  afterEach(() => store.close());

  const all = async (survey = 'demo') => store.newest(survey, null, 1000);

  test('what was kept is there when the store is opened again, letter by letter', async () => {
    const kept = await store.keep(incoming(1));
    expect(kept).toEqual({ kind: 'kept', revision: 1, receivedAt: '2026-11-23', signingKey: 'first-key' });
    await store.close();
    store = await place.open();
    expect(await all()).toEqual([
      {
        id: id(1),
        revision: 1,
        receivedAt: '2026-11-23',
        late: false,
        device: '',
        review: false,
        body: incoming(1).body,
      },
    ]);
  });

  test('the same again, on another day and with another key, is what it was the first time', async () => {
    const first = await store.keep(incoming(1));
    const again = await store.keep(
      incoming(1, { receivedAt: '2026-11-24', signingKey: 'second-key', late: true }),
    );
    expect(again).toEqual(first);
    expect(await all()).toHaveLength(1);
    expect(await store.countsOf('demo')).toEqual({ submissions: 1, revisions: 0, late: 0 });
  });

  test('other words under the same id are the next revision, and the first one can still be sent again', async () => {
    await store.keep(incoming(1));
    expect(
      await store.keep(incoming(1, { hash: hash(2), basedOn: hash(1), body: '{"better":1}' })),
    ).toMatchObject({
      revision: 2,
    });
    expect(await store.keep(incoming(1))).toMatchObject({ revision: 1 });
    expect(await all()).toMatchObject([{ revision: 2, body: '{"better":1}' }]);
    expect(await store.countsOf('demo')).toEqual({ submissions: 1, revisions: 1, late: 0 });
  });

  test('an id that belongs to one survey is refused to another', async () => {
    await store.keep(incoming(1));
    expect(await store.keep(incoming(1, { survey: 'other', hash: hash(2) }))).toEqual({
      kind: 'other-survey',
    });
    expect(await all('other')).toEqual([]);
    expect(await store.countsOf('other')).toEqual({ submissions: 0, revisions: 0, late: 0 });
  });

  test('three hundred at once, each five times and in any order, are three hundred', async () => {
    const sent = Array.from({ length: 1500 }, (_, at) => incoming((at * 7) % 300, { late: at % 2 === 0 }));
    const kept = await Promise.all(sent.map((one) => store.keep(one)));
    expect(kept.every((one) => one.kind === 'kept' && one.revision === 1)).toBe(true);
    expect(await all()).toHaveLength(300);
    expect((await store.countsOf('demo')).submissions).toBe(300);
  });

  test('twenty versions of one submission at once are twenty revisions, without gaps', async () => {
    const kept = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        store.keep(incoming(1, { hash: hash(at + 1), body: `{"v":${at}}` })),
      ),
    );
    const revisions = kept.map((one) => (one.kind === 'kept' ? one.revision : 0)).sort((a, b) => a - b);
    expect(revisions).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(await store.countsOf('demo')).toEqual({ submissions: 1, revisions: 19, late: 0 });
  });

  test('two servers on one store keep the same submissions once', async () => {
    const other = await place.open();
    const sent = Array.from({ length: 200 }, (_, at) => incoming(at));
    const [here, there] = await Promise.all([
      Promise.all(sent.map((one) => store.keep(one))),
      Promise.all([...sent].reverse().map((one) => other.keep({ ...one, receivedAt: '2026-11-24' }))),
    ]);
    expect(here).toEqual([...there].reverse());
    expect((await store.countsOf('demo')).submissions).toBe(200);
    await other.close();
  });

  test('pages go by id, end to end, and know no other survey', async () => {
    await Promise.all(Array.from({ length: 25 }, (_, at) => store.keep(incoming(24 - at))));
    await store.keep(incoming(99, { survey: 'other' }));
    const seen: string[] = [];
    for (let after: string | null = null; ; after = seen.at(-1) ?? null) {
      const page = await store.newest('demo', after, 10);
      seen.push(...page.map((one) => one.id));
      if (page.length < 10) break;
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => id(at)));
  });

  test('late ones are counted, once', async () => {
    await store.keep(incoming(1, { late: true }));
    await store.keep(incoming(1, { late: true, hash: hash(7) }));
    await store.keep(incoming(2));
    expect(await store.countsOf('demo')).toEqual({ submissions: 2, revisions: 1, late: 1 });
    expect((await all()).map(({ late }) => late)).toEqual([true, false]);
  });

  test('a questionnaire is added once and never changes; a survey has the document it was given last', async () => {
    await store.addQuestionnaire(hash(1), '{"a":1}');
    await store.addQuestionnaire(hash(1), '{"a":2}');
    expect(await store.questionnaire(hash(1))).toBe('{"a":1}');
    expect(await store.questionnaire('no such hash')).toBeNull();

    await store.saveSurvey('b', '{"id":"b"}');
    await store.saveSurvey('a', '{"id":"a"}');
    await store.saveSurvey('b', '{"id":"b","title":"better"}');
    expect(await store.survey('b')).toBe('{"id":"b","title":"better"}');
    expect(await store.survey('c')).toBeNull();
    expect(await store.surveys()).toEqual(['{"id":"a"}', '{"id":"b","title":"better"}']);
  });

  test('a session lasts until its end, or until the password changes', async () => {
    expect(await store.hasCoordinators()).toBe(false);
    await store.setPassword('mali', 'hash 1');
    expect(await store.hasCoordinators()).toBe(true);
    expect(await store.passwordOf('mali')).toBe('hash 1');
    expect(await store.passwordOf('nobody')).toBeNull();

    await store.openSession('token', 'mali', '2026-11-23T12:00:00.000Z', '2026-11-23T00:00:00.000Z');
    expect(await store.coordinatorOf('token', '2026-11-23T11:59:59.000Z')).toBe('mali');
    expect(await store.coordinatorOf('token', '2026-11-23T12:00:00.000Z')).toBeNull();
    expect(await store.coordinatorOf('other', '2026-11-23T11:00:00.000Z')).toBeNull();

    await store.setPassword('mali', 'hash 2');
    expect(await store.coordinatorOf('token', '2026-11-23T11:00:00.000Z')).toBeNull();
    await store.openSession('next', 'mali', '2026-11-24T12:00:00.000Z', '2026-11-23T13:00:00.000Z');
    await store.closeSession('next');
    expect(await store.coordinatorOf('next', '2026-11-23T13:00:00.000Z')).toBeNull();
  });

  test('many may open a new store at the same time', async () => {
    const fresh = ground.newPlace();
    const opened = await Promise.all(Array.from({ length: 4 }, () => fresh.open()));
    await Promise.all(opened.map((one) => one.check()));
    await Promise.all(opened.map((one) => one.close()));
  });
});
