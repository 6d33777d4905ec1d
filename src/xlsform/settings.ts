/** The settings sheet: one row. */
import type { Questionnaire } from '../questionnaire/index.ts';
import { isYes, tidy } from './clean.ts';
import { readPairs } from './extra.ts';
import type { Languages } from './languages.ts';
import { type Reading, safeKey } from './reading.ts';
import type { Table, TableRow } from './table.ts';

export interface Settings {
  readonly row: TableRow | undefined;
  readonly id: string | undefined;
  readonly version: string | undefined;
  readonly defaultLanguage: string | undefined;
  /** Each group at the top is a page. */
  readonly pages: boolean;
  readonly mayRepeatChoices: boolean;
  readonly consent: Questionnaire['consent'] | undefined;
  /** What Rintis does not use. */
  readonly others: Readonly<Record<string, string>>;
}

export function readSettings(table: Table | null, languages: Languages): Settings {
  const row = table?.rows[0];
  const take = (key: string): string | undefined => {
    const text = row?.take(key);
    return text === undefined ? undefined : tidy(text);
  };
  const style = row?.take('style');
  const plainStyle = style?.replace(/(^|\s)pages(?=\s|$)/, '').trim();
  const duplicates = row?.take('allow_choice_duplicates');
  const written = take('default_language');
  const settings = {
    row,
    id: take('form_id'),
    version: row?.take('version'),
    defaultLanguage: written === undefined ? undefined : languages.meant(written),
    pages: style !== undefined && plainStyle !== style,
    mayRepeatChoices: isYes(duplicates),
    consent: consentOf(take('consent_question'), row?.take('consent_agreed'), take('consent_farewell')),
  };
  row?.takeAll('form_title'); // read later, as words
  const instanceName = row?.has('instance_name');
  const packed = readPairs(row?.take('more_settings') ?? '') ?? {};
  const rest = (row?.rest() ?? []).filter(([header]) => !(instanceName && header === 'instance_name'));
  const others = new Map(rest.map(([header, text]) => [safeKey(header), text]));
  if (plainStyle) others.set('style', plainStyle);
  if (duplicates !== undefined) others.set('allow_choice_duplicates', duplicates);
  for (const [key, text] of Object.entries(packed)) others.set(safeKey(key), text);
  return { ...settings, others: Object.fromEntries(others) };
}

function consentOf(
  question: string | undefined,
  agreed: string | undefined,
  farewell: string | undefined,
): Settings['consent'] {
  if (question === undefined || agreed === undefined) return undefined;
  return farewell === undefined ? { question, agreed } : { question, agreed, farewell };
}

/** The title, in every language it has; else the form's id or the file's name. */
export const titleOf = ({ row }: Settings, reading: Reading, otherwise: string): Questionnaire['title'] =>
  (row && reading.words(row, 'form_title', '', 'title')) ?? otherwise;
