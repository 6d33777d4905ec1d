/** A sheet that is being written: rows by header, the headers in the order in which they should stand. */
import type { Words } from '../../questionnaire/index.ts';
import { everyLanguage, headerOf } from '../languages.ts';

/** How words become columns. */
export interface Speech {
  /** Whether any words of the questionnaire differ by language: else a column has no language. */
  readonly byLanguage: boolean;
}

export class SheetWriter {
  readonly name: string;
  readonly #order: readonly string[];
  readonly #speech: Speech;
  readonly #rows: ReadonlyMap<string, string>[] = [];

  /** `order`: headers that come first, in this order; the languages of one stand together. */
  constructor(name: string, order: readonly string[], speech: Speech) {
    this.name = name;
    this.#order = order;
    this.#speech = speech;
  }

  add(
    cells: Readonly<Record<string, string | undefined>>,
    words: Readonly<Record<string, Words | undefined>> = {},
  ): void {
    const row = new Map<string, string>();
    for (const [header, text] of Object.entries(cells)) if (text !== undefined) row.set(header, text);
    for (const [header, said] of Object.entries(words)) {
      if (said === undefined) continue;
      if (typeof said === 'string')
        row.set(this.#speech.byLanguage ? `${header}::${everyLanguage}` : header, said);
      else for (const [tag, text] of Object.entries(said)) row.set(`${header}::${headerOf(tag)}`, text);
    }
    this.#rows.push(row);
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  /** Header row first. */
  get rows(): string[][] {
    const headers = this.#headers();
    return [headers, ...this.#rows.map((row) => headers.map((header) => row.get(header) ?? ''))];
  }

  #headers(): string[] {
    const used = new Set(this.#rows.flatMap((row) => [...row.keys()]));
    const rank = (header: string): number => {
      const place = this.#order.indexOf(header.split('::')[0] ?? '');
      const exact = this.#order.indexOf(header);
      return exact >= 0 ? exact : place >= 0 ? place : this.#order.length;
    };
    return [...used]
      .map((header, i) => ({ header, i }))
      .sort((a, b) => rank(a.header) - rank(b.header) || a.i - b.i)
      .map(({ header }) => header);
  }
}
