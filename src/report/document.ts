/** A report as what stands in it, one thing below the other: a page for the browser and a sheet of paper each show it in their way. */
import type { Figure } from './figures.ts';
import type { Table } from './table.ts';

/** A question as the annex has it. */
export interface AnnexQuestion {
  readonly number: string;
  readonly label: string;
  readonly hint: string;
  /** What kind of answer it takes, and when it is asked. */
  readonly notes: readonly string[];
  readonly choices: readonly { readonly code: string; readonly label: string }[];
}

export type Block =
  | { readonly is: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly is: 'text'; readonly text: string; readonly isSmall?: boolean }
  | { readonly is: 'list'; readonly items: readonly string[] }
  /** In a frame: the words of somebody else. */
  | { readonly is: 'quote'; readonly paragraphs: readonly string[] }
  | { readonly is: 'facts'; readonly facts: readonly (readonly [name: string, value: string])[] }
  | { readonly is: 'figure'; readonly figure: Figure }
  | { readonly is: 'table'; readonly table: Table }
  | { readonly is: 'question'; readonly question: AnnexQuestion }
  /** What follows begins on a new sheet. */
  | { readonly is: 'sheet' };

export interface Report {
  readonly language: string;
  readonly title: string;
  readonly subtitle: string;
  /** Under the title: who, when, how many. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly blocks: readonly Block[];
  /** Words of the frame around it. */
  readonly words: {
    readonly figuresTable: string;
    chartOf(title: string): string;
    page(page: number, pages: number): string;
  };
  readonly madeAt: Date;
}

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ is: 'heading', level, text });
export const paragraph = (text: string): Block => ({ is: 'text', text });
export const small = (text: string): Block => ({ is: 'text', text, isSmall: true });
export const ofFigure = (figure: Figure): Block => ({ is: 'figure', figure });
export const ofTable = (table: Table): Block => ({ is: 'table', table });
export const sheet: Block = { is: 'sheet' };
