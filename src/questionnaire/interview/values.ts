/** Between answers and what formulas come to. */
import type { Answer } from '../answers.ts';
import { toAnswer, toNumber, type Value } from '../formula/index.ts';
import type { Kind } from '../schema.ts';

/** What a formula came to, or a questionnaire's literal, as an answer of that kind. What cannot be one is blank. */
export function fromValue(kind: Kind, value: Value): Answer {
  const text = toAnswer(value).normalize('NFC');
  if (text === '') return null;
  switch (kind) {
    case 'integer':
      return finite(Math.trunc(toNumber(value)));
    case 'decimal':
    case 'range':
      return finite(toNumber(value));
    case 'date':
      return text.replace(/^(\d{4}-\d\d-\d\d)T.*$/s, '$1'); // of a moment, its day
    case 'many':
    case 'rank':
      return text.split(/\s+/).filter((name) => name !== '');
    case 'calculate':
    case 'hidden':
      return typeof value === 'number' && Number.isFinite(value) ? value : text;
    default:
      return text;
  }
}

const finite = (number: number): number | null => (Number.isFinite(number) ? number : null);
