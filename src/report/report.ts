/** A survey's results as a report that a minister can read and a statistician can check. */
import { inWords, writeDay } from '../questionnaire/index.ts';
import { annexOf } from './annex.ts';
import { type Block, heading, ofFigure, ofTable, paragraph, type Report, sheet, small } from './document.ts';
import { groupedScore, leadScores, questionChapters, scoreFigures, writtenQuestions } from './figures.ts';
import { consentOf, methodOf, openDays } from './method.ts';
import { groupingWords, hasMean } from './reading.ts';
import type { ReportSource, Teller } from './source.ts';
import { summaryOf } from './summary.ts';
import { functioningTable, groupsTable, reliabilityTable } from './tables.ts';
import { languageNames, type ReportLanguage, sayIn } from './words.ts';

/** The report in one of our languages, whatever languages the survey speaks. */
export function reportOf(source: ReportSource, language: ReportLanguage): Report {
  const { survey, results, madeAt } = source;
  const t = sayIn(language);
  const teller: Teller = { t, language, fallback: survey.defaultLanguage, nameOf: languageNames(language) };
  const number = new Intl.NumberFormat(language).format;
  const { release } = results;
  const who = survey.inserts.organisation;
  return {
    language,
    title: inWords(survey.title, language, [survey.defaultLanguage]).text,
    subtitle: t('report.subtitle'),
    facts: [
      ...(who && 'words' in who
        ? [[t('report.who'), inWords(who.words, language, [survey.defaultLanguage]).text] as const]
        : []),
      [t('report.open'), openDays(source, teller)],
      [t('report.basis'), number(release?.submissions ?? 0)],
      ...(release ? [[t('report.asOf'), writeDay(release.day, language)] as const] : []),
      [t('report.madeOn'), writeDay(madeAt.toISOString().slice(0, 10), language)],
    ],
    blocks: [
      ...(release
        ? told(source, teller)
        : [paragraph(t('report.none', { threshold: results.threshold })), sheet]),
      ...methodOf(source, teller),
      sheet,
      ...consentOf(source, teller),
      sheet,
      ...annexOf(source, teller),
    ],
    words: {
      figuresTable: t('report.figuresTable'),
      chartOf: (title) => t('results.chartOf', { title }),
      page: (page, pages) => t('report.page', { page, pages }),
    },
    madeAt,
  };
}

function told(source: ReportSource, teller: Teller): Block[] {
  const { results } = source;
  const { t } = teller;
  const written = writtenQuestions(results, teller);
  const scores = scoreFigures(results, teller);
  return [
    ...summaryOf(source, teller),
    ...(scores.length > 0
      ? [heading(1, t('results.scores')), paragraph(t('results.scoresText')), ...scores.map(ofFigure)]
      : []),
    heading(1, t('results.questions')),
    ...questionChapters(results, teller).flatMap(({ title, figures }) => [
      ...(title === null ? [] : [heading(2, title)]),
      ...figures.map(ofFigure),
    ]),
    ...(written.length > 0
      ? [
          heading(2, t('results.written')),
          { is: 'list', items: written.map(({ name, said }) => `${name} – ${said}`) } as const,
        ]
      : []),
    ...groupsOf(source, teller),
    ...chosenOf(source, teller),
    ...trustOf(source, teller),
    sheet,
  ];
}

/** The leading scores by every grouping, and all scores in a table. */
function groupsOf({ grouped }: ReportSource, teller: Teller): Block[] {
  const { t } = teller;
  const chapters = grouped.flatMap((results): Block[] => {
    const table = groupsTable(results, teller);
    const grouping = results.groupings.find(({ name }) => name === results.by?.name);
    const [lead] = leadScores(results.scores);
    if (!table || !grouping || !lead?.groups?.some(hasMean)) return [];
    const by = groupingWords(teller, grouping);
    return [
      heading(2, by),
      ofFigure(groupedScore(lead, results, teller)),
      ofTable({ ...table, caption: t('report.groupsMean', { by }) }),
    ];
  });
  return chapters.length === 0
    ? []
    : [heading(1, t('report.groups')), paragraph(t('report.groupsText')), ...chapters];
}

/** Every question by the grouping that was asked for. */
function chosenOf({ grouped, by }: ReportSource, teller: Teller): Block[] {
  const results = grouped.find((each) => by !== undefined && each.by?.name === by);
  const grouping = results?.groupings.find(({ name }) => name === by);
  if (!results || !grouping) return [];
  return [
    heading(1, teller.t('report.questionsBy', { by: groupingWords(teller, grouping) })),
    ...questionChapters(results, teller).flatMap(({ title, figures }) => [
      ...(title === null ? [] : [heading(2, title)]),
      ...figures.map(ofFigure),
    ]),
  ];
}

/** How far scales and languages can be relied on. */
function trustOf({ results }: ReportSource, teller: Teller): Block[] {
  const { t } = teller;
  const reliability = reliabilityTable(results, teller);
  const functioning = functioningTable(results, teller);
  return [
    ...(reliability
      ? [
          heading(1, t('results.reliability')),
          paragraph(t('results.reliabilityText')),
          ofTable(reliability),
          small(t('results.spearmanBrown')),
        ]
      : []),
    ...(functioning
      ? [
          heading(1, t('results.functioning')),
          paragraph(t('results.functioningText')),
          functioning.rows.length > 0 ? ofTable(functioning) : paragraph(t('results.functioningNone')),
        ]
      : []),
  ];
}
