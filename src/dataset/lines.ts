/** JSON Lines: one object for each row, for programs. */
import type { Dataset } from './dataset.ts';

const piece = 64 * 1024;

/** The file piece by piece; blanks are `null`. */
export async function* toJsonLines(dataset: Dataset): AsyncGenerator<string> {
  const keys = dataset.variables.map(({ name }) => JSON.stringify(name));
  let text = '';
  for await (const row of dataset.rows()) {
    text += `{${keys.map((key, at) => `${key}:${JSON.stringify(row[at] ?? null)}`).join(',')}}\n`;
    if (text.length < piece) continue;
    yield text;
    text = '';
  }
  if (text) yield text;
}
