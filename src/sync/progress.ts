/** How sending gets on: how many, how much, how long it will take. An estimate is only made from what was measured. */

export interface Progress {
  /** Since this tab began to send. */
  readonly done: number;
  /** Bytes as they went over the network. */
  readonly bytes: number;
  /** Milliseconds, of the time that went by sending them. */
  readonly took: number;
  /** Of each, lately: milliseconds and bytes. */
  readonly pace: { readonly took: number; readonly bytes: number } | undefined;
}

export const noProgress: Progress = { done: 0, bytes: 0, took: 0, pace: undefined };

const weight = 0.3; // of the newest request: a network that gets worse is noticed within three

/** After one more request with so many submissions in so many bytes. */
export function onward(
  { done, bytes, took, pace }: Progress,
  one: { readonly done: number; readonly bytes: number; readonly took: number },
): Progress {
  const sums = { done: done + one.done, bytes: bytes + one.bytes, took: took + one.took };
  if (one.done === 0) return { ...sums, pace };
  const each = { took: one.took / one.done, bytes: one.bytes / one.done };
  const blend = (before: number, now: number) => before * (1 - weight) + now * weight;
  return {
    ...sums,
    pace: pace ? { took: blend(pace.took, each.took), bytes: blend(pace.bytes, each.bytes) } : each,
  };
}

const measuredFor = 1_500; // milliseconds: before that any figure would be a guess

/** What is left of so many submissions; undefined while too little was measured. */
export function estimate(
  { took, pace }: Progress,
  left: number,
): { readonly bytes: number | undefined; readonly milliseconds: number | undefined } {
  if (!pace) return { bytes: undefined, milliseconds: undefined };
  return {
    bytes: Math.round(pace.bytes * left),
    milliseconds: took < measuredFor ? undefined : Math.round(pace.took * left),
  };
}
