/**
 * Files that the field's tests write as they run, and that its traces therefore do not hold: made here as the name of the test
 * and the state that it expects say. A file that stands beside the traces comes first.
 */
import { strToU8 } from 'fflate';
import type { FetchFile } from '../../src/xlsform/index.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const ends: Readonly<Record<string, string>> = { LF: '\n', CR: '\r', CRLF: '\r\n', LFLF: '\n\n' };
const marks: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

/** A table of the letters, with the line ends and the marks between cells that the test is about. */
function letterTable(test: string): string {
  const [, end = 'LF'] = /row delimiter: (\w+)/.exec(test) ?? [];
  const [, mark = 'comma'] = /column delimiter: (\w+)/.exec(test) ?? [];
  const rows = [['item-label', 'item-value'], ...letters.map((letter) => [letter.toUpperCase(), letter])];
  const text = rows.map((cells) => cells.join(marks[mark] ?? ',')).join(ends[end] ?? '\n');
  return test.includes('BOM') ? `\uFEFF${text}` : text;
}

const points = (id: string | number): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [102, 0.5] },
        properties: { id: 'fs87b', name: 'My cool point', foo: 'bar' },
      },
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [104, 0.5] },
        properties: { id, name: 'Your cool point', foo: 'quux' },
      },
    ],
  });

const lastSaved = '<data id="form_id"><aggregated>a b</aggregated><new-part>b</new-part></data>';

const made: Readonly<Record<string, (test: string) => string>> = {
  'csv-attachment.csv': letterTable,
  'external-data.geojson': () => points(67),
  'issue_449_last_saved.xml': () => lastSaved,
};

/** What stands beside the traces; else what the test would have written. */
export const attachmentsOf =
  (test: string, beside: FetchFile): FetchFile =>
  (file) =>
    beside(file) ?? (Object.hasOwn(made, file) ? strToU8(made[file]?.(test) ?? '') : null);
