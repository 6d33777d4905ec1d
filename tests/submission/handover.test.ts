import { createHash } from 'node:crypto';
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type HandOverDraft,
  type HandOverHeader,
  type HandOverPart,
  type HandOverRecord,
  HandOverRefused,
  handOverFormat,
  readHandOver,
  type Submission,
  sealOf,
  toBody,
  writeHandOver,
} from '../../src/submission/index.ts';

const hashOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const idOf = (n: number) => `019aa000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const questionnaire = 'a'.repeat(64);

const submissionOf = (n: number, words: string): Submission => ({
  format: 1,
  id: idOf(n),
  survey: 'demo',
  questionnaire,
  language: 'th',
  mode: 'interview',
  startedAt: '2026-11-23',
  finishedAt: '2026-11-23',
  pages: {},
  app: '0.1.0',
  answers: { words },
});

const draftOf = (n: number, words: string): HandOverDraft => ({
  id: idOf(1_000 + n),
  survey: 'demo',
  questionnaire,
  language: 'vi',
  mode: 'interview',
  where: '/visit/words',
  startedAt: '2026-11-23',
  changedAt: '2026-11-23T05:00:00.000Z',
  pages: { work: 1_200 },
  answers: [
    { ref: '/visit/words', answer: words },
    { ref: '/visit/colours', answer: ['red', 'blue'] },
  ],
});

interface Contents {
  readonly submissions: readonly string[];
  readonly drafts: readonly string[];
  readonly files: readonly Uint8Array[];
}

function recordsOf({ submissions, drafts, files }: Contents): HandOverRecord[] {
  const distinct = [...new Map(files.map((bytes) => [hashOf(bytes), bytes]))];
  return [
    { questionnaire: { hash: hashOf('{}'), text: '{}' } },
    ...distinct.map(([hash, bytes]) => ({
      file: { hash, type: 'image/jpeg' as const, size: bytes.length },
      bytes: inPieces(bytes, 7),
    })),
    ...drafts.map((words, n) => ({ draft: draftOf(n, words) })),
    ...submissions.map((words, n) => ({ submission: toBody(submissionOf(n, words)) })),
  ];
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* each<T>(list: Iterable<T>): AsyncGenerator<T> {
  yield* list;
}

function headerOf(records: readonly HandOverRecord[], changed: Partial<HandOverHeader> = {}): HandOverHeader {
  const many = (name: string) => records.filter((record) => name in record).length;
  const bytes = records.reduce((sum, record) => sum + ('file' in record ? record.file.size : 0), 0);
  return {
    format: handOverFormat,
    id: '7f0e0f6a-3c55-4b0e-9a55-0d4c2a1b9e11',
    kind: 'hand-over',
    survey: 'demo',
    from: 'Mali',
    at: '2026-11-23T05:00:00.000Z',
    app: '0.1.0',
    counts: {
      surveys: many('survey'),
      questionnaires: many('questionnaire'),
      drafts: many('draft'),
      submissions: many('submission'),
      files: many('file'),
      bytes,
    },
    ...changed,
  };
}

async function written(records: readonly HandOverRecord[], changed?: Partial<HandOverHeader>) {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeHandOver(headerOf(records, changed), each(records))) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Everything that was read, with the bytes of the files; or why it was refused. */
async function read(bytes: Uint8Array, size = 1_000) {
  const parts: (HandOverPart | { kind: 'bytes'; bytes: Buffer })[] = [];
  try {
    for await (const part of readHandOver(inPieces(bytes, size))) {
      parts.push(part);
      if (part.kind !== 'file') continue;
      const pieces: Uint8Array[] = [];
      for await (const piece of part.bytes) pieces.push(piece.slice());
      parts.push({ kind: 'bytes', bytes: Buffer.concat(pieces) });
    }
  } catch (error) {
    if (error instanceof HandOverRefused) return error.why;
    throw error;
  }
  return parts;
}

const contents = fc.record({
  submissions: fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }),
  drafts: fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }),
  files: fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 4 }),
});

describe('what was written', () => {
  test('is what is read, however the bytes are cut on the way', async () => {
    await fc.assert(
      fc.asyncProperty(contents, fc.integer({ min: 1, max: 500 }), async (given, size) => {
        const bytes = await written(recordsOf(given));
        const parts = await read(bytes, size);
        if (typeof parts === 'string') throw new Error(parts);
        const of = (kind: string) => parts.filter((part) => part.kind === kind);
        expect(of('submission').map((part) => part.kind === 'submission' && part.body)).toEqual(
          given.submissions.map((words, n) => toBody(submissionOf(n, words)).body),
        );
        expect(of('draft').map((part) => part.kind === 'draft' && part.draft)).toEqual(
          given.drafts.map((words, n) => draftOf(n, words)),
        );
        const distinct = new Map(given.files.map((file) => [hashOf(file), Buffer.from(file)]));
        expect(of('bytes').map((part) => part.kind === 'bytes' && part.bytes)).toEqual([
          ...distinct.values(),
        ]);
      }),
      { numRuns: 100 },
    );
  });

  test('is refused when it is cut anywhere', async () => {
    const bytes = await written(
      recordsOf({ submissions: ['ไทย', 'b'], drafts: ['Đà Nẵng'], files: [Uint8Array.of(10, 10, 123)] }),
    );
    for (let length = 0; length < bytes.length; length++) {
      expect(['broken', 'not-ours']).toContain(await read(bytes.subarray(0, length)));
    }
  });

  test('is refused when any byte is another, or there is one more', async () => {
    const bytes = await written(
      recordsOf({ submissions: ['a'], drafts: ['b'], files: [Uint8Array.of(1, 2, 3)] }),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(['broken', 'not-ours', 'other-version']).toContain(await read(changed));
      }),
      { numRuns: 500 },
    );
    expect(await read(Buffer.concat([bytes, Buffer.from('\n')]))).toBe('broken');
    expect(await read(Buffer.concat([bytes, bytes]))).toBe('broken');
  });

  test('is read also by those who want nothing of its files', async () => {
    const bytes = await written(
      recordsOf({ submissions: ['a'], drafts: [], files: [new Uint8Array(5_000)] }),
    );
    const kinds: string[] = [];
    for await (const { kind } of readHandOver(inPieces(bytes, 100))) kinds.push(kind);
    expect(kinds).toEqual(['header', 'questionnaire', 'file', 'submission']);
  });
});

describe('what somebody else wrote', () => {
  const lines = (...of: unknown[]) => {
    const text = of.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
    return Buffer.from(`${text}${JSON.stringify({ end: { lines: of.length, sha256: hashOf(text) } })}\n`);
  };
  const counts = { surveys: 0, questionnaires: 0, drafts: 0, submissions: 0, files: 0, bytes: 0 };
  const header = (more: object = {}, changed: object = {}) => ({
    ...headerOf([]),
    counts: { ...counts, ...more },
    ...changed,
  });
  const good = { submission: toBody(submissionOf(1, 'a')) };

  test.for<[string, Uint8Array, string]>([
    ['nothing at all', Buffer.alloc(0), 'not-ours'],
    ['a photo', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 10, 10]), 'not-ours'],
    ['another program’s lines', lines({ format: 'a backup' }), 'not-ours'],
    ['a later version', lines({ format: 'rintis hand-over 2', more: true }), 'other-version'],
    [
      'a submission of a later version',
      lines(header({ submissions: 1 }), {
        submission: toBody({ ...submissionOf(1, 'a'), format: 2 } as never),
      }),
      'other-version',
    ],
    ['a hand-over of no survey', lines(header({}, { survey: undefined })), 'broken'],
    ['a kind of line that we do not know', lines(header(), { surprise: 1 }), 'broken'],
    ['a line that never ends', Buffer.from(`{"format":"${'x'.repeat(20_000)}`), 'not-ours'],
    [
      'a submission under another hash',
      lines(header({ submissions: 1 }), {
        submission: { ...good.submission, hash: 'b'.repeat(64) },
      }),
      'broken',
    ],
    [
      'more than it announced',
      lines(header({ submissions: 1 }), good, {
        submission: toBody(submissionOf(2, 'b')),
      }),
      'broken',
    ],
    ['less than it announced', lines(header({ submissions: 2 }), good), 'broken'],
    ['the same twice', lines(header({ submissions: 2 }), good, good), 'broken'],
    [
      'a submission of another survey',
      lines(header({ submissions: 1 }), {
        submission: toBody({ ...submissionOf(1, 'a'), survey: 'other' }),
      }),
      'broken',
    ],
    [
      'a survey’s keys in a hand-over',
      lines(header({ surveys: 1 }), {
        survey: {
          id: 'demo',
          title: 'x',
          questionnaire,
          languages: ['en'],
          defaultLanguage: 'en',
          privacy: 'anonymous',
          inserts: {},
          signingKeys: [{ id: 'k', publicKey: 'A'.repeat(43) }],
        },
      }),
      'broken',
    ],
    [
      'a file larger than there may be',
      lines(header({ files: 1, bytes: 10 ** 12 }), {
        file: { hash: 'c'.repeat(64), type: 'image/jpeg', size: 10 ** 12 },
      }),
      'broken',
    ],
    [
      'a file under another hash',
      lines(
        header({ files: 1, bytes: 1 }),
        {
          file: { hash: 'c'.repeat(64), type: 'image/jpeg', size: 1 },
        },
        'x',
      ),
      'broken',
    ],
    [
      '`__proto__` among the pages',
      lines(
        header({ drafts: 1 }),
        JSON.stringify({ draft: draftOf(1, 'a') }).replace('"pages":{', '"pages":{"__proto__":{"a":1},'),
      ),
      'broken',
    ],
    [
      'answers within answers without end',
      lines(header({ submissions: 1 }), {
        submission: ((body) => ({ body, hash: hashOf(body) }))(
          `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
        ),
      }),
      'broken',
    ],
    [
      'letters that are none',
      Buffer.concat([lines(header()).subarray(0, 40), Buffer.from([0xc3, 0x28, 10])]),
      'not-ours',
    ],
  ])('is refused: %s', async ([, bytes, why]) => {
    expect(await read(bytes)).toBe(why);
    expect({}).not.toHaveProperty('a');
  });

  test('a line of a gigabyte is given up after what a line may have, and no more of it is asked for', async () => {
    let asked = 0;
    async function* endless() {
      yield Buffer.from(`${JSON.stringify(header({ submissions: 1 }))}\n`);
      const piece = Buffer.alloc(1024 * 1024, 'x');
      for (; asked < 1_000; asked++) yield piece;
    }
    const reading = async () => {
      for await (const _ of readHandOver(endless()));
    };
    await expect(reading()).rejects.toThrow(HandOverRefused);
    expect(asked).toBeLessThan(20);
  });
});

describe('the seal', () => {
  test('tells by its first bytes whether a key opens it or a passphrase', async () => {
    const forKey = new Encrypter();
    for (const identity of [await generateIdentity(), await generateIdentity()]) {
      forKey.addRecipient(await identityToRecipient(identity));
    }
    expect(sealOf(await forKey.encrypt('x'))).toBe('key');
    const forPassphrase = new Encrypter();
    forPassphrase.setPassphrase('seven white buffaloes');
    forPassphrase.setScryptWorkFactor(4);
    expect(sealOf(await forPassphrase.encrypt('x'))).toBe('passphrase');
  });

  test.for([
    ['another file', 'PK\u0003\u0004', 'not-ours'],
    ['nothing', '', 'not-ours'],
    ['a header without an end', `age-encryption.org/v1\n-> X25519 ${'A'.repeat(9_000)}`, 'broken'],
    [
      'a passphrase that asks for all memory there is',
      `age-encryption.org/v1\n-> scrypt ${'A'.repeat(22)} 22\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n`,
      'broken',
    ],
  ])('refuses %s', ([, text = '', why]) => {
    expect(() => sealOf(Buffer.from(text, 'latin1'))).toThrow(new HandOverRefused(why as 'broken'));
  });
});
