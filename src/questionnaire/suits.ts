/** Values from outside, held against the kind of the question. Apart from `codecs.ts`: who answers on a screen never asks. */
import type { Answer } from './answers.ts';
import { isDay, isoTime, liesSomewhere } from './codecs.ts';
import type { Kind } from './schema.ts';

/** Whether a value from outside has the form of an answer to that kind of question. */
export function suits(kind: Kind, value: unknown): value is Answer {
  if (value === null) return true;
  switch (kind) {
    case 'integer':
      return Number.isSafeInteger(value);
    case 'decimal':
    case 'range':
      return typeof value === 'number' && Number.isFinite(value);
    case 'many':
    case 'rank':
      return Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '');
    case 'calculate':
    case 'hidden':
    case 'metadata':
      return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
    case 'date':
      return typeof value === 'string' && isDay(value);
    case 'time':
      return typeof value === 'string' && isoTime.test(value);
    case 'dateTime': {
      if (typeof value !== 'string') return false;
      const [day = '', time = ''] = value.split('T');
      return isDay(day) && isoTime.test(time);
    }
    case 'place':
    case 'trace':
    case 'shape':
      return typeof value === 'string' && liesSomewhere(kind, value);
    default:
      return typeof value === 'string' && value !== '';
  }
}
