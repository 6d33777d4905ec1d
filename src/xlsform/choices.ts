/** The choices sheet, and external_choices like it: rows by list. */
import type { Choice } from '../questionnaire/index.ts';
import { isYes, tidy } from './clean.ts';
import { readExtra } from './extra.ts';
import { readMedia } from './media.ts';
import { given, type Reading, safeKey } from './reading.ts';
import type { Table, TableRow } from './table.ts';

interface Gathered {
  readonly choices: Choice[];
  /** The row of the first that is the very same, and of the first with the same name and columns. */
  readonly rows: Map<string, number>;
}

/** Reads the lists of one sheet. `mayRepeat`: the settings allow one name twice. */
export function readChoices(table: Table, reading: Reading, mayRepeat: boolean): Map<string, Choice[]> {
  const { problems } = reading;
  const lists = new Map<string, Gathered>();
  for (const row of table.rows) {
    const list = safeKey(tidy(row.take('list_name') ?? ''));
    const name = row.take('name') ?? ''; // as it stands: filter columns of other lists hold the same text
    if (list === '') {
      if (name !== '') problems.tell('list-name-missing', row.at('list_name'), { name });
      continue;
    }
    const gathered: Gathered = lists.get(list) ?? { choices: [], rows: new Map() };
    lists.set(list, gathered);
    if (name === '') {
      if (row.has('label')) problems.tell('choice-name-missing', row.at('name'), { list });
      continue;
    }
    const choice = readChoice(row, list, name, reading);
    if (!isDouble(choice, row, list, gathered, reading, mayRepeat)) gathered.choices.push(choice);
  }
  return new Map([...lists].map(([list, { choices }]) => [list, choices]));
}

function readChoice(row: TableRow, list: string, name: string, reading: Reading): Choice {
  const path = `${list}/${name}`;
  const label = reading.words(row, 'label', path);
  const media = readMedia(row, path, reading);
  if (label === undefined && !media)
    reading.problems.tell('choice-label-missing', row.at('label'), { list, name });
  const apart = isYes(row.take('apart')) || undefined;
  return {
    name,
    ...given({
      label,
      hint: reading.words(row, 'choice_hint', path, 'hint'),
      media,
      apart: apart as true | undefined,
      columns: readExtra(row, 'more_columns', reading),
    }),
  };
}

/** The very same row twice is read once. One name for several things is told, unless their filter columns differ. */
function isDouble(
  choice: Choice,
  row: TableRow,
  list: string,
  { rows }: Gathered,
  { problems }: Reading,
  mayRepeat: boolean,
): boolean {
  const { name, columns } = choice;
  if (mayRepeat) return false;
  const [whole, named] = [JSON.stringify(choice), JSON.stringify(['', name, columns])];
  const twin = rows.get(whole);
  if (twin !== undefined) {
    problems.tell('choice-double', row.at('name'), { list, name, first: twin });
    return true;
  }
  const first = rows.get(named);
  if (first !== undefined) problems.tell('choice-name-double', row.at('name'), { list, name, first });
  else rows.set(named, row.number);
  rows.set(whole, row.number);
  return false;
}
