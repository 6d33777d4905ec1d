/**
 * Forms that no author wrote, for every engine the same: blocks of ten questions, of which the tenth is asked only after a
 * yes; four of each ten are numbers, and one running total is over all of them. And a cascade: a region, then its districts.
 */
export interface Option {
  readonly name: string;
  readonly label: string;
}

export interface BenchQuestion {
  /** Counted from 1 within its block. */
  readonly at: number;
  readonly block: number;
  readonly kind: 'one' | 'integer' | 'text';
  readonly label: string;
  readonly list: 'content' | 'yesNo' | null;
}

export interface Cascade {
  readonly regions: readonly Option[];
  readonly districts: readonly (Option & { readonly region: string })[];
}

export const lists: Readonly<Record<'content' | 'yesNo', readonly Option[]>> = {
  content: ['Not at all', 'A little', 'Half and half', 'Mostly', 'Entirely'].map((label, at) => ({
    name: `c${at + 1}`,
    label,
  })),
  yesNo: [
    { name: 'yes', label: 'Yes' },
    { name: 'no', label: 'No' },
  ],
};

/** Which of ten are numbers of the total; the last is the one that is asked after a yes to the ninth. */
export const summed: readonly number[] = [2, 3, 6, 10];
const choosing: readonly number[] = [1, 4, 7];

const things = ['roads', 'schools', 'water', 'clinics', 'light', 'buses', 'markets'];

export function blocks(questions: number): BenchQuestion[][] {
  return Array.from({ length: questions / 10 }, (_, block) =>
    Array.from({ length: 10 }, (_, index): BenchQuestion => {
      const at = index + 1;
      const thing = things[(block * 10 + index) % things.length];
      const kind = summed.includes(at) ? 'integer' : choosing.includes(at) || at === 9 ? 'one' : 'text';
      return {
        at,
        block: block + 1,
        kind,
        label: `${block * 10 + at}. What do you say about the ${thing} where you live?`,
        list: kind !== 'one' ? null : at === 9 ? 'yesNo' : 'content',
      };
    }),
  );
}

export function cascade(regions: number, districts: number): Cascade {
  return {
    regions: Array.from({ length: regions }, (_, at) => ({ name: `r${at}`, label: `Region ${at}` })),
    districts: Array.from({ length: regions * districts }, (_, at) => {
      const region = Math.floor(at / districts);
      return { name: `d${at}`, label: `District ${at} of region ${region}`, region: `r${region}` };
    }),
  };
}
