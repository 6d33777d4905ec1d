/**
 * Whether one person's answers follow from the figures that are shown. Every figure is a sum over a group of people; what can be
 * worked out from all of them together is what lies in the space that the groups span, and a person lies in it exactly if their
 * leverage is 1 (the audit of sum queries by Chin & Özsoyoğlu 1982, with the diagonal of the projection). It takes every person
 * with every group, so it is made while a survey is small; there it is needed, since groups are nearly as many as people.
 */

export const mostAudited = 500; // people: 0.4 s for 80 questions; with more, nobody was ever found (tests/results/attack.test.ts)

/** Not longer than a second or two, however many questions there are. */
export const isAuditable = (people: number, units: number): boolean =>
  people <= mostAudited && people * units <= 150_000;

const nothing = 1e-7; // what is left of a group that follows from others, after rounding
const whole = 1 - 1e-6;

/** Those who stand alone: of each person the groups shown that they are counted in, numbered from 0. */
export function aloneAmong(people: readonly (readonly number[])[], groups: number): number[] {
  const factor = factorOf(people, groups);
  const alone: number[] = [];
  const share = new Float64Array(groups);
  for (const [at, member] of people.entries()) {
    if (member.length > 0 && leverageOf(member, factor, share) > whole) alone.push(at);
  }
  return alone;
}

interface Factor {
  /** Groups that do not follow from those before, in the order in which they were taken. */
  readonly order: readonly number[];
  /** Row by row, as wide as there are groups. */
  readonly lower: readonly Float64Array[];
}

/** The Cholesky factor of how many people any two groups share, the largest rest first; groups that follow from others are left out. */
function factorOf(people: readonly (readonly number[])[], groups: number): Factor {
  const gram = Array.from({ length: groups }, () => new Float64Array(groups));
  for (const member of people)
    for (const a of member) {
      const row = gram[a] as Float64Array;
      for (const b of member) row[b] = (row[b] as number) + 1;
    }
  const rest = Float64Array.from(gram, (row, at) => row[at] as number);
  const lower = gram.map(() => new Float64Array(groups));
  const order: number[] = [];
  for (let step = 0; step < groups; step++) {
    let next = 0;
    for (let at = 1; at < groups; at++) if ((rest[at] as number) > (rest[next] as number)) next = at;
    const pivot = rest[next] as number;
    if (pivot < nothing) break;
    const root = Math.sqrt(pivot);
    const row = lower[next] as Float64Array;
    order.push(next);
    for (let at = 0; at < groups; at++) {
      if ((rest[at] as number) <= 0 && at !== next) continue;
      const own = lower[at] as Float64Array;
      let sum = (gram[next] as Float64Array)[at] as number;
      for (let before = 0; before < step; before++) sum -= (own[before] as number) * (row[before] as number);
      if (at === next) continue;
      own[step] = sum / root;
      rest[at] = (rest[at] as number) - (own[step] as number) ** 2;
    }
    row[step] = root;
    rest[next] = 0;
  }
  return { order, lower };
}

/** The square of a person's part that the groups account for: 1 is all of them. */
function leverageOf(member: readonly number[], { order, lower }: Factor, share: Float64Array): number {
  let sum = 0;
  for (const [step, group] of order.entries()) {
    const row = lower[group] as Float64Array;
    let x = member.includes(group) ? 1 : 0;
    for (let before = 0; before < step; before++) x -= (row[before] as number) * (share[before] as number);
    share[step] = x / (row[step] as number);
    sum += (share[step] as number) ** 2;
  }
  return sum;
}
