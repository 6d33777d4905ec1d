/** Results as tables: what a statistician checks. */
import type { QuestionResults, Results, ScoreFigures } from '../results/index.ts';
import {
  categoriesShown,
  categoryWords,
  groupingWords,
  groupNames,
  hasMean,
  isDistribution,
  isOfScale,
  oneDigit,
  percent,
  type QuestionRow,
  questionWords,
  type Reader,
  shareOf,
  twoDigits,
  words,
} from './reading.ts';
import { blank, type Cell, figure, type Table, type TableRow } from './table.ts';

const bands = Array.from({ length: 10 }, (_, at) => at);

/** Rows of questions or groups, columns of answers: shares of those who count, how many they are, and who does not count, apart. */
export function distributionTable(caption: string, rows: readonly QuestionRow[], reader: Reader): Table {
  const { t, language } = reader;
  const [first] = rows;
  if (!first) return { caption, columns: [], rows: [] };
  const { question } = first;
  const names = categoryWords(reader, question);
  const shown = categoriesShown({ ...question, groups: rows.map(({ figures }) => figures) });
  const counted = shown.filter((at) => isOfScale(question, at));
  const apart = shown.filter((at) => !isOfScale(question, at));
  const share = percent(language, 1);
  const count = new Intl.NumberFormat(language).format;
  const hasMeans = rows.some(({ figures }) => isDistribution(figures) && figures.mean !== undefined);
  const two = twoDigits(language);
  return {
    caption,
    columns: [
      ...counted.map((at) => names[at] ?? ''),
      t('results.n'),
      ...(hasMeans ? [t('results.mean'), t('results.sd')] : []),
      ...apart.map((at) => names[at] ?? ''),
      t('results.notAnswered'),
      t('results.notAsked'),
    ],
    rows: rows.map(({ name, figures }): TableRow => {
      if (!isDistribution(figures))
        return {
          head: name,
          cells: figures
            ? t('results.unanimous', { answer: names[figures.category ?? 0] ?? '' })
            : t('results.hidden'),
        };
      return {
        head: name,
        cells: [
          ...counted.map((at) => figure(shareOf(figures, at), share)),
          figure(figures.valid, count),
          ...(hasMeans ? [figure(figures.mean, two), figure(figures.sd, two)] : []),
          ...apart.map((at) => figure(figures.counts[at], count)),
          figure(figures.notAnswered, count),
          figure(figures.notAsked, count),
        ],
      };
    }),
  };
}

/** One question by itself: an answer in each row, how large a part of those who count gave it, and how many; who does not count stands apart. */
export function answersTable(caption: string, question: QuestionResults, reader: Reader): Table {
  const { t, language } = reader;
  const { all } = question;
  const names = categoryWords(reader, question);
  const share = percent(language, 1);
  const count = new Intl.NumberFormat(language).format;
  const columns = [t('results.share'), t('results.n')];
  if (!isDistribution(all)) {
    const said = all
      ? t('results.unanimous', { answer: names[all.category ?? 0] ?? '' })
      : t('results.hidden');
    return { caption, columns, rows: [{ head: caption, cells: said }] };
  }
  const shown = categoriesShown(question);
  const apart = (head: string, n: number | null | undefined): TableRow => ({
    head,
    cells: [blank, figure(n, count)],
  });
  const two = twoDigits(language);
  return {
    caption,
    columns,
    rows: [
      ...shown
        .filter((at) => isOfScale(question, at))
        .map((at) => ({
          head: names[at] ?? '',
          cells: [figure(shareOf(all, at), share), figure(all.counts[at], count)],
        })),
      { head: t('results.valid'), isHead: true, cells: [blank, figure(all.valid, count)] },
      ...(all.mean === undefined ? [] : [{ head: t('results.mean'), cells: [figure(all.mean, two), blank] }]),
      ...(all.sd === undefined ? [] : [{ head: t('results.sd'), cells: [figure(all.sd, two), blank] }]),
      ...shown.filter((at) => !isOfScale(question, at)).map((at) => apart(names[at] ?? '', all.counts[at])),
      apart(t('results.notAnswered'), all.notAnswered),
      apart(t('results.notAsked'), all.notAsked),
    ],
  };
}

/** Means, their intervals and spread, how reliable each is, and how many lie in each band of ten. */
export function scoreTable(
  caption: string,
  rows: readonly { readonly name: string; readonly figures: ScoreFigures }[],
  { t, language }: Reader,
): Table {
  const one = oneDigit(language);
  const two = twoDigits(language);
  const count = new Intl.NumberFormat(language).format;
  return {
    caption,
    columns: [
      t('results.n'),
      t('results.mean'),
      t('results.interval'),
      t('results.sd'),
      t('results.alpha'),
      t('results.omega'),
      ...bands.map((at) => `${at * 10}–${at * 10 + 10}`),
    ],
    rows: rows.map(({ name, figures }): TableRow => {
      if (!hasMean(figures))
        return { head: name, cells: figures ? t('results.allTheSame') : t('results.hidden') };
      const { n, mean, low, high, sd, reliability } = figures;
      return {
        head: name,
        cells: [
          figure(n, count),
          figure(mean, one),
          { said: `${one(low)}–${one(high)}` },
          figure(sd, one),
          figure(reliability?.alpha?.value, two),
          figure(reliability?.omega ?? reliability?.spearmanBrown, two),
          ...figures.bands.map((n) => figure(n, count)),
        ],
      };
    }),
  };
}

/** How well the items of each scale go together, and each item with the rest; `null` where no scale has a reliability. */
export function reliabilityTable(results: Results, reader: Reader): Table | null {
  const { t, language } = reader;
  const two = twoDigits(language);
  const count = new Intl.NumberFormat(language).format;
  const nothing: Cell[] = [blank, blank, blank, blank];
  const rows = results.scores.flatMap(({ label, name, all }): TableRow[] => {
    if (!hasMean(all) || !all.reliability) return [];
    const { n, alpha, omega, spearmanBrown, items } = all.reliability;
    return [
      {
        head: words(reader, label, name),
        isHead: true,
        cells: [
          figure(n, count),
          figure(alpha?.value, two),
          { said: alpha ? `${two(alpha.low)}–${two(alpha.high)}` : '–' },
          omega === null && spearmanBrown !== null
            ? { said: `${two(spearmanBrown)}*`, is: spearmanBrown }
            : figure(omega, two),
          blank,
          blank,
        ],
      },
      ...items.map(({ name, rest, alphaWithout }) => ({
        head: itemWords(results, name, reader),
        cells: [...nothing, figure(rest, two), figure(alphaWithout, two)],
      })),
    ];
  });
  if (rows.length === 0) return null;
  return {
    caption: t('results.reliability'),
    columns: [
      t('results.n'),
      t('results.alpha'),
      t('results.interval'),
      t('results.omega'),
      t('results.rest'),
      t('results.alphaWithout'),
    ],
    rows,
  };
}

/** Which statements are answered otherwise in one language by people who are alike on the scale; `null` where that was not looked at. */
export function functioningTable(results: Results, reader: Reader): Table | null {
  const { t, language, nameOf } = reader;
  if (results.functioning.length === 0) return null;
  const two = twoDigits(language);
  const chance = new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const count = new Intl.NumberFormat(language).format;
  return {
    caption: t('results.functioning'),
    columns: [t('results.language'), t('results.n'), t('results.difference'), 'p', t('results.size')],
    rows: results.functioning
      .filter(({ size }) => size !== 'none')
      .map(({ item, language: tag, reference, n, difference, p, size }) => ({
        head: itemWords(results, item, reader),
        cells: [
          { said: t('results.against', { language: nameOf(tag), reference: nameOf(reference) }) },
          figure(n, count),
          figure(difference, two),
          { said: p < 0.001 ? `< ${chance.format(0.001)}` : chance.format(p), is: p },
          { said: t(`results.sizes.${size}`) },
        ],
      })),
  };
}

/** Every score of every group: means beside each other, in the order of the questionnaire. This is no league table. */
export function groupsTable(results: Results, reader: Reader): Table | null {
  const { t, language } = reader;
  const { by, scores } = results;
  const grouping = results.groupings.find(({ name }) => name === by?.name);
  if (!by || !grouping || scores.length === 0) return null;
  const one = oneDigit(language);
  const count = new Intl.NumberFormat(language).format;
  const names = groupNames(reader, results);
  const meanOf = (figures: ScoreFigures | undefined): Cell =>
    hasMean(figures) ? figure(figures.mean, one) : { said: '–', is: null };
  return {
    caption: groupingWords(reader, grouping),
    columns: [t('results.n'), ...scores.map(({ label, name }) => words(reader, label, name))],
    rows: [
      {
        head: t('results.everyone'),
        isHead: true,
        cells: [figure(results.release?.submissions, count), ...scores.map(({ all }) => meanOf(all))],
      },
      ...by.sizes.flatMap((size, at): TableRow[] =>
        size === 0
          ? []
          : [
              {
                head: names[at] ?? '',
                cells:
                  size === null
                    ? t('results.hidden')
                    : [figure(size, count), ...scores.map(({ groups }) => meanOf(groups?.[at]))],
              },
            ],
      ),
    ],
  };
}

export function itemWords({ questions }: Results, name: string, reader: Reader): string {
  const question = questions.find((it) => it.name === name);
  return question ? questionWords(reader, question) : name;
}
