/** What the bench asks of every engine: its own way of writing the same form, and of being answered and looked at. */
import type { BenchQuestion, Cascade } from './form.ts';

export interface Engine {
  /** The form as the engine's own authors would write it, as text. */
  writeBlocks(blocks: readonly (readonly BenchQuestion[])[]): string;
  writeCascade(cascade: Cascade): string;
  /** From the text until the first question can be shown, and everything else is as true as the engine makes it. */
  load(text: string): Promise<Answering>;
  /** What has to be done with the text once, before the first load. */
  check?(text: string): void;
}

export interface Answering {
  /** Label and choices of the first question, as a screen needs them. */
  first(): string;
  answer(question: Place, given: string | number): void;
  total(): number;
  isAsked(question: Place): boolean;
  /** Names and labels of what the second question of the cascade offers. */
  districts(): readonly string[];
}

/** The third question of the second block: `{ block: 2, at: 3 }`. */
export type Place = Pick<BenchQuestion, 'block' | 'at'>;
