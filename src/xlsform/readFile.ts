/** Any file that may hold a questionnaire: a workbook, an XForm, or our own document. */
import { strFromU8 } from 'fflate';
import { type Imported, refused } from './check.ts';
import { readQuestionnaire } from './json.ts';
import { Problems, Refusal } from './problems.ts';
import { readXlsForm } from './readXlsForm.ts';
import { readXForm } from './xform/readXForm.ts';

/** Reads it by the ending of its name, or where that says nothing, by how it begins. Never throws at a bad file. */
export async function readFormFile(bytes: Uint8Array, name: string): Promise<Imported> {
  const kind = kindOf(bytes, name);
  if (kind === 'xml') return readXForm(textOf(bytes));
  if (kind === 'workbook') return readXlsForm(bytes, { name });
  const problems = new Problems();
  try {
    return await readQuestionnaire(parse(textOf(bytes)));
  } catch (thrown) {
    return refused(thrown, problems);
  }
}

export type FormFileKind = 'workbook' | 'xml' | 'json';

/** What kind of file it is taken for. */
export function kindOf(bytes: Uint8Array, name: string): FormFileKind {
  const [, ending = ''] = /\.([^.]*)$/.exec(name.toLowerCase()) ?? [];
  if (ending === 'xml' || ending === 'json') return ending;
  if (/^(xlsx|xls|csv)$/.test(ending)) return 'workbook';
  const [first = ''] = textOf(bytes.subarray(0, 200)).trimStart();
  return first === '<' ? 'xml' : first === '{' ? 'json' : 'workbook';
}

/** A mark at the beginning (BOM) is no part of the text. */
const textOf = (bytes: Uint8Array): string => strFromU8(bytes).replace(/^\uFEFF/, '');

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal('json-malformed', { reason: error instanceof Error ? error.message : '' });
  }
}
