import fc from 'fast-check';
import { decodeQR } from 'qr/decode.js';
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { fromBase45, toBase45 } from '../../src/submission/handover-qr.ts';
import { framesOf, type Gathered, gather, gathered, largestSeries } from '../../src/submission/index.ts';

const gatherAll = (codes: Iterable<string>): Gathered | null => {
  let all: Gathered | null = null;
  for (const code of codes) all = gather(all, code);
  return all;
};
const wholeOf = (all: Gathered | null) => all && gathered(all);

test('frames seen in any order, some of them often and others between them, are the file', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 3_000 }).chain((file) =>
        fc.record({
          file: fc.constant(file),
          order: fc.shuffledSubarray([...framesOf(file), ...framesOf(file), 'https://example.org', ''], {
            minLength: 2 * framesOf(file).length + 2,
          }),
        }),
      ),
      ({ file, order }) => {
        expect(wholeOf(gatherAll(order))).toEqual(file);
      },
    ),
  );
});

test('until the last frame is there, there is no file', () => {
  const frames = framesOf(new Uint8Array(2_000).fill(7));
  for (const missing of frames) expect(wholeOf(gatherAll(frames.filter((it) => it !== missing)))).toBeNull();
});

test('a frame of which any letter was misread changes nothing', () => {
  const [frame = ''] = framesOf(new Uint8Array(300).fill(9));
  for (let at = 0; at < frame.length; at++) {
    const misread = frame.slice(0, at) + (frame[at] === '7' ? '8' : '7') + frame.slice(at + 1);
    expect(gather(null, misread)).toBeNull();
  }
});

test('another series begins anew, and the largest one goes through the smallest phone’s screen', () => {
  const [one, other] = [new Uint8Array(1_000).fill(1), new Uint8Array(1_000).fill(2)];
  expect(wholeOf(gatherAll([framesOf(one)[0] ?? '', ...framesOf(other)]))).toEqual(other);
  const frames = framesOf(new Uint8Array(largestSeries).fill(3));
  expect(frames).toHaveLength(42);
  for (const frame of frames) expect(encode(frame, { ecc: 'L', border: 4 }).size).toBeLessThanOrEqual(90);
  expect(() => framesOf(new Uint8Array(largestSeries + 1))).toThrow();
});

test('what one library draws, the other reads', () => {
  const file = Uint8Array.from({ length: 1_200 }, (_, at) => (at * 37) % 256);
  const seen = framesOf(file).map((frame) => {
    const { data, size } = encode(frame, { ecc: 'L', border: 4 });
    const scale = 4;
    const pixels = new Uint8Array((size * scale) ** 2 * 4).fill(255);
    for (let y = 0; y < size * scale; y++) {
      for (let x = 0; x < size * scale; x++) {
        if (data[Math.floor(y / scale)]?.[Math.floor(x / scale)])
          pixels.fill(0, (y * size * scale + x) * 4, (y * size * scale + x) * 4 + 3);
      }
    }
    return decodeQR({ width: size * scale, height: size * scale, data: pixels });
  });
  expect(wholeOf(gatherAll(seen))).toEqual(file);
});

test('base 45 as its description has it', () => {
  expect(toBase45(Buffer.from('Hello!!'))).toBe('%69 VD92EX0');
  expect(Buffer.from(fromBase45('QED8WEX0') ?? []).toString()).toBe('ietf!');
  expect(fromBase45('FGW')).toEqual(Uint8Array.of(255, 255));
  expect(fromBase45('GGW')).toBeNull();
  expect(fromBase45(':::')).toBeNull();
  expect(fromBase45('a')).toBeNull();
});
