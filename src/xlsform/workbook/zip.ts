/**
 * The parts of a zip file, inflated piece by piece with a budget. Sizes that the file declares can lie, so what counts
 * is what comes out. (fflate inflates; where each part lies is read here, since its reader inflates whole parts.)
 */
import { DecodeUTF8, Inflate } from 'fflate';
import { limits } from '../limits.ts';
import { Refusal } from '../problems.ts';

/** Hands over the text of one part, piece by piece. */
export type Part = (onText: (text: string) => void) => void;

const entrySignature = 0x02014b50;
const endSignature = 0x06054b50;
const pieceSize = 8_192; // inflates to 8 MB at most

/** The parts by name. All of them together may inflate to `limits.inflated`. */
export function openZip(bytes: Uint8Array): ReadonlyMap<string, Part> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const parts = new Map<string, Part>();
  const budget = { left: limits.inflated };
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (view.getUint32(at, true) !== entrySignature) throw new Refusal('file-damaged');
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 20, true);
    const declared = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const rest = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const start = view.getUint32(at + 42, true);
    const name = latin(bytes.subarray(at + 46, at + 46 + nameLength));
    if (flags & 1) throw new Refusal('file-encrypted');
    parts.set(name, (onText) => {
      if (declared > budget.left) throw tooLarge();
      const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
      inflate(bytes.subarray(from, from + size), method, budget, onText);
    });
    at += 46 + nameLength + rest;
  }
  return parts;
}

const tooLarge = () => new Refusal('file-inflates-too-large', { limit: limits.inflated / 1_000_000 });

function findEnd(view: DataView): number {
  const earliest = Math.max(0, view.byteLength - 65_557);
  for (let at = view.byteLength - 22; at >= earliest; at--) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  throw new Refusal('file-damaged');
}

function inflate(
  packed: Uint8Array,
  method: number,
  budget: { left: number },
  onText: (text: string) => void,
): void {
  const decode = new DecodeUTF8((text) => onText(text));
  const take = (chunk: Uint8Array, last: boolean): void => {
    budget.left -= chunk.length;
    if (budget.left < 0) throw tooLarge();
    decode.push(chunk, last);
  };
  if (method !== 0 && method !== 8) throw new Refusal('file-damaged');
  const unpack = method === 8 ? new Inflate(take) : { push: take };
  for (let at = 0; at === 0 || at < packed.length; at += pieceSize) {
    unpack.push(packed.subarray(at, at + pieceSize), at + pieceSize >= packed.length);
  }
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
