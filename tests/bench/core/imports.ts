/** The largest workbooks of the field, imported: how long, with how much memory, beside the least that anybody has to do. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Imported } from './import.ts';
import { measure } from './process.ts';
import { median, ms } from './rows.ts';

/** A machine on which unzipping alone takes long is excused: then the import may take this many times as long as that. */
const most = { ms: 1_000, megabytes: 200, timesFloor: 40 };

interface Listed {
  readonly file: string;
  readonly questions: number;
  readonly choices: number;
  readonly bytes: number;
}

/** In how many ways can a workbook be the largest? The one with most questions, most choices, most bytes. */
export function largestForms(conformance: string): string[] {
  const index = join(conformance, 'xlsforms/index.json');
  if (!existsSync(index)) return [];
  const listed: Listed[] = JSON.parse(readFileSync(index, 'utf8'));
  const largest = (['questions', 'choices', 'bytes'] as const).map(
    (by) => listed.toSorted((one, other) => other[by] - one[by])[0]?.file ?? '',
  );
  return [...new Set(largest)].map((file) => join(conformance, 'xlsforms', file));
}

export interface ImportRound {
  readonly imported: Imported;
  readonly floor: Imported;
}

export function importOnce(file: string): ImportRound {
  const imported = measure<Imported>('./import.ts', [file]);
  return { imported, floor: measure<Imported>('./import.ts', [file, 'floor'], imported.json) };
}

/** Prints a line; gives what is over the limit. */
export function printImport(file: string, rounds: readonly ImportRound[]): string[] {
  const middle = (of: (round: ImportRound) => number) => median(rounds.map(of));
  const took = middle(({ imported }) => imported.ms);
  const times = middle(({ imported, floor }) => imported.ms / floor.ms);
  const memory = middle(({ imported }) => imported.megabytes);
  const more = middle(({ imported, floor }) => imported.megabytes / floor.megabytes);
  const isFast = took <= most.ms || times <= most.timesFloor;
  const isSmall = memory <= most.megabytes;
  const name = file.replace(/^.*[/\\]/, '').slice(0, 40);
  console.log(
    `import ${name}: ${ms(took)} ms, ${times.toFixed(1)}× of unzipping it and reading the JSON (limit ${most.ms} ms or ${most.timesFloor}×, ${isFast ? 'kept' : 'not kept'});`,
    `${ms(memory)} MB at most, ${more.toFixed(1)}× (limit ${most.megabytes} MB, ${isSmall ? 'kept' : 'not kept'})`,
  );
  return [
    ...(isFast ? [] : [`import of ${name}: ${ms(took)} ms`]),
    ...(isSmall ? [] : [`import of ${name}: ${ms(memory)} MB`]),
  ];
}
