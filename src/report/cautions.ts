import type { Caution, Results } from '../results/index.ts';
import { type Reader, twoDigits, words } from './reading.ts';
import { itemWords } from './tables.ts';

/** What one should know before one reads the figures, each once. */
export function cautionsSaid(results: Results, reader: Reader): string[] {
  const two = twoDigits(reader.language);
  const number = new Intl.NumberFormat(reader.language);
  const sayOf = ({ code, score, item, language: tag, figure = 0 }: Caution): string => {
    const scored = results.scores.find(({ name }) => name === score);
    return reader.t(`results.caution.${code}`, {
      scale: scored ? words(reader, scored.label, scored.name) : '',
      statement: item === undefined ? '' : itemWords(results, item, reader),
      language: tag === undefined ? '' : reader.nameOf(tag),
      figure: Number.isInteger(figure) ? number.format(figure) : two(figure),
    });
  };
  return [...new Set(results.cautions.map(sayOf))];
}
