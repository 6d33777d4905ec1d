/** Posters that ask people to answer, and cards to hand out: what a camera opens, and what a person wants to know first. */
import { inWords, openingOf, plainText, type Questionnaire, writeDay } from '../questionnaire/index.ts';
import { isReportLanguage, sayIn } from '../report/index.ts';
import type { Survey } from '../submission/index.ts';
import { colours, type Element, Press, sheetSize, type Type } from './press.ts';
import { printQr } from './qr.ts';

export interface PosterSource {
  readonly survey: Pick<Survey, 'title' | 'defaultLanguage' | 'inserts' | 'privacy' | 'closesOn'>;
  readonly questionnaire: Questionnaire;
  /** In these languages, the first on top; those that we do not speak are in English. */
  readonly languages: readonly string[];
  readonly madeAt: Date;
}

/** What is said in one language. */
export interface Said {
  readonly language: string;
  readonly title: string;
  /** The first sentence of the notice. */
  readonly about: string;
  readonly scan: string;
  readonly until: string;
  readonly by: string;
  readonly promise: string;
}

export function saidIn({ survey, questionnaire }: PosterSource, language: string): Said {
  const say = sayIn(isReportLanguage(language) ? language : 'en');
  const words = (of: Parameters<typeof inWords>[0]) => inWords(of, language, [survey.defaultLanguage]).text;
  const notice = openingOf(questionnaire, language, survey.inserts, writeDay)?.notice ?? '';
  const who = survey.inserts.organisation;
  return {
    language,
    title: words(survey.title),
    about: firstSentence(plainText(notice.split(/\n\s*\n/)[0] ?? ''), language),
    scan: say('poster.scan'),
    until:
      survey.closesOn === undefined ? '' : say('poster.until', { day: writeDay(survey.closesOn, language) }),
    by: who && 'words' in who ? say('poster.by', { who: words(who.words) }) : '',
    promise: say(`poster.promise.${survey.privacy}`),
  };
}

const longest = 160; // letters: a poster is read while walking

/** Thai ends no sentence with a mark: there the first clauses that fit. */
function firstSentence(text: string, language: string): string {
  const [first] = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text);
  const sentence = (first?.segment ?? '').trim();
  if (sentence.length <= longest) return sentence;
  const clauses = sentence.split(' ');
  let said = clauses[0] ?? '';
  for (const clause of clauses.slice(1)) {
    if (said.length + clause.length >= longest) break;
    said += ` ${clause}`;
  }
  return said;
}

interface Piece {
  readonly text: string;
  readonly type: Type;
  readonly language: string;
  readonly as: 'H1' | 'P';
  readonly after: number;
}

const { ink, quiet, teal } = colours;
const edge = 48;
const wide = sheetSize.width - 2 * edge;
const leading = (language: string) => (language === 'th' ? 1.55 : 1.4);

/** A poster for a survey's link, in one language or several. */
export function posterPdf(source: PosterSource, link: string): Promise<Uint8Array> {
  const said = source.languages.map((language) => saidIn(source, language));
  const [first] = said;
  if (!first) throw new Error('A poster speaks a language.');
  const above = (scale: number): Piece[] => [
    piece(first.title, { size: 26 * scale, isBold: true }, first.language, 6, 'H1'),
    piece(first.about, { size: 13 * scale }, first.language, 4),
  ];
  const below = (scale: number): Piece[] =>
    said.flatMap((one, at) => [
      piece(one.scan, { size: 17 * scale, isBold: true, fill: teal }, one.language, 3),
      ...(at === 0
        ? []
        : [
            piece(one.title, { size: 12 * scale, isBold: true }, one.language, 2),
            piece(one.about, { size: 10 * scale }, one.language, 2),
          ]),
      piece(
        [one.until, one.by].filter(Boolean).join('  ·  '),
        { size: (at === 0 ? 12 : 10) * scale },
        one.language,
        2,
      ),
      piece(one.promise, { size: (at === 0 ? 11 : 9.5) * scale, fill: quiet }, one.language, 14),
    ]);
  return printed(source, first, { above, below, link, address: link });
}

/** A poster that lets an enumerator's device in. */
export function codePosterPdf(
  source: PosterSource,
  { link, address, code, endsOn }: { link: string; address: string; code: string; endsOn: string },
): Promise<Uint8Array> {
  const said = source.languages.map((language) => saidIn(source, language));
  const [first] = said;
  if (!first) throw new Error('A poster speaks a language.');
  const above = (scale: number): Piece[] => [
    piece(first.title, { size: 24 * scale, isBold: true }, first.language, 8, 'H1'),
  ];
  const below = (scale: number): Piece[] =>
    said.flatMap(({ language }) => {
      const say = sayIn(isReportLanguage(language) ? language : 'en');
      return [
        piece(say('poster.enrol'), { size: 17 * scale, isBold: true, fill: teal }, language, 3),
        piece(say('poster.enrolText', { address }), { size: 12 * scale }, language, 2),
        piece(
          say('poster.codeUntil', { day: writeDay(endsOn, language) }),
          { size: 11 * scale, fill: quiet },
          language,
          14,
        ),
      ];
    });
  return printed(source, first, { above, below, link, address: code });
}

const piece = (text: string, type: Type, language: string, after: number, as: Piece['as'] = 'P'): Piece => ({
  text,
  type,
  language,
  after,
  as,
});

interface Parts {
  above(scale: number): Piece[];
  below(scale: number): Piece[];
  readonly link: string;
  /** What stands under the code, to be typed. */
  readonly address: string;
}

/** As large as it fits on a sheet. */
async function printed(source: PosterSource, first: Said, parts: Parts): Promise<Uint8Array> {
  const { above, below, link, address } = parts;
  const press = new Press({ language: first.language, title: first.title, madeAt: source.madeAt });
  press.sheet();
  const room = sheetSize.height - 2 * edge;
  const side = source.languages.length > 2 ? 200 : 270;
  const typed: Type = { size: address.length > 20 ? 14 : 26, isBold: true };
  const typedPiece = (scale: number): Piece[] => [
    piece(address, { ...typed, size: typed.size * Math.min(1, scale) }, 'en', 16),
  ];
  const tall = (scale: number) =>
    [...above(scale), ...typedPiece(scale), ...below(scale)].reduce(
      (sum, it) => sum + heightOf(press, it),
      side + 12,
    );
  let scale = 1.5;
  while (scale > 0.5 && tall(scale) > room) scale -= 0.05;
  let y = edge + Math.max(0, (room - tall(scale)) / 3);
  press.ornament(() => press.box(0, 0, sheetSize.width, 14, teal));
  for (const one of above(scale)) y = put(press, press.root, one, y);
  y += 6;
  const alt = sayIn('en')('poster.qr', { link });
  printQr(press, press.root, link, { x: (sheetSize.width - side) / 2, y, side, alt });
  y += side + 6;
  for (const one of [...typedPiece(scale), ...below(scale)]) y = put(press, press.root, one, y);
  return press.finish();
}

const heightOf = (press: Press, { text, type, language, after }: Piece): number =>
  text === '' ? 0 : press.lines(text, wide, type, language).length * type.size * leading(language) + after;

function put(press: Press, within: Element, { text, type, language, after, as }: Piece, y: number): number {
  if (text === '') return y;
  const element = press.open(as, within, { lang: language });
  const high = type.size * leading(language);
  let below = y;
  press.within(element, as, () => {
    for (const line of press.lines(text, wide, type, language)) {
      press.put(line, sheetSize.width / 2, below + high * 0.75, { fill: ink, ...type }, 'middle');
      below += high;
    }
  });
  element.end();
  return below + after;
}
