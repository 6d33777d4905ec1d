/** What is done to text and numbers where ODK's rules need more than a line. */
import { words } from './rule.ts';

/** XPath 1.0 §4.2: counted from 1, rounded halves up, and `NaN` finds nothing. */
export function substring(text: string, from: number, length?: number): string {
  const first = Math.round(from);
  const end = length === undefined ? Number.POSITIVE_INFINITY : first + Math.round(length);
  return text
    .split('')
    .filter((_, i) => i + 1 >= first && i + 1 < end)
    .join('');
}

/** Counted from 0; beyond the list there is nothing. */
export const selectedAt = (list: string, index: number): string => words(list)[Math.trunc(index)] ?? '';

/** Halves away from zero, as people round; in decimal digits, so that 2.15 to one place is 2.2. */
export function round(n: number, places = 0): number {
  const shift = Math.trunc(places) || 0;
  if (!Number.isFinite(n) || Math.abs(shift) > 300) return n;
  const [digits = '0', exponent = 0] = String(Math.abs(n)).split('e');
  const whole = Math.round(Number(`${digits}e${Number(exponent) + shift}`));
  const [rounded = '0', ten = 0] = String(whole).split('e');
  return Math.sign(n) * Number(`${rounded}e${Number(ten) - shift}`) || 0;
}
