import { afterEach, beforeEach, expect, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import type { Incoming, ListedFile, Store } from '../../src/server/store/index.ts';
import { incomingWith, onEachStore, type Place } from './stores.ts';

const id = (n: number) => `019aa000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const hash = (n: number) => n.toString(16).padStart(64, '0');
const file = (n: number): ListedFile => ({ hash: hash(n), size: 1_000 + n, type: 'image/jpeg' });

const incoming = (n: number, media: readonly ListedFile[], changes: Partial<Incoming> = {}): Incoming =>
  incomingWith(id(n), JSON.stringify({ n, media, changed: Object.keys(changes) }), { media, ...changes });

onEachStore((ground) => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = ground.newPlace();
    store = await place.open();
  });
  afterEach(() => store.close());

  test('what a submission lists is there with it, also when it comes twice, and over all its revisions', async () => {
    const first = incoming(1, [file(1), file(2), file(1)]);
    await Promise.all([store.keep(first), store.keep(incoming(2, [])), store.keep(first)]);
    await store.keep(incoming(1, [file(2), file(3)], { basedOn: first.hash }));
    await store.close();
    store = await place.open();
    const nothing = { survey: 'demo', receivedAt: '', signingKey: '' };
    expect(await store.media.of(id(1))).toEqual([1, 2, 3].map((n) => ({ ...file(n), ...nothing })));
    expect(await store.media.of(id(2))).toEqual([]);
    expect(await store.media.of(id(9))).toEqual([]);
    expect([await store.media.isListed(hash(3)), await store.media.isListed(hash(9))]).toEqual([true, false]);
    expect((await store.look(audit)).faults).toEqual([]);
  });

  test('that a file is here is noted once: the first day and key stand', async () => {
    await store.keep(incoming(1, [file(1), { ...file(1), size: 7 }, file(2)]));
    await store.media.note(id(1), file(1), '2026-11-23', 'first-key');
    await store.media.note(id(1), file(1), '2026-11-24', 'second-key');
    const noted = (await store.media.of(id(1))).filter(({ receivedAt }) => receivedAt);
    expect(noted).toEqual([
      { ...file(1), survey: 'demo', receivedAt: '2026-11-23', signingKey: 'first-key' },
    ]);
  });

  test('a withdrawn submission lists nothing, and its files are to be erased until they are forgotten', async () => {
    await store.keep(incoming(1, [file(1), file(2)]));
    await store.keep(incoming(2, [file(2)]));
    await store.act(id(1), { kind: 'withdrawn' }, '2026-11-23');
    await store.keep(incoming(1, [file(5)])); // comes late, and is erased as it comes
    expect(await store.media.of(id(1))).toEqual([]);
    expect(await Promise.all([1, 2, 5].map((n) => store.media.isListed(hash(n))))).toEqual([
      false,
      true,
      false,
    ]);
    const toErase = await store.media.toErase(id(1), 10);
    expect(toErase.map(({ hash }) => hash).sort()).toEqual([hash(1), hash(2)]);
    expect(await store.media.toErase(id(2), 10)).toEqual([]);
    expect(await store.media.toErase(null, 1)).toHaveLength(1);
    for (const { submission, hash } of toErase) await store.media.forget(submission, hash);
    expect(await store.media.toErase(null, 10)).toEqual([]);
    expect(await store.media.isListed(hash(2))).toBe(true);
    expect((await store.look(audit)).faults).toEqual([]);
  });

  test('a crowd with a thousand files each is kept, and an auditor sees when the list was changed', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) => file(n));
    await Promise.all(Array.from({ length: 12 }, (_, n) => store.keep(incoming(n, many))));
    expect(await store.media.of(id(7))).toHaveLength(1_000);
    await place.meddle(
      `DELETE FROM submission_media WHERE submission_id = '${id(3)}' AND hash = '${hash(5)}'`,
    );
    await place.meddle(
      `INSERT INTO submission_media (submission_id, hash, size, type, received_at, signing_key)
       VALUES ('${id(99)}', '${hash(1)}', 1, 'image/jpeg', '', '')`,
    );
    expect((await store.look(audit)).faults).toEqual([
      { what: 'submission_media: not what the submission lists', where: id(3) },
      { what: 'submission_media: a submission that is not there', where: id(99) },
    ]);
  });
});
