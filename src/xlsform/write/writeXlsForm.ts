/** A questionnaire as an .xlsx workbook that gives the same questionnaire when it is read again. */
import type { Questionnaire, Words } from '../../questionnaire/index.ts';
import { writeNames } from '../extra.ts';
import { choiceColumns, settingColumns } from '../headers.ts';
import { headerOf } from '../languages.ts';
import { wordsOf } from '../translations.ts';
import { type SaidIn, whereSaid } from './lists.ts';
import { SheetWriter, type Speech } from './sheet.ts';
import { extraCells, isOther, mediaWords, writeSurvey } from './survey.ts';
import { writeXlsx } from './xlsx.ts';

/** Writes all languages, one column for each, so that translators can work in a spreadsheet. */
export function writeXlsForm(questionnaire: Questionnaire): Uint8Array {
  const speech: Speech = {
    byLanguage: wordsOf(questionnaire).some(({ words }) => typeof words !== 'string'),
  };
  const said = whereSaid(questionnaire);
  const sheets = [
    writeSurvey(questionnaire, said, speech),
    writeChoices(questionnaire, speech),
    writeSettings(questionnaire, speech),
    writeLanguages(questionnaire, speech),
    writeLists(questionnaire, said, speech),
    writeFiles(questionnaire, speech),
    writeInserts(questionnaire, speech),
    writeScores(questionnaire, speech),
  ];
  return writeXlsx(sheets.filter(({ isEmpty, name }) => !isEmpty || name === 'survey'));
}

function writeChoices({ lists }: Questionnaire, speech: Speech): SheetWriter {
  const order = ['list_name', 'name', 'label', 'choice_hint', 'apart', 'media'];
  const sheet = new SheetWriter('choices', order, speech);
  const readable = (header: string, text: string): boolean => isOther(header, text, choiceColumns);
  for (const [list, { choices }] of Object.entries(lists)) {
    for (const { name, label, hint, media, columns, apart } of choices) {
      sheet.add(
        { list_name: list, name, apart: apart && 'yes', ...extraCells(columns, readable) },
        { label, choice_hint: hint, ...mediaWords(media ? { media } : {}) },
      );
    }
  }
  return sheet;
}

function writeSettings(questionnaire: Questionnaire, speech: Speech): SheetWriter {
  const { id, title, version, defaultLanguage, instanceName, consent, settings = {} } = questionnaire;
  const order = ['form_title', 'form_id', 'version', 'default_language', 'instance_name', 'style'];
  const sheet = new SheetWriter('settings', order, speech);
  const plain = (header: string, text: string): boolean =>
    text === text.trim() &&
    text !== '' &&
    (header === 'style'
      ? !/(^|\s)pages(\s|$)/.test(text)
      : header === 'allow_choice_duplicates' || isOther(header, text, settingColumns));
  const packed = Object.entries(settings).filter(([header, text]) => !plain(header, text));
  sheet.add(
    {
      form_id: id,
      version,
      default_language: headerOf(defaultLanguage),
      instance_name: instanceName,
      consent_question: consent?.question,
      consent_agreed: consent?.agreed,
      consent_farewell: consent?.farewell,
      ...Object.fromEntries(Object.entries(settings).filter(([header, text]) => plain(header, text))),
      more_settings: packed.length > 0 ? JSON.stringify(Object.fromEntries(packed)) : undefined,
    },
    { form_title: title },
  );
  return sheet;
}

function writeLanguages({ languages }: Questionnaire, speech: Speech): SheetWriter {
  const sheet = new SheetWriter('languages', ['tag', 'status', 'note'], speech);
  for (const { tag, status, note } of languages) sheet.add({ tag, status, note });
  return sheet;
}

function writeLists(
  { lists }: Questionnaire,
  said: ReadonlyMap<string, SaidIn>,
  speech: Speech,
): SheetWriter {
  const sheet = new SheetWriter('lists', ['list_name', 'file', 'tree'], speech);
  for (const [name, { file, tree }] of Object.entries(lists)) {
    if (tree || said.get(name) === 'lists')
      sheet.add({ list_name: name, file, tree: tree && JSON.stringify(tree) });
  }
  return sheet;
}

function writeFiles({ files = {} }: Questionnaire, speech: Speech): SheetWriter {
  const sheet = new SheetWriter('files', ['name', 'hash', 'type', 'size', 'width', 'height'], speech);
  const written = (number: number | undefined) => number?.toString();
  for (const [name, { hash, type, size, width, height }] of Object.entries(files))
    sheet.add({ name, hash, type, size: written(size), width: written(width), height: written(height) });
  return sheet;
}

function writeInserts({ inserts = {} }: Questionnaire, speech: Speech): SheetWriter {
  const sheet = new SheetWriter('inserts', ['name', 'by', 'value', 'text'], speech);
  for (const [name, { by, words }] of Object.entries(inserts)) {
    const values = Object.entries(words);
    if (values.length === 0) sheet.add({ name, by });
    for (const [value, text] of values) sheet.add({ name, by, value }, { text });
  }
  return sheet;
}

function writeScores({ scores = [] }: Questionnaire, speech: Speech): SheetWriter {
  const sheet = new SheetWriter(
    'scores',
    ['name', 'label', 'items', 'reversed', 'mean_of', 'points', 'at_least'],
    speech,
  );
  for (const score of scores) {
    const label: Words = score.label;
    sheet.add(
      {
        name: score.name,
        ...('meanOf' in score
          ? { mean_of: writeNames(score.meanOf) }
          : 'points' in score
            ? { points: JSON.stringify(score.points) }
            : { items: writeNames(score.items), reversed: writeNames(score.reversed) }),
        at_least: String(score.atLeast),
      },
      { label },
    );
  }
  return sheet;
}
