import { expect, test } from 'vitest';
import { keeperFor } from '../../src/screens/media.ts';
import { attachmentsOf, beginDraft, type Database } from '../../src/storage/index.ts';
import { device, draftOf, everything, type Fault, faultAt } from '../support/device.ts';
import { photo } from '../support/media.ts';

const written = { settled: async () => undefined, isNamed: () => false };

/** A draft on a device, and the place for its files. */
async function interview(
  privacy: 'anonymous' | 'confidential' = 'confidential',
  answers: Parameters<typeof keeperFor>[3] = written,
) {
  const { db } = device();
  const draft = draftOf();
  await beginDraft(db, draft, []);
  return { db, draft, keeper: keeperFor(db, draft.id, privacy, answers) };
}
const namesIn = async (db: Database, owner: string) =>
  (await attachmentsOf(db, owner)).map(({ name }) => name);
const pdf = (words: string) => new Blob([`%PDF-${words}`], { type: 'application/pdf' });

test('what is kept can be opened again, by the name that is the answer', async () => {
  const { keeper } = await interview();
  const bytes = photo(1_300_000);
  const kept = await keeper.keep(bytes, 'board');
  const name = 'name' in kept ? kept.name : '';
  expect(name).toMatch(/^board-[a-z0-9]{8}\.jpg$/);
  expect(await keeper.about(name)).toEqual({ type: 'image/jpeg', size: 1_300_000 });
  expect(await (await keeper.open(name))?.arrayBuffer()).toEqual(await bytes.arrayBuffer());
});

test('a file keeps its own name, but never in an anonymous survey', async () => {
  const open = await interview('confidential');
  expect(await open.keeper.keep(pdf('1'), 'minutes', 'Budget of Siti.pdf')).toEqual({
    kind: 'kept',
    name: 'Budget of Siti.pdf',
  });
  expect(await open.keeper.keep(pdf('2'), 'minutes', 'budget of siti.pdf')).toEqual({
    kind: 'kept',
    name: 'budget of siti (2).pdf',
  });
  const closed = await interview('anonymous');
  const kept = await closed.keeper.keep(pdf('1'), 'minutes', 'Budget of Siti.pdf');
  expect('name' in kept && kept.name).toMatch(/^minutes-[a-z0-9]{8}\.pdf$/);
});

test.for<[Fault, string]>([
  ['quota', 'full'],
  ['power', 'failed'],
])(
  'whichever write meets %s, the file before it is whole and the person hears “%s”',
  async ([fault, said]) => {
    for (let at = 0; ; at++) {
      const { db, draft, keeper } = await interview();
      await keeper.keep(photo(700_000, 1), 'board');
      const before = await everything(db);
      const { writes } = faultAt(db, at, fault);
      const kept = await keeper.keep(photo(1_200_000, 2), 'board');
      if (writes() <= at) break; // all writes have had their turn
      expect(kept).toEqual({ kind: said });
      expect(await everything(db)).toEqual(before);
      expect(await namesIn(db, draft.id)).toHaveLength(1);
      expect(at).toBeLessThan(20);
    }
  },
);

test('a file that goes away while it is read is said, and nothing of it stays', async () => {
  const { db, draft, keeper } = await interview();
  const gone = () => Promise.reject(new DOMException('The file is gone.', 'NotReadableError'));
  const torn = Object.assign(photo(1_000), {
    arrayBuffer: gone,
    slice: () => ({ arrayBuffer: gone, size: 1_000 }),
  });
  expect(await keeper.keep(torn, 'board')).toEqual({ kind: 'failed' });
  expect(await namesIn(db, draft.id)).toEqual([]);
});

test('bytes go only once no answer on the disk names them', async () => {
  let disk: 'slow' | 'broken' | 'fine' = 'broken';
  const { db, draft, keeper } = await interview('confidential', {
    settled: async () => {
      if (disk === 'broken') throw new Error('could not be kept');
    },
    isNamed: () => disk === 'slow',
  });
  const kept = await keeper.keep(photo(1_000), 'board');
  const name = 'name' in kept ? kept.name : '';
  await keeper.remove(name);
  expect(await namesIn(db, draft.id)).toEqual([name]);
  disk = 'slow';
  await keeper.remove(name);
  expect(await namesIn(db, draft.id)).toEqual([name]);
  disk = 'fine';
  await keeper.remove(name);
  expect(await namesIn(db, draft.id)).toEqual([]);
  expect(await keeper.about(name)).toBeUndefined();
});

test('submitting waits for a file that is still on its way', async () => {
  const { keeper } = await interview();
  let arrive: () => void = () => undefined;
  keeper.underWay(new Promise<void>((resolve) => (arrive = resolve)));
  let isIdle = false;
  const idle = keeper.idle().then(() => {
    isIdle = true;
  });
  await keeper.keep(photo(1_000), 'board');
  expect(isIdle).toBe(false);
  arrive();
  await idle;
  await keeper.idle(); // nothing is on its way any more
});

test('a recording that was cut off is there up to its last piece, in order, and by its question', async () => {
  const { db, draft, keeper } = await interview();
  const type = 'audio/webm;codecs=opus';
  for (let at = 0; at < 12; at++)
    expect(await keeper.unfinished.add('/case[a]/voice', new Blob([`${at},`], { type }), at)).toBe(true);
  await keeper.unfinished.add('/case[b]/voice', new Blob(['other'], { type }), 0);

  const again = keeperFor(db, draft.id, 'confidential', written);
  const found = await again.unfinished.find('/case[a]/voice');
  expect(found?.type).toBe('audio/webm');
  expect(await found?.text()).toBe('0,1,2,3,4,5,6,7,8,9,10,11,');
  await again.unfinished.drop('/case[a]/voice');
  expect(await again.unfinished.find('/case[a]/voice')).toBeUndefined();
  expect(await (await again.unfinished.find('/case[b]/voice'))?.text()).toBe('other');
});
