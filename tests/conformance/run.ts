/**
 * `npm run conformance -- DIR [--verbose] [--json FILE]`: what the field wrote, against what we make of it. One line for each
 * part that the directory has; the exit status says whether all goals are met.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Part, parts } from './parts.ts';
import { isEqual, showForms } from './screen/screen.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    verbose: { type: 'boolean' },
    json: { type: 'string' },
    screen: { type: 'boolean' },
    seed: { type: 'string', default: '1' },
    form: { type: 'string', default: '' },
  },
});
const [directory] = positionals;

if (directory === undefined || !existsSync(directory)) {
  console.error('npm run conformance -- DIR [--verbose] [--json FILE] [--screen [--seed 1] [--form NAME]]');
  process.exit(2);
}

if (values.screen) {
  const wish = { seed: Number(values.seed), only: new RegExp(values.form), say: console.log };
  const shown = (await showForms(directory, wish)) ?? [];
  const equal = shown.filter(isEqual).length;
  const answered = shown.reduce((sum, { played }) => sum + (played?.answered ?? 0), 0);
  console.log(
    `screen: ${equal} of ${shown.length} forms sent what their replay gives, ${answered} questions answered`,
  );
  process.exit(equal > 0 && equal === shown.length ? 0 : 1);
}

const results: Part[] = [];
for (const judge of parts) {
  const part = await judge(directory);
  if (!part) continue; // the directory has nothing of that kind
  results.push(part);
  console.log(`${part.name}: ${part.line}`);
  if (!values.verbose) continue;
  for (const { id, why, known } of part.failures)
    console.log(`  ${id}: ${why}${known ? `\n    (${known})` : ''}`);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
if (results.length === 0) console.error(`${directory}: nothing to judge`);
process.exit(results.length > 0 && results.every(({ meetsGoal }) => meetsGoal) ? 0 : 1);
