/** Invitations as cards to be cut: ten on a sheet, each with a link of its own. */
import { isReportLanguage, sayIn } from '../report/index.ts';
import { type PosterSource, saidIn } from './poster.ts';
import { colours, Press, sheetSize, type Type } from './press.ts';
import { printQr } from './qr.ts';

const across = 2;
const down = 5;
const edge = 28;
const cell = { width: (sheetSize.width - 2 * edge) / across, height: (sheetSize.height - 2 * edge) / down };
const pad = 10;
const side = 96;
const { quiet, teal, rule } = colours;

export interface Invited {
  readonly link: string;
  /** Whose it is, where that may be known. */
  readonly name?: string;
}

/** Cards in the first of the languages. */
export function cardsPdf(source: PosterSource, invited: readonly Invited[]): Promise<Uint8Array> {
  const language = source.languages[0] ?? source.survey.defaultLanguage;
  const say = sayIn(isReportLanguage(language) ? language : 'en');
  const { title, scan, until, by, promise } = saidIn(source, language);
  const press = new Press({
    language,
    title: `${title} – ${say('poster.invitation')}`,
    madeAt: source.madeAt,
  });
  for (const [at, { link, name }] of invited.entries()) {
    const place = at % (across * down);
    if (place === 0) press.sheet();
    const x = edge + (place % across) * cell.width;
    const y = edge + Math.floor(place / across) * cell.height;
    const card = press.open('Sect', press.root);
    press.ornament(() => press.frame(x + 2, y + 2, cell.width - 4, cell.height - 4, rule));
    printQr(press, card, link, { x: x + pad, y: y + pad, side, alt: say('poster.qr', { link }) });
    const text = x + pad + side + 8;
    const wide = cell.width - side - 3 * pad;
    let line = y + pad + 4;
    const write = (words: string, type: Type, most: number, left = text, width = wide) => {
      if (words === '') return;
      const element = press.open('P', card);
      const high = type.size * (language === 'th' ? 1.5 : 1.3);
      press.within(element, 'P', () => {
        for (const one of press.lines(words, width, type).slice(0, most)) {
          press.put(one, left, line + high * 0.75, type);
          line += high;
        }
      });
      element.end();
      line += 2;
    };
    write(title, { size: 9.5, isBold: true }, 3);
    write(scan, { size: 9, isBold: true, fill: teal }, 2);
    write([until, by].filter(Boolean).join(' · '), { size: 7.5 }, 3);
    if (name !== undefined) write(name, { size: 9, isBold: true }, 2);
    line = y + pad + side + 2;
    const whole = cell.width - 2 * pad;
    write(link.replace(/^https?:\/\//, ''), { size: 7 }, 1, x + pad, whole);
    write(`${promise} ${say('poster.once')}`, { size: 6.5, fill: quiet }, 3, x + pad, whole);
    card.end();
  }
  return press.finish();
}
