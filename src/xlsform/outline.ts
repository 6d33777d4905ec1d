/** The rows of the survey sheet as a tree: groups opened and closed, names settled; nothing is read yet of what they ask. */
import { isYes, tidy } from './clean.ts';
import { limits } from './limits.ts';
import { nameFrom, Siblings } from './names.ts';
import { type Problems, Refusal } from './problems.ts';
import type { Table, TableRow } from './table.ts';
import { type RowType, readType, type Section } from './types.ts';

export interface Draft {
  readonly row: TableRow;
  readonly type: RowType;
  readonly written: string;
  readonly name: string;
  readonly children: Draft[];
}

interface Open {
  readonly draft: Draft | null;
  readonly section: Section | null;
  readonly into: Draft[];
  readonly names: Siblings;
}

/** `renamed` is filled with the names that had to be changed. */
export function readOutline(
  { rows, sheet }: Table,
  isList: (name: string) => boolean,
  rootName: string,
  renamed: Map<string, string>,
  problems: Problems,
): readonly Draft[] {
  if (rows.length > limits.survey) {
    throw new Refusal('survey-too-long', { limit: limits.survey }, { sheet, row: null, column: null });
  }
  const top: Open = { draft: null, section: null, into: [], names: new Siblings() };
  const open: Open[] = [top];
  for (const row of rows) {
    const here = open.at(-1) ?? top;
    if (isDisabled(row, problems)) continue;
    const written = tidy(row.take('type') ?? '');
    if (written === '') {
      if (row.has('name') || row.has('label')) problems.tell('type-missing', row.at('type'), {});
      continue;
    }
    const { type, corrected } = readType(written, isList);
    if (corrected) problems.tell('type-corrected', row.at('type'), { type: written, now: corrected });
    if (type.is === 'foreign') {
      problems.tell('type-foreign', row.at('type'), { type: written });
    } else if (type.is === 'end') {
      if (open.length === 1) throw new Refusal('group-end-alone', { type: written }, row.at('type'));
      if (here.section !== type.section) {
        problems.tell('group-end-differs', row.at('type'), { type: written, name: here.draft?.name ?? '' });
      }
      open.pop();
    } else {
      const name = nameOf(row, type, written, here.names, renamed, problems);
      if (name === rootName || name === 'meta') problems.tell('name-reserved', row.at('name'), { name });
      const draft: Draft = { row, type, written, name, children: [] };
      here.into.push(draft);
      if (type.is !== 'begin') continue;
      if (open.length > limits.depth) {
        throw new Refusal('groups-too-deep', { limit: limits.depth }, row.at('type'));
      }
      open.push({ draft, section: type.section, into: draft.children, names: new Siblings() });
    }
  }
  const left = open.at(-1)?.draft;
  if (left) throw new Refusal('group-open', { name: left.name, type: left.written }, left.row.at('type'));
  if (top.into.length === 0) throw new Refusal('survey-empty', {}, { sheet, row: null, column: null });
  return top.into;
}

function isDisabled(row: TableRow, problems: Problems): boolean {
  if (!row.has('disabled')) return false;
  const disabled = isYes(row.take('disabled'));
  if (disabled) problems.tell('row-disabled', row.at('disabled'));
  return disabled;
}

function nameOf(
  row: TableRow,
  type: RowType,
  written: string,
  names: Siblings,
  renamed: Map<string, string>,
  problems: Problems,
): string {
  const given = tidy(row.take('name') ?? '');
  const at = row.at('name');
  if (given === '') {
    const what = type.is === 'begin' ? type.section : type.is === 'question' ? type.kind : 'question';
    const made = names.claim(`${what}_${row.number}`, at, problems);
    const isNamed = type.is === 'question' && type.kind === 'metadata';
    if (!isNamed) problems.tell('name-missing', at, { type: written, now: made });
    return made;
  }
  const name = nameFrom(given);
  if (name !== given) {
    problems.tell('name-invalid', at, { name: given, now: name });
    if (!renamed.has(given)) renamed.set(given, name);
  }
  return names.claim(name, at, problems);
}
