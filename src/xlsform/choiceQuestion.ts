/** Questions with choices: which list, from where, and what `or_other` and `search()` make of it. */
import type { Choice, Question, Words } from '../questionnaire/index.ts';
import { keyed } from './clean.ts';
import { renameIn } from './formulas.ts';
import { choicesOf } from './fromAnswers.ts';
import { nearestOf } from './nearest.ts';
import type { Draft } from './outline.ts';
import { readQuestion } from './question.ts';
import { type Reading, safeKey } from './reading.ts';
import { readSearch } from './search.ts';
import type { RowType } from './types.ts';

type ChoiceType = Extract<RowType, { is: 'choice' }>;

export function readChoiceQuestion(
  draft: Draft,
  choiceType: ChoiceType,
  path: string,
  reading: Reading,
): Question {
  const { row, written } = draft;
  const { problems } = reading;
  const type = { ...choiceType, list: safeKey(choiceType.list) };
  const question = readQuestion(draft, type.kind, path, reading);
  const [, answered] = /^\$\{\s*([^{}]+?)\s*\}$/.exec(renameIn(type.list, reading.renamed)) ?? [];
  if (answered !== undefined) {
    reading.places.set(`${path}#choicesFrom`, row.at('type'));
    return { ...question, choicesFrom: choicesOf(answered) };
  }
  if (type.list.startsWith('${')) {
    problems.tell('list-from-answers', row.at('type'), { type: written });
    return { ...question, kind: 'text', columns: { original_type: written } };
  }
  const searched = readSearch(question, type.list, row.at('appearance'), reading);
  if (searched) return searched;
  const list = listOf(type, draft, reading);
  if (list !== null) return { ...question, list: type.orOther ? withOther(list, reading) : list };
  problems.tell('list-missing', row.at('type'), { list: type.list });
  const { required, ...others } = question;
  const named = type.list === '' ? others : { ...others, list: type.list };
  return required === undefined ? named : { ...named, softRequired: required };
}

function listOf({ list, source }: ChoiceType, { row }: Draft, { lists, problems }: Reading): string | null {
  if (source === 'file' || (/\.(csv|xml|geojson)$/i.test(list) && !lists.has(list))) {
    const name = list.replace(/\.[^.]*$/, '');
    if (!lists.has(name)) lists.set(name, { choices: [], file: list });
    problems.tell('file-needed', row.at('type'), { file: list });
    return name === '' ? null : name;
  }
  const external = `${list}${externalEnding}`;
  if (source === 'external' && lists.has(external)) return external;
  if (lists.has(list)) return list;
  if (lists.size > mostCompared) return null;
  const alike = [...lists.keys()].filter((name) => keyed(name) === keyed(list));
  const near = alike.length === 1 ? alike[0] : list.length > 4 && nearestOf(list, lists.keys(), 1)?.word;
  if (!near) return null;
  problems.tell('list-corrected', row.at('type'), { list, now: near });
  return near;
}

const mostCompared = 2_000;

/** An external list that has the name of an ordinary one. */
export const externalEnding = '_external';

/** XLSForm's `or_other` adds this choice, and a question for the words. The wording is the house's, after the glossary. */
const other: Readonly<Record<string, string>> = {
  en: 'Other (please specify)',
  ms: 'Lain-lain (sila nyatakan)',
  fil: 'Iba pa (pakitukoy)',
  th: 'อื่น\u00A0ๆ (โปรดระบุ)',
  vi: 'Khác (vui lòng ghi rõ)',
};

const english = 'Other (please specify)';

/** What the field's reference converter says for them, in every language. */
const asConverted = { choice: 'Other', question: 'Specify other.' };

function otherWords({ languages, faithful }: Reading, of: keyof typeof asConverted): Words {
  if (faithful) return asConverted[of];
  const tags = languages.translations().map(({ tag }) => tag);
  if (!languages.any) return other[languages.defaultTag] ?? english;
  return Object.fromEntries(tags.map((tag) => [tag, other[tag] ?? english]));
}

/** The list with the choice “other”: a list of its own, since other questions may offer the plain one. */
function withOther(list: string, reading: Reading): string {
  const { choices = [], ...rest } = reading.lists.get(list) ?? {};
  if (choices.some(({ name }) => name === 'other')) return list;
  const name = reading.faithful ? list : `${list}_or_other`; // the reference converter changes the list itself
  const added: Choice = { name: 'other', label: otherWords(reading, 'choice') };
  if (reading.faithful || !reading.lists.has(name))
    reading.lists.set(name, { ...rest, choices: [...choices, added] });
  return name;
}

/** Asked when “other” was chosen. */
export function otherQuestion({ name }: Question, reading: Reading): Question {
  const chosen = `selected(\${${name}}, 'other')`;
  return { kind: 'text', name: `${name}_other`, label: otherWords(reading, 'question'), relevant: chosen };
}
