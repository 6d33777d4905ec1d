/** What the field wrote, read as it is. It lies beside the project and is not part of it: without it, these say so. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readXForm, readXlsForm, writeXlsForm } from '../../src/xlsform/index.ts';
import { compareImport } from '../support/importCompare.ts';

interface Entry {
  readonly file: string;
  readonly xform?: string;
}

const directory = '../shared/conformance';
const index = `${directory}/xlsforms/index.json`;
const entries = existsSync(index) ? (JSON.parse(readFileSync(index, 'utf8')) as Entry[]) : [];
const references = entries.filter(({ xform }) => xform);
const bytesOf = ({ file }: Entry) => readFileSync(`${directory}/xlsforms/${file}`);
const xformOf = ({ xform = '' }: Entry) => readFileSync(`${directory}/xlsforms/${xform}`, 'utf8');

if (entries.length === 0) {
  test('the conformance corpus is not beside the project, so the field’s own forms were not read', () => {
    expect(existsSync(index)).toBe(false);
  });
}

test('every form of the field is imported, or refused with its place named', async () => {
  const refusedNowhere: string[] = [];
  let imported = 0;
  for (const entry of entries) {
    const { questionnaire, problems } = await readXlsForm(bytesOf(entry), { name: entry.file });
    if (questionnaire) imported++;
    else if (problems.every(({ sheet }) => sheet === null)) refusedNowhere.push(entry.file);
  }
  expect(refusedNowhere).toEqual([]);
  expect(imported).toBeGreaterThanOrEqual(Math.ceil(entries.length * (54 / 58)));
});

test('questions, types, conditions and choices agree with the reference conversion', async () => {
  let [compared, differ] = [0, 0];
  for (const entry of references) {
    const { questionnaire } = await readXlsForm(bytesOf(entry), { name: entry.file });
    if (!questionnaire) continue;
    const comparison = compareImport(questionnaire, xformOf(entry));
    compared += comparison.compared;
    differ += comparison.differences.length;
  }
  expect(differ).toBeLessThanOrEqual(compared * 0.001);
});

test('the reference XForms themselves are read without a difference', async () => {
  for (const entry of references) {
    const source = xformOf(entry);
    const { questionnaire } = await readXForm(source);
    expect(questionnaire && compareImport(questionnaire, source).differences, entry.file).toEqual([]);
  }
});

test('whatever was imported can be written and comes back the same', async () => {
  for (const entry of entries) {
    const imports = [
      await readXlsForm(bytesOf(entry), { name: entry.file }),
      ...(entry.xform ? [await readXForm(xformOf(entry))] : []),
    ];
    for (const { questionnaire } of imports) {
      if (!questionnaire) continue;
      const again = await readXlsForm(writeXlsForm(questionnaire), { name: entry.file });
      expect(again.questionnaire, entry.file).toEqual(questionnaire);
    }
  }
});
