/** What a survey's results are shown as: charts with the tables under them, in the order of the questionnaire. */
import type { QuestionResults, Results, ScoreResults } from '../results/index.ts';
import { agreeing, agreementDrawing } from './agreement.ts';
import { barDrawing } from './bars.ts';
import type { Drawing } from './drawing.ts';
import { meansDrawing, type ScoreRow } from './means.ts';
import { categoryWords, groupNames, type QuestionRow, questionWords, type Reader, words } from './reading.ts';
import type { Table } from './table.ts';
import { answersTable, distributionTable, scoreTable } from './tables.ts';

export interface Figure {
  readonly title: string;
  /** Of its files. */
  readonly name: string;
  /** In place of a drawing, why there is none. */
  readonly shown: Drawing | string;
  readonly table: Table;
}

/** A section of the questionnaire. */
export interface Chapter {
  readonly key: string;
  readonly title: string | null;
  readonly figures: readonly Figure[];
}

const isIndex = ({ kind }: ScoreResults): boolean => kind === 'index';

/** Indices first, then scales. */
const inReadingOrder = (scores: readonly ScoreResults[]): ScoreResults[] => [
  ...scores.filter(isIndex),
  ...scores.filter((score) => !isIndex(score)),
];

/** Those that speak for the whole: the indices; where there are none, all. */
export function leadScores(scores: readonly ScoreResults[]): ScoreResults[] {
  const indices = scores.filter(isIndex);
  return indices.length > 0 ? indices : [...scores];
}

/** Some scores of everyone. */
export function scoresFigure(title: string, scores: readonly ScoreResults[], reader: Reader): Figure {
  const firstScale = scores.findIndex((score) => !isIndex(score));
  const rows = scores.map(
    ({ label, name, all }, at): ScoreRow => ({
      name: words(reader, label, name),
      figures: all,
      isHead: at === firstScale,
    }),
  );
  return meansFigure(title, 'scores', rows, reader);
}

/** All scores in one; by groups, one for each. */
export function scoreFigures(results: Results, reader: Reader): Figure[] {
  const scores = inReadingOrder(results.scores);
  if (scores.length === 0) return [];
  if (results.by) return scores.map((score) => groupedScore(score, results, reader));
  return [scoresFigure(reader.t('results.scoresChart'), scores, reader)];
}

/** One score, of everyone and of each group. */
export function groupedScore(score: ScoreResults, results: Results, reader: Reader): Figure {
  const names = groupNames(reader, results);
  const groups = (score.groups ?? [])
    .flatMap((figures, group) =>
      results.by?.sizes[group] === 0 ? [] : [{ name: names[group] ?? '', figures }],
    )
    .map((row, place) => ({ ...row, isHead: place === 0 }));
  const rows = [{ name: reader.t('results.everyone'), figures: score.all }, ...groups];
  return meansFigure(words(reader, score.label, score.name), score.name, rows, reader);
}

const meansFigure = (title: string, name: string, rows: readonly ScoreRow[], reader: Reader): Figure => ({
  title,
  name,
  shown: meansDrawing(rows, reader),
  table: scoreTable(title, rows, reader),
});

/** Every question that is no text, section by section: statements together while everybody is one group, else one figure for each. */
export function questionChapters(results: Results, reader: Reader): Chapter[] {
  const sections = Map.groupBy(
    results.questions.filter(({ kind }) => kind !== 'other'),
    ({ section, path }) =>
      section === undefined ? (path.split('/').length > 2 ? path : '') : JSON.stringify(section),
  );
  return [...sections].map(([key, questions]) => {
    const [{ section } = { section: undefined }] = questions;
    const title = section === undefined ? null : words(reader, section, '');
    const statements = questions.filter(({ agreement }) => agreement);
    const others = questions.filter(({ agreement }) => !agreement);
    return {
      key,
      title,
      figures: [
        ...statementFigures(statements, title, results, reader),
        ...others.map((question) => barFigure(question, results, reader)),
      ],
    };
  });
}

export interface Written {
  readonly question: string;
  readonly name: string;
  /** How many have answered. */
  readonly said: string;
  /** They can be read, by whoever may. */
  readonly isText: boolean;
}

/** Answers in words are counted, not told. */
export function writtenQuestions(results: Results, reader: Reader): Written[] {
  const count = new Intl.NumberFormat(reader.language).format;
  return results.questions
    .filter(({ kind }) => kind === 'other')
    .map((question) => ({
      question: question.name,
      isText: question.written === true,
      name: questionWords(reader, question),
      said:
        question.all && 'answered' in question.all
          ? reader.t('results.answeredBy', { number: count(question.all.answered) })
          : reader.t('results.hidden'),
    }));
}

function statementFigures(
  statements: readonly QuestionResults[],
  section: string | null,
  results: Results,
  reader: Reader,
): Figure[] {
  const { t } = reader;
  const [first] = statements;
  if (!first) return [];
  if (results.by)
    return statements.map((question) =>
      agreementFigure(
        statementWords(question, reader),
        question.name,
        rowsOf(question, results, reader),
        reader,
      ),
    );
  const rows = statements
    .map(
      (question): QuestionRow => ({
        name: statementWords(question, reader),
        question,
        figures: question.all,
      }),
    )
    .sort((a, b) => agreeing(b) - agreeing(a));
  const title = t('results.agreementWith', { title: section ?? t('results.statements') });
  return [agreementFigure(title, `statements-${first.name}`, rows, reader)];
}

const agreementFigure = (
  title: string,
  name: string,
  rows: readonly QuestionRow[],
  reader: Reader,
): Figure => ({
  title,
  name,
  shown: agreementDrawing(rows, reader) ?? '',
  table: distributionTable(title, rows, reader),
});

function barFigure(question: QuestionResults, results: Results, reader: Reader): Figure {
  const rows = rowsOf(question, results, reader);
  const title = questionWords(reader, question);
  return {
    title,
    name: question.name.replace('/', '-'),
    shown: barDrawing(rows, reader) ?? whyNot(question, reader),
    table: rows.length === 1 ? answersTable(title, question, reader) : distributionTable(title, rows, reader),
  };
}

function whyNot(question: QuestionResults, reader: Reader): string {
  const { all } = question;
  if (!all || !('unanimous' in all)) return reader.t('results.hidden');
  return reader.t('results.unanimous', { answer: categoryWords(reader, question)[all.category ?? 0] ?? '' });
}

const statementWords = (question: QuestionResults, reader: Reader): string =>
  `${questionWords(reader, question)}${question.reversed ? ` ${reader.t('results.reversed')}` : ''}`;

/** Everybody; or everybody and the groups. */
function rowsOf(question: QuestionResults, results: Results, reader: Reader): QuestionRow[] {
  const all = { question, figures: question.all };
  if (!results.by || !question.groups || results.by.name === question.name)
    return [{ name: questionWords(reader, question), ...all }];
  const names = groupNames(reader, results);
  const { sizes } = results.by;
  return [
    { name: reader.t('results.everyone'), ...all },
    ...question.groups.flatMap((figures, at) =>
      sizes[at] === 0 ? [] : [{ name: names[at] ?? '', question, figures }],
    ),
  ];
}
