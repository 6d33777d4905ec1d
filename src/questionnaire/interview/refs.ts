/** Between places on the table and the names that storage and screens know them by. */
import type { Definition, Outline } from './definitions.ts';
import type { Ref } from './interview.ts';
import type { OpenSheet, Spot } from './table.ts';

/** `/g/case[k3]/case_title`. */
export const refOf = (sheet: OpenSheet, definition: Definition): Ref =>
  sheetRef(sheet) + definition.path.slice(sheet.definition.path.length);

/** `/g/case[k3]`; the top is `''`. */
export const sheetRef = ({ above, definition, key }: OpenSheet): Ref =>
  above ? `${refOf(above, definition)}[${key}]` : '';

/** What stands there: a question, a group, a repeat as a whole, or (with a key at the end) one instance. */
export function spotAt(top: OpenSheet, { byPath }: Outline, ref: Ref): Spot | null {
  if (ref !== '' && !ref.includes('[')) return spotIn(top, byPath.get(ref));
  let sheet = top;
  let path = '';
  let onInstance = true;
  for (const [, name, key] of ref.matchAll(/\/([^/[\]]+)(?:\[([^[\]]*)\])?/g)) {
    path += `/${name}`;
    onInstance = key !== undefined;
    if (!onInstance) continue;
    const repeat = byPath.get(path);
    if (!repeat?.inside || repeat.home !== sheet.of) return null;
    const instance = sheet.keyed(repeat, key ?? '');
    if (!instance) return null;
    sheet = instance;
  }
  return onInstance ? sheet : spotIn(sheet, byPath.get(path));
}

const spotIn = (sheet: OpenSheet, definition: Definition | undefined): Spot | null =>
  definition?.home === sheet.of ? sheet.spot(definition) : null;
