/** The questionnaire, question by question. */
import type { ChoiceList, Item, Question, Words } from '../questionnaire/index.ts';
import { readable } from '../submission/index.ts';
import { type AnnexQuestion, type Block, heading } from './document.ts';
import type { ReportSource, Teller } from './source.ts';

const unseen: ReadonlySet<string> = new Set(['calculate', 'hidden', 'metadata']);
const mostChoices = 40; // a list of all villages is no annex

export function annexOf({ survey, questionnaire }: ReportSource, teller: Teller): Block[] {
  const read = readable(questionnaire, survey, teller.language);
  const say = (words: Words | undefined) => (words === undefined ? '' : read(words));
  let number = 0;
  const blocksOf = (items: readonly Item[], isRepeated: boolean): Block[] =>
    items.flatMap((item): Block[] => {
      if (item.kind === 'group' || item.kind === 'repeat') {
        const label = say(item.label);
        return [
          ...(label ? [heading(2, label)] : []),
          ...blocksOf(item.items, isRepeated || item.kind === 'repeat'),
        ];
      }
      if (unseen.has(item.kind)) return [];
      if (item.kind === 'note') {
        const text = say(item.label);
        return text && item.name !== questionnaire.consent?.farewell
          ? [{ is: 'text', text, isSmall: true }]
          : [];
      }
      const question: AnnexQuestion = {
        number: String(++number),
        label: say(item.label) || item.name,
        hint: say(item.hint),
        notes: notesOf(item, isRepeated, teller),
        choices: choicesOf(questionnaire.lists[item.list ?? ''], say),
      };
      return [{ is: 'question', question }];
    });
  return [heading(1, teller.t('report.annex')), ...blocksOf(questionnaire.items, false)];
}

function notesOf({ kind, relevant }: Question, isRepeated: boolean, { t }: Teller): string[] {
  return [
    t(`report.kind.${kindOf(kind)}`),
    ...(relevant === undefined ? [] : [t('report.askedWhen', { formula: relevant })]),
    ...(isRepeated ? [t('report.repeated')] : []),
  ];
}

function kindOf(kind: Question['kind']): 'one' | 'many' | 'rank' | 'number' | 'text' | 'moment' | 'other' {
  if (kind === 'one' || kind === 'many' || kind === 'rank' || kind === 'text') return kind;
  if (kind === 'integer' || kind === 'decimal' || kind === 'range') return 'number';
  return kind === 'date' || kind === 'time' || kind === 'dateTime' ? 'moment' : 'other';
}

function choicesOf(
  list: ChoiceList | undefined,
  say: (words: Words | undefined) => string,
): AnnexQuestion['choices'] {
  const choices = (list?.choices ?? []).map(({ name, label }) => ({ code: name, label: say(label) || name }));
  if (choices.length <= mostChoices) return choices;
  return [...choices.slice(0, mostChoices - 1), { code: '…', label: `(${choices.length})` }];
}
