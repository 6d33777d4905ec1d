/**
 * A position as people write it: decimal degrees, degrees with minutes and seconds, hemispheres by the letters or words of
 * the language or of English, in front or behind, with a comma or a point, in Thai digits, or as the link of a map. All
 * readings that a text allows are looked at: where they differ, nobody guesses.
 */
import { westernDigits } from './codecs.ts';

/** Metres for altitude and accuracy; both are known only of what a device has measured. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude?: number;
  readonly accuracy?: number;
}

export type CoordinatesRead =
  | { readonly position: Position }
  | { readonly problem: 'unreadable' | 'ambiguous' };

/** What a person typed or pasted, as a position. `language`: whose letters for north and east it may have besides English ones. */
export function readCoordinates(typed: string, language: string): CoordinatesRead {
  const text = tidied(typed);
  const linked = inLink(text);
  if (linked) return { position: linked };
  const own = hemispheres[language.split('-', 1)[0] ?? ''];
  const found = new Map<string, Position>();
  for (const words of own ? [english, own] : [english]) {
    for (const line of separated(withMarks(text, words)))
      for (const position of readings(line)) found.set(writePosition(position), position);
  }
  const [position] = found.values();
  if (!position) return { problem: 'unreadable' };
  return found.size > 1 ? { problem: 'ambiguous' } : { position };
}

/** As an answer: `latitude longitude`, and `altitude accuracy` where a device has measured them. */
export function writePosition({ latitude, longitude, altitude, accuracy }: Position): string {
  const place = `${rounded(latitude, 7)} ${rounded(longitude, 7)}`; // 7 decimals: a centimetre
  return accuracy === undefined
    ? place
    : `${place} ${rounded(altitude ?? 0, 1)} ${rounded(Math.max(0, accuracy), 1)}`;
}

/** The position that an answer names; nothing where it is none. */
export function positionOf(answer: unknown): Position | null {
  if (typeof answer !== 'string' || answer.trim() === '') return null;
  const [latitude = Number.NaN, longitude = Number.NaN, altitude, accuracy] = answer
    .trim()
    .split(/\s+/)
    .map(Number);
  if (!isOnEarth(latitude, longitude)) return null;
  return {
    latitude,
    longitude,
    ...(altitude !== undefined && Number.isFinite(altitude) && { altitude }),
    ...(accuracy !== undefined && Number.isFinite(accuracy) && { accuracy }),
  };
}

const rounded = (n: number, digits: number): number => Number(n.toFixed(digits)) || 0; // never “-0”

const isOnEarth = (latitude: number, longitude: number): boolean =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;

const tidied = (typed: string): string =>
  westernDigits(typed.normalize('NFC').replace(/[\u200B\u200E\u200F\u2060]/g, ''))
    .replace(/[−–]/g, '-')
    .replace(/[º˚]/g, '°')
    .replace(/[″”“]|''|’’|′′/g, '"')
    .replace(/[′’‘`´]/g, "'")
    .replace(/[，、]/g, ', ')
    .trim();

/** Of a link: the marked place (`!3d…!4d…`), what was asked for, or the middle of the picture. And `geo:` (RFC 5870). */
function inLink(text: string): Position | null {
  const geo =
    /^geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(?:,(-?\d+(?:\.\d+)?))?(?:;.*?\bu=(\d+(?:\.\d+)?))?/i.exec(text);
  const link = /^(https?:|www\.|maps\.|goo\.gl)/i.test(text) ? text.replace(/%2c/gi, ',') : '';
  const match =
    geo ??
    /!3d(-?\d+\.\d+)!4d(-?\d+\.\d+)/.exec(link) ??
    /[?&](?:q|query|ll|destination|center|daddr)=(?:loc:)?\+?(-?\d+(?:\.\d+)?),[+\s]*(-?\d+(?:\.\d+)?)/.exec(
      link,
    ) ??
    /@(-?\d+\.\d+),(-?\d+\.\d+)/.exec(link) ??
    /#map=\d+(?:\.\d+)?\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)/.exec(link);
  return match ? positionOf(match.slice(1, 5).filter(Boolean).join(' ')) : null;
}

type Hemispheres = Readonly<Record<'N' | 'S' | 'E' | 'W', readonly string[]>>;
const english: Hemispheres = {
  N: ['north', 'n'],
  S: ['south', 's'],
  E: ['east', 'e'],
  W: ['west', 'w'],
};
const hemispheres: Readonly<Record<string, Hemispheres>> = {
  ms: { N: ['utara', 'u'], S: ['selatan', 's'], E: ['timur', 't'], W: ['barat', 'b'] },
  fil: { N: ['hilaga'], S: ['timog'], E: ['silangan'], W: ['kanluran'] },
  th: { N: ['เหนือ'], S: ['ใต้'], E: ['ตะวันออก'], W: ['ตะวันตก'] },
  vi: { N: ['bắc', 'b'], S: ['nam', 'n'], E: ['đông', 'đ'], W: ['tây', 't'] },
};

/** Words for the hemispheres become the four letters; other letters stay, and no reading will have them. */
function withMarks(text: string, words: Hemispheres): string {
  const marks = new Map(Object.entries(words).flatMap(([mark, names]) => names.map((name) => [name, mark])));
  return text
    .replace(/[\p{L}\p{M}]+\.?/gu, (word) => {
      const mark = marks.get(word.toLowerCase().replace(/\.$/, ''));
      return mark ? ` ${mark} ` : word.toLowerCase();
    })
    .replace(/[°'"]/g, '$& ')
    .replace(/(\d)[-:](?=\d)/g, '$1 '); // 13-45-22, 13:45:22
}

/** Commas as decimal marks, or between the two: which, is mostly told by what else is there. */
function separated(text: string): string[] {
  const line = text.replace(/,(?=\s)/g, ' ; ');
  const tight = line.match(/\d,\d/g)?.length ?? 0;
  if (tight === 0) return [line];
  if (line.includes('.')) return [line.replace(/,/g, ' ; ')];
  const [, one, other] = /^\s*(-?\d+,\d+),(-?\d+,\d+)\s*$/.exec(line) ?? [];
  if (one && other) return [`${one} ; ${other}`.replaceAll(',', '.')];
  const isPair = /^\s*[^\s;,]+,[^\s;,]+\s*$/.test(line);
  return isPair ? [line.replace(',', ' ; ')] : [line.replaceAll(/(\d),(?=\d)/g, '$1.')];
}

const degrees = String.raw`(\d{1,3}(?:\.\d+)?)\s*°?`;
const minutes = String.raw`(\d{1,3})(?:\s*°\s*|\s+)(\d{1,2}(?:\.\d+)?)\s*'?`;
const seconds = String.raw`(\d{1,3})(?:\s*°\s*|\s+)(\d{1,2})(?:\s*'\s*|\s+)(\d{1,2}(?:\.\d+)?)\s*"?`;
const between = String.raw`(?:\s*[;/|]\s*|\s+)`;
/** In front, behind, or nowhere; each catches mark and sign before the numbers, and the mark after them. */
const placed = [
  (shape: string) => String.raw`()([+-]?)\s*${shape}()`,
  (shape: string) => String.raw`([NSEW]?)\s*([+-]?)\s*${shape}()`,
  (shape: string) => String.raw`()([+-]?)\s*${shape}\s*([NSEW]?)`,
];
const pairs = [degrees, minutes, seconds].flatMap((shape) =>
  placed.map((place) => new RegExp(String.raw`^\s*${place(shape)}${between}${place(shape)}\s*$`)),
);
/** ODK's own way, with altitude and accuracy. Whole degrees with more behind them would rather be minutes. */
const withMore = /^\s*(-?\d{1,3}\.\d+)\s+(-?\d{1,3}\.\d+)\s+(-?\d+(?:\.\d+)?)(?:\s+(\d+(?:\.\d+)?))?\s*$/;

function readings(line: string): Position[] {
  const more = withMore.exec(line);
  if (more) {
    const [latitude = '', longitude = '', altitude = '', accuracy = '0'] = more.slice(1);
    const position = positionOf([latitude, longitude, altitude, accuracy].join(' '));
    return position ? [position] : [];
  }
  return pairs.flatMap((pair) => {
    const parts = pair.exec(line)?.slice(1);
    if (!parts) return [];
    const half = parts.length / 2;
    return inOrder(oneOf(parts.slice(0, half)), oneOf(parts.slice(half)));
  });
}

interface One {
  readonly value: number;
  readonly mark: string;
}

/** Mark, sign, degrees, perhaps minutes and seconds, mark. */
function oneOf(parts: readonly (string | undefined)[]): One | null {
  const [before = '', sign = '', ...rest] = parts;
  const after = rest.pop() ?? '';
  const numbers = rest.map(Number);
  if (numbers.slice(1).some((n) => n >= 60) || (sign !== '' && before + after !== '')) return null;
  const size = numbers.reduce((sum, n, at) => sum + n / 60 ** at, 0);
  const mark = before + after;
  return { value: sign === '-' || mark === 'S' || mark === 'W' ? -size : size, mark };
}

/** Latitude first, unless the marks say otherwise or only the other way round is on earth. */
function inOrder(one: One | null, other: One | null): Position[] {
  if (!one || !other) return [];
  const axis = ({ mark }: One) => (mark === '' ? '' : 'NS'.includes(mark) ? 'latitude' : 'longitude');
  if (axis(one) !== '' && axis(one) === axis(other)) return [];
  const marked = axis(one) !== '' || axis(other) !== '';
  const turned = marked
    ? axis(one) === 'longitude' || axis(other) === 'latitude'
    : Math.abs(one.value) > 90 && Math.abs(other.value) <= 90;
  const [latitude, longitude] = turned ? [other.value, one.value] : [one.value, other.value];
  return isOnEarth(latitude, longitude)
    ? [{ latitude: rounded(latitude, 7), longitude: rounded(longitude, 7) }]
    : [];
}
