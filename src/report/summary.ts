/** The page for whoever reads one page. */
import type { QuestionResults, Results, ScoreResults } from '../results/index.ts';
import { cautionsSaid } from './cautions.ts';
import { type Block, heading, ofFigure, ofTable, paragraph, sheet, small } from './document.ts';
import { leadScores, scoresFigure } from './figures.ts';
import { hasMean, isDistribution, oneDigit, percent, questionWords, shareOf, words } from './reading.ts';
import type { ReportSource, Teller } from './source.ts';
import { figure, type Table } from './table.ts';

const strongest = 4; // statements at either end
const first = 3; // cautions, so that it stays one page; all of them stand with the method

export function summaryOf({ results }: ReportSource, teller: Teller): Block[] {
  const { t, language } = teller;
  const number = new Intl.NumberFormat(language).format;
  const scores = leadScores(results.scores);
  const ranked = favourableFirst(results);
  const said = cautionsSaid(results, teller);
  const asOf = { number: number(results.release?.submissions ?? 0) };
  return [
    heading(1, t('report.summary')),
    paragraph(scores.length > 0 ? t('report.summaryText', asOf) : t('report.summaryPlain', asOf)),
    ...(scores.length > 0
      ? [
          ofFigure({
            ...scoresFigure(t('results.scores'), scores, teller),
            table: shortTable(scores, teller),
          }),
        ]
      : []),
    ...(ranked.length > 2 * strongest
      ? [
          ofTable(statementTable(t('report.strongest'), ranked.slice(0, strongest), teller)),
          ofTable(statementTable(t('report.weakest'), ranked.slice(-strongest).reverse(), teller)),
          small(t('report.favourableText')),
        ]
      : []),
    ...(said.length > 0
      ? [heading(2, t('results.cautions')), { is: 'list', items: said.slice(0, first) } as const]
      : []),
    sheet,
  ];
}

/** What a minister asks of a score. */
function shortTable(scores: readonly ScoreResults[], teller: Teller): Table {
  const { t, language } = teller;
  const one = oneDigit(language);
  const count = new Intl.NumberFormat(language).format;
  return {
    caption: t('results.scores'),
    columns: [t('results.mean'), t('results.interval'), t('results.n')],
    rows: scores.map(({ label, name, all }) => ({
      head: words(teller, label, name),
      cells: hasMean(all)
        ? [figure(all.mean, one), { said: `${one(all.low)}–${one(all.high)}` }, figure(all.n, count)]
        : t('results.hidden'),
    })),
  };
}

interface Ranked {
  readonly question: QuestionResults;
  readonly share: number;
  readonly valid: number;
}

/** Statements by who is on the good side of them: who agrees; of a reversed one, who does not. */
function favourableFirst({ questions }: Results): Ranked[] {
  return questions
    .flatMap((question): Ranked[] => {
      const { all, agreement, reversed } = question;
      if (!agreement || !isDistribution(all)) return [];
      const places = reversed ? [0, 1] : [3, 4];
      const share = places.reduce((sum, at) => sum + (shareOf(all, at) ?? 0), 0);
      return [{ question, share, valid: all.valid }];
    })
    .sort((a, b) => b.share - a.share);
}

function statementTable(caption: string, ranked: readonly Ranked[], teller: Teller): Table {
  const { t, language } = teller;
  const share = percent(language);
  const count = new Intl.NumberFormat(language).format;
  return {
    caption,
    columns: [t('report.favourable'), t('results.n')],
    rows: ranked.map((it) => ({
      head: `${questionWords(teller, it.question)}${it.question.reversed ? ` ${t('results.reversed')}` : ''}`,
      cells: [figure(it.share, share), figure(it.valid, count)],
    })),
  };
}
