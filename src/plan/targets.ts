/** Targets as they are pasted from a spreadsheet: a value and a number on each line. */
import { fold } from '../questionnaire/index.ts';
import type { ChoiceQuestion } from './fields.ts';
import type { Target } from './schema.ts';

/** The lines that could not be read stand beside those that could. */
export interface TargetsRead {
  readonly targets: readonly Target[];
  readonly unread: readonly string[];
}

/** By code or by label in any language, whatever stands between (tab, comma, semicolon); a line with a blank number is passed over. */
export function readTargets(text: string, { name, choices }: ChoiceQuestion): TargetsRead {
  const codes = new Map<string, string>();
  for (const choice of choices) {
    const labels = typeof choice.label === 'string' ? [choice.label] : Object.values(choice.label ?? {});
    for (const label of labels) codes.set(fold(label), choice.name);
  }
  for (const choice of choices) codes.set(fold(choice.name), choice.name);
  const targets = new Map<string, Target>();
  const unread: string[] = [];
  for (const line of text.split(/\r?\n/).filter((line) => line.trim() !== '')) {
    const [, value = '', figure] =
      /^\s*"?(.*?)"?\s*(?:[\t;,]|\s{2,})\s*"?([\p{Nd}.,\s]*)"?\s*$/u.exec(line) ?? [];
    const code = codes.get(fold(value));
    const number = toNumber(figure);
    if (code === undefined || number === undefined) unread.push(line);
    else if (number > 0) targets.set(code, { question: name, value: code, number });
  }
  return { targets: [...targets.values()], unread };
}

/** What `readTargets` reads, to be changed in a spreadsheet. */
export const targetsAsText = (targets: readonly Target[], { name }: ChoiceQuestion): string =>
  targets
    .filter(({ question }) => question === name)
    .map(({ value, number }) => `${value}\t${number}`)
    .join('\n');

/** Whole numbers, however thousands are marked. */
function toNumber(figure: string | undefined): number | undefined {
  if (figure === undefined) return undefined;
  const digits = figure.replace(/[.,\s]/g, '');
  if (digits === '') return 0;
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}
