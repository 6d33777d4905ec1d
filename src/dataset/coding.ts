/** Numbers for the codes of a choice list: SPSS and Stata count with numbers, and label them. */
import type { Choice, Words } from '../questionnaire/index.ts';

export interface Code {
  readonly number: number;
  /** As the questionnaire has it. */
  readonly code: string;
  readonly label: string;
  /** Set apart (don't know, not applicable, prefer not to say): a missing value to a statistics program. */
  readonly apart: boolean;
}

export interface Coding {
  readonly codes: readonly Code[];
  numberOf(code: string): number | null;
}

const asNumber = (code: string): number | null => (/^(?:0|-?[1-9]\d{0,8})$/.test(code) ? Number(code) : null);

/**
 * Codes that are whole numbers stay those numbers. In a list where some are not, those get the lowest numbers from 1 that
 * are free, in the order of the list: 98 stays 98. A code that is in no list any more comes last, as it is.
 */
export function codingOf(
  choices: readonly Choice[],
  met: readonly string[],
  read: (words: Words) => string,
): Coding {
  const known = new Map(choices.map((choice) => [choice.name, choice]));
  const all = [...known.keys(), ...met.filter((code) => !known.has(code))];
  const taken = new Set(all.map(asNumber).filter((number) => number !== null));
  let next = 1;
  const free = (): number => {
    while (taken.has(next)) next++;
    return next++;
  };
  const codes = all.map((code): Code => {
    const choice = known.get(code);
    const label = choice?.label === undefined ? code : read(choice.label);
    return { number: asNumber(code) ?? free(), code, label, apart: choice?.apart ?? false };
  });
  const numbers = new Map(codes.map(({ code, number }) => [code, number]));
  return { codes, numberOf: (code) => numbers.get(code) ?? null };
}
