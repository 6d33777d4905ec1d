/**
 * The same fifty questions for every peer: those of our own officials' survey, in its five languages and on its pages, so
 * that the peers carry no other words than we do. Skip logic, hints and the notice are left out, in the peers' favour.
 */
import { readFileSync } from 'node:fs';
import type { Questionnaire } from '../../../src/questionnaire/index.ts';

export type Label = Readonly<Record<string, string>>;

export interface Choice {
  readonly value: string;
  readonly label: Label;
}
export interface Asked {
  readonly name: string;
  readonly label: Label;
  readonly kind: 'one' | 'many' | 'text' | 'integer';
  readonly list: string;
  readonly choices: readonly Choice[];
}
export interface FormPage {
  readonly name: string;
  readonly label: Label;
  readonly questions: readonly Asked[];
}

const howMany = 50;

export function fiftyQuestions(): FormPage[] {
  const path = new URL('../../../src/questionnaires/ics_officials.json', import.meta.url);
  const questionnaire = JSON.parse(readFileSync(path, 'utf8')) as Questionnaire;
  const tags = questionnaire.languages.map(({ tag }) => tag);
  const label = (words: unknown): Label =>
    Object.fromEntries(
      tags.map((tag) => [
        tag,
        typeof words === 'string' ? words : ((words as Label | undefined)?.[tag] ?? tag),
      ]),
    );
  const choicesOf = (list: string): Choice[] =>
    (questionnaire.lists[list]?.choices ?? []).map((choice) => ({
      value: choice.name,
      label: label(choice.label),
    }));

  let left = howMany;
  const pages: FormPage[] = [];
  for (const item of questionnaire.items) {
    if (item.kind !== 'group' || item.name === 'g_consent') continue;
    const questions: Asked[] = [];
    for (const question of item.items) {
      if (left === 0 || question.kind === 'group' || question.kind === 'repeat' || !isAsked(question.kind))
        continue;
      const list = question.list ?? '';
      questions.push({
        name: question.name,
        label: label(question.label),
        kind: question.kind,
        list,
        choices: choicesOf(list),
      });
      left -= 1;
    }
    if (questions.length > 0) pages.push({ name: item.name, label: label(item.label), questions });
  }
  if (left > 0) throw new Error(`Only ${howMany - left} questions to compare with.`);
  return pages;
}

const isAsked = (kind: string): kind is Asked['kind'] => ['one', 'many', 'text', 'integer'].includes(kind);
