/**
 * One workbook in a process that has done nothing else. `node import.ts FILE` imports it. `node import.ts FILE floor` does the
 * least that anybody has to do with it, inflating it into text and reading as much JSON as comes out (from its input).
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { readXlsForm } from '../../../src/xlsform/index.ts';

export interface Imported {
  readonly ms: number;
  /** The most memory that the process ever had, Node's own and that of the code included. */
  readonly megabytes: number;
  /** The questionnaire, where it was imported. */
  readonly json: string;
}

const [file = '', isFloor] = process.argv.slice(2);
const bytes = readFileSync(file);
const json = isFloor ? readFileSync(0, 'utf8') : '';
const before = performance.now();
const questionnaire = isFloor ? floor() : (await readXlsForm(bytes, { name: basename(file) })).questionnaire;
const ms = performance.now() - before;
const megabytes = (process.resourceUsage().maxRSS * 1_024) / 1_000_000;
if (!questionnaire) throw new Error(`${basename(file)} was refused.`);
const imported: Imported = { ms, megabytes, json: isFloor ? '' : JSON.stringify(questionnaire) };
process.stdout.write(JSON.stringify(imported));

function floor(): object {
  const texts = Object.values(unzipSync(bytes)).map((part) => strFromU8(part));
  return { texts, read: JSON.parse(json) };
}
