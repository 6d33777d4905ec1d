/** The sheets that XLSForm has no place for: the state of translations, inserts, scores, files, lists that are only files. */
import { AuthoredFile, Insert, LanguageTag, Score, Translation, Tree } from '../questionnaire/index.ts';
import { tidy } from './clean.ts';
import { readJson, readNames } from './extra.ts';
import { given, type Reading, safeKey } from './reading.ts';
import type { Table, TableRow } from './table.ts';

/** Rows that cannot be read are told by `refuse` and left out. */
export function readTranslations(table: Table | null, refuse: (row: TableRow) => void): Translation[] {
  const rows = (table?.rows ?? []).flatMap((row): Translation[] => {
    const [tag, status, note] = [
      tidy(row.take('tag') ?? ''),
      tidy(row.take('status') ?? ''),
      row.take('note'),
    ];
    const read = Translation.safeParse({ tag, status, ...(note !== undefined && { note }) });
    if (!read.success || !LanguageTag.safeParse(tag).success) refuse(row);
    return read.success ? [read.data] : [];
  });
  return rows.filter(({ tag }, i) => rows.findIndex((one) => one.tag === tag) === i);
}

/** Lists that have no rows of their own, or come from a file under another name. */
export function readLists(table: Table | null, { lists, problems }: Reading): void {
  for (const row of table?.rows ?? []) {
    const name = safeKey(tidy(row.take('list_name') ?? ''));
    const file = row.take('file');
    if (name === '') continue;
    const { choices = [] } = lists.get(name) ?? {};
    const packed = row.take('tree');
    const tree = packed === undefined ? undefined : Tree.safeParse(readJson(packed));
    if (tree?.success === false) problems.tell('setting-unreadable', row.at('tree'), { text: packed ?? '' });
    lists.set(name, { choices, ...given({ file, tree: tree?.data }) });
  }
}

/** The files that media name, where they were given once; what stands in the sheet pins them by their bytes. */
export function readFiles(table: Table | null, reading: Reading): Record<string, AuthoredFile> | undefined {
  if (!table) return undefined;
  const read = table.rows.flatMap((row) => {
    const name = safeKey(row.take('name') ?? '');
    const numbers = (['size', 'width', 'height'] as const).map((key) => [key, row.take(key)] as const);
    const file = AuthoredFile.safeParse({
      hash: tidy(row.take('hash') ?? ''),
      type: tidy(row.take('type') ?? ''),
      ...Object.fromEntries(
        numbers.flatMap(([key, text]) => (text === undefined ? [] : [[key, Number(text)]])),
      ),
    });
    if (!file.success) tellUnreadable(row, reading);
    return file.success ? [[name, file.data] as const] : [];
  });
  return Object.fromEntries(read);
}

export function readInserts(table: Table | null, reading: Reading): Record<string, Insert> | undefined {
  if (!table) return undefined;
  const inserts = new Map<
    string,
    { by: string; words: Map<string, Insert['words'][string]>; row: TableRow }
  >();
  for (const row of table.rows) {
    const [name, by] = [safeKey(tidy(row.take('name') ?? '')), tidy(row.take('by') ?? '')];
    const insert = inserts.get(name) ?? { by, words: new Map(), row };
    inserts.set(name, insert);
    const value = row.take('value');
    const words = reading.words(row, 'text', `{{${name}}}/${value ?? ''}`);
    if (value !== undefined && words !== undefined) insert.words.set(safeKey(value), words);
  }
  const read = [...inserts].flatMap(([name, { by, words, row }]) => {
    const insert = Insert.safeParse({ by, words: Object.fromEntries(words) });
    if (!insert.success) tellUnreadable(row, reading);
    return insert.success ? [[name, insert.data] as const] : [];
  });
  return Object.fromEntries(read);
}

export function readScores(table: Table | null, reading: Reading): Score[] | undefined {
  return table?.rows.flatMap((row): Score[] => {
    const name = tidy(row.take('name') ?? '');
    const namesIn = (key: string): string[] | undefined => {
      const written = row.take(key);
      return written === undefined ? undefined : readNames(written);
    };
    const [items, reversed, meanOf] = [namesIn('items'), namesIn('reversed'), namesIn('mean_of')];
    const points = row.take('points');
    const common = {
      name,
      label: reading.words(row, 'label', `score ${name}`) ?? '',
      atLeast: Number(row.take('at_least') ?? Number.NaN),
    };
    const read = Score.safeParse(
      points !== undefined
        ? { ...common, points: readJson(points) }
        : meanOf === undefined
          ? { ...common, items: items ?? [], reversed: reversed ?? [] }
          : { ...common, meanOf },
    );
    if (!read.success) tellUnreadable(row, reading);
    return read.success ? [read.data] : [];
  });
}

export const tellUnreadable = (row: TableRow, { problems }: Pick<Reading, 'problems'>): void =>
  problems.tell('setting-unreadable', row.spot, {
    text: row
      .rest()
      .map(([, text]) => text)
      .join(' '),
  });
