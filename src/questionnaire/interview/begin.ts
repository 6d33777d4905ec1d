/** What a sheet begins with. */
import type { Answer, Answers } from '../answers.ts';
import type { Definition } from './definitions.ts';
import { toText } from './place.ts';
import type { OpenSheet } from './table.ts';
import { fromValue } from './values.ts';

/**
 * A new sheet's literal defaults, and the first instances of the repeats in it; `begun`: what is answered already.
 * `added`: it comes while the interview goes on; then nobody has said yet that there are any, as in ODK.
 */
export function beginSheet(sheet: OpenSheet, added: boolean, begun: Answers = {}): void {
  beginSection(sheet, sheet.definition, added, begun);
}

function beginSection(sheet: OpenSheet, section: Definition, added: boolean, begun: Answers): void {
  for (const child of section.children) {
    const { item, name } = child;
    const given = Object.hasOwn(begun, name) ? begun[name] : undefined;
    if (item.kind === 'repeat') {
      const first = item.begins ?? (added || child.rules.count ? [] : [{}]);
      layInstances(sheet, child, added, given === undefined ? first : (given as readonly Answers[]));
    } else if (item.kind === 'group') beginSection(sheet, child, added, (given ?? {}) as Answers);
    else if (given !== undefined) {
      sheet.give(child, fromValue(item.kind, toText(given as Answer)));
      sheet.begun.add(child);
    } else if (item.default && 'literal' in item.default) {
      sheet.give(child, fromValue(item.kind, item.default.literal));
    } else if (added && item.default && 'firstOnly' in item.default) sheet.begun.add(child);
  }
}

function layInstances(sheet: OpenSheet, repeat: Definition, added: boolean, each: readonly Answers[]): void {
  for (const [at, begun] of each.entries()) beginSheet(sheet.add(repeat, String(at + 1), true), added, begun);
  if (each.length > 0) sheet.recount(repeat, each.length);
}
