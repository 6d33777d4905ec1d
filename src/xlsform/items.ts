/** The rows of the survey sheet, read for what they ask. */

import type { Group, Item, Question, Repeat } from '../questionnaire/index.ts';
import { looksPaged } from './appearance.ts';
import { otherQuestion, readChoiceQuestion } from './choiceQuestion.ts';
import { isYes } from './clean.ts';
import { readBegins, readExtra } from './extra.ts';
import { expandLoop } from './loop.ts';
import { readMedia } from './media.ts';
import type { Draft } from './outline.ts';
import { readQuestion } from './question.ts';
import { given, type Reading } from './reading.ts';

/** How pages are made: as each group says, or (XLSForm's style `pages`) one of each group at the top. */
export interface Layout {
  readonly pages: boolean;
}

export function readItems(drafts: readonly Draft[], path: string, reading: Reading, layout: Layout): Item[] {
  return drafts.flatMap((draft) => readItem(draft, `${path}/${draft.name}`, reading, layout));
}

function readItem(draft: Draft, path: string, reading: Reading, layout: Layout): Item[] {
  const { type, row, written } = draft;
  const { problems, lists } = reading;
  reading.places.set(`${path}#`, row.spot);
  switch (type.is) {
    case 'begin':
      return [readSection(draft, path, reading, layout)];
    case 'question': {
      const question = readQuestion(draft, type.kind, path, reading);
      const metadata = row.take('metadata') ?? type.metadata;
      return [finished(metadata === undefined ? question : { ...question, metadata }, draft, reading)];
    }
    case 'choice': {
      const question = readChoiceQuestion(draft, type, path, reading);
      const other = type.orOther && question.list !== undefined ? [otherQuestion(question, reading)] : [];
      return [finished(question, draft, reading), ...other];
    }
    case 'file': {
      const file = `${draft.name}.${type.ending}`;
      if (!lists.has(draft.name)) lists.set(draft.name, { choices: [], file });
      problems.tell('file-needed', row.at('type'), { file });
      return [];
    }
    case 'unknown': {
      const { suggestion: near, as } = type;
      if (near) problems.tell('type-unknown-near', row.at('type'), { type: written, near, now: as });
      else problems.tell('type-unknown', row.at('type'), { type: written, now: as });
      const question = readQuestion(draft, as, path, reading);
      return [finished(question, draft, reading, { original_type: written })];
    }
    default:
      return [];
  }
}

/** The question with whatever else its row holds. */
export function finished(
  question: Question,
  { row }: Draft,
  reading: Reading,
  also: Readonly<Record<string, string>> = {},
): Question {
  const extra = readExtra(row, 'more_columns', reading);
  const columns = { ...extra, ...also };
  return Object.keys(columns).length > 0 ? { ...question, columns } : question;
}

function readSection(draft: Draft, path: string, reading: Reading, layout: Layout): Group | Repeat {
  const { row, type, name } = draft;
  const isTop = path.lastIndexOf('/') === 0;
  const appearance = row.take('appearance');
  const head = {
    name,
    ...given({
      label: reading.words(row, 'label', path),
      hint: reading.words(row, 'hint', path),
      media: readMedia(row, path, reading),
      relevant: reading.condition(row, 'relevant', path),
      appearance,
      intro: reading.words(row, 'intro', path),
      page: readPage(draft, looksPaged(appearance) || (layout.pages && isTop)),
    }),
  };
  const section = type.is === 'begin' ? type.section : 'group';
  const count = section === 'repeat' ? reading.formula(row, 'repeat_count', path, 'count') : undefined;
  const begins = section === 'repeat' ? readBegins(row, reading) : undefined;
  const extra = readExtra(row, 'more_columns', reading);
  const rest = { ...given({ columns: extra }), items: readItems(draft.children, path, reading, layout) };
  if (section === 'repeat') return { kind: 'repeat', ...head, ...given({ count, begins }), ...rest };
  const group: Group = { kind: 'group', ...head, ...rest };
  return section === 'loop' && type.is === 'begin' ? expandLoop(group, type.list, row, reading) : group;
}

/** The column `page` is ours: yes or no; without it, XLSForm's own ways decide. */
function readPage({ row }: Draft, otherwise: boolean): true | undefined {
  if (!row.has('page')) return otherwise || undefined;
  return isYes(row.take('page')) || undefined;
}
