/** A submission as the server has it against the last state of `rintis replay`: the same answers at the same places, or not. */
import type { TraceRow } from '../../../src/authoring/trace.ts';
import { toText } from '../../../src/questionnaire/formula/index.ts';
import type { Answers, Item, Questionnaire } from '../../../src/questionnaire/index.ts';

export interface Compared {
  /** Answers that either of them has. */
  readonly answers: number;
  /** Places where they differ by the clock or an id alone, and may. */
  readonly byClock: number;
  readonly differences: readonly string[];
}

export function compareWithReplay(
  questionnaire: Questionnaire,
  answers: Answers,
  rows: readonly TraceRow[],
): Compared {
  const root = rows[0]?.ref ?? '';
  const sent = new Map(leaves(answers, root));
  const replayed = new Map(
    rows.flatMap(({ ref, t, v, relevant }) =>
      v && relevant !== false && t !== 'note' ? [[ref, plain(v)] as const] : [],
    ),
  );
  const moving = movedByTheClock(questionnaire);
  const nameOf = `${root}/meta/instanceName`;
  if (!sent.has(nameOf)) replayed.delete(nameOf); // a submission has no row for its name
  const places = new Set([...sent.keys(), ...replayed.keys()]);
  const differences: string[] = [];
  let byClock = 0;
  for (const place of places) {
    const [one, other] = [sent.get(place), replayed.get(place)];
    if (one === other) continue;
    const name = /([^/[\]]+)(\[\d+\])?$/.exec(place)?.[1] ?? '';
    if (moving.get(name) === 'at the end' || (moving.has(name) && one && other)) byClock++;
    else differences.push(`${place}: sent ${JSON.stringify(one)}, replayed ${JSON.stringify(other)}`);
  }
  return { answers: places.size, byClock, differences };
}

function* leaves(answers: Answers, within: string): Iterable<[string, string]> {
  for (const [name, given] of Object.entries(answers)) {
    const place = `${within}/${name}`;
    if (given === null) continue;
    if (typeof given === 'number') yield [place, plain(toText(given))];
    else if (typeof given === 'string') yield [place, plain(given)];
    else if (!Array.isArray(given)) yield* leaves(given as Answers, place);
    else if (given.every((one) => typeof one === 'string')) yield [place, plain(given.join(' '))];
    else
      for (const [at, instance] of (given as readonly Answers[]).entries())
        yield* leaves(instance, `${place}[${at + 1}]`);
  }
}

/** `13.0` is written for 13 in a place, as ODK's engines do; quotes as the reference converter writes them. */
const plain = (text: string): string =>
  text
    .replace(/(?<=\d)\.0+(?![\d.])/g, '')
    .replace(/;\s*/g, ';')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"');

const clocks = /\b(now|today|uuid|random)\s*\(/;
const recorded = new Set(['start', 'end', 'today', 'deviceid', 'audit', 'startgeopoint', 'start-geopoint']);

/** Questions whose value is the clock's or an id, or is worked out of one. */
function movedByTheClock({ items }: Questionnaire): ReadonlyMap<string, 'at the end' | 'any time'> {
  const moving = new Map<string, 'at the end' | 'any time'>();
  const formulas = new Map<string, string>();
  const look = (item: Item): void => {
    if ('items' in item) {
      for (const inside of item.items) look(inside);
      return;
    }
    if (item.metadata === 'end') moving.set(item.name, 'at the end');
    else if (item.metadata && recorded.has(item.metadata)) moving.set(item.name, 'any time');
    const begins = item.default && 'formula' in item.default ? item.default.formula : '';
    formulas.set(item.name, `${item.calculate ?? ''} ${begins}`);
  };
  for (const item of items) look(item);
  for (let size = -1; size !== moving.size; ) {
    size = moving.size;
    for (const [name, formula] of formulas) {
      if (moving.has(name)) continue;
      const uses = [...formula.matchAll(/\$\{\s*([^}\s]+)\s*\}/g)].some(([, used = '']) => moving.has(used));
      if (clocks.test(formula) || uses) moving.set(name, 'any time');
    }
  }
  return moving;
}
