/** Dates in a spreadsheet are numbers with a format; a form wants them as ISO text. */
import { walk } from './xml.ts';
import type { Part } from './zip.ts';

/** By cell style: whether its number format shows a date or time. */
export function dateFormats(part: Part | undefined): boolean[] {
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  if (!part) return styles;
  let inCells = false;
  walk(part, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') own.set(Number(numFmtId), showsDate(formatCode));
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells)
        styles.push(own.get(Number(numFmtId)) ?? isBuiltIn(Number(numFmtId)));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

const isBuiltIn = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

const longestFormat = 255; // Excel's own limit

/** Quoted text, colours and escaped letters are not part of the date. */
const showsDate = (code: string): boolean =>
  code.length <= longestFormat &&
  /[ymdhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').replace(/general/gi, ''));

const dayLength = 86_400_000;
const shiftOf1904 = 1_462; // days between the two calendars of Excel

/** `45000` → `2023-03-15`; with a fraction also the time; below 1 only the time. */
export function toDateText(serial: number, from1904 = false): string {
  const days = from1904 ? serial + shiftOf1904 : serial;
  // 1900 was no leap year, but Excel's calendar has its 29 February
  const moment = new Date(Math.round((days - (days < 60 ? 25_568 : 25_569)) * dayLength));
  if (Number.isNaN(moment.getTime())) return String(serial);
  const [day = '', time = ''] = moment.toISOString().slice(0, 19).split('T');
  if (serial >= 0 && serial < 1) return time;
  return Number.isInteger(serial) ? day : `${day}T${time}`;
}
