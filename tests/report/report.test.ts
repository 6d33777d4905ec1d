import { expect, test } from 'vitest';
import { openingOf, writeDay } from '../../src/questionnaire/index.ts';
import {
  type Block,
  type Report,
  reportLanguages,
  reportOf,
  type TableRow,
  tablesCsv,
  toHtml,
} from '../../src/report/index.ts';
import { questionnaire } from '../results/people.ts';
import { readCsv } from '../submission/readCsv.ts';
import { ledgerOf, officials, sourceOf } from './released.ts';

const source = sourceOf(ledgerOf(officials(300, 3)));
const headings = ({ blocks }: Report, level: number): string[] =>
  blocks.flatMap((block) => (block.is === 'heading' && block.level === level ? [block.text] : []));
const tablesIn = (blocks: readonly Block[]) =>
  blocks.flatMap((block) =>
    block.is === 'table' ? [block.table] : block.is === 'figure' ? [block.figure.table] : [],
  );

test('a report goes from one page for who decides to the questionnaire for who checks', () => {
  const report = reportOf(source, 'en');
  expect(report.title).toBe('Innovation Culture Survey – Officials');
  expect(Object.fromEntries(report.facts)).toMatchObject({
    'Asked by': 'the Rintis demonstration team',
    'Open for answers': 'Until 24 December 2026',
    'Submissions in the figures': '300',
    'Figures as of': '23 November 2026',
  });
  expect(headings(report, 1)).toEqual([
    'Summary',
    'Scales and indices',
    'Questions',
    'Groups',
    'Reliability of the scales',
    'Statements across languages',
    'Method',
    'What respondents were told',
    'Annex: the questionnaire',
  ]);
  const method = report.blocks.find((block) => block.is === 'facts');
  expect(method?.is === 'facts' && Object.fromEntries(method.facts)).toMatchObject({
    'Smallest group shown': '10 people',
    'Its SHA-256': 'a'.repeat(64),
    'SHA-256 of the figures': 'b'.repeat(64),
    Weights: 'None: everyone counts as one',
  });
});

test('the statements are in the order of who agrees, and the strongest and weakest are those of the figures', () => {
  const report = reportOf(source, 'en');
  const [strongest, weakest] = ['Strongest statements', 'Weakest statements'].map((caption) =>
    tablesIn(report.blocks).find((table) => table.caption === caption),
  );
  const shareIn = ({ cells }: TableRow) => (typeof cells === 'string' ? 0 : (cells[0]?.is ?? 0));
  const best = source.results.questions
    .filter(({ agreement }) => agreement)
    .map(({ all, reversed }) => {
      const { counts, valid } = all as { counts: number[]; valid: number };
      const [a = 0, b = 0, , d = 0, e = 0] = counts;
      return (reversed ? a + b : d + e) / valid;
    })
    .sort((a, b) => b - a);
  const rounded = (shares: number[] = []) => shares.map((share) => share.toFixed(12));
  expect(rounded(strongest?.rows.map(shareIn))).toEqual(rounded(best.slice(0, 4)));
  expect(rounded(weakest?.rows.map(shareIn))).toEqual(rounded(best.slice(-4).reverse()));
});

test('consent stands there as it was shown, the country’s words put in', () => {
  const { survey } = source;
  const shown = openingOf(questionnaire, 'vi', survey.inserts, writeDay);
  const quote = reportOf(source, 'vi').blocks.find((block) => block.is === 'quote');
  if (quote?.is !== 'quote' || !shown) throw new Error('no notice');
  for (const paragraph of shown.notice.split('\n\n')) expect(quote.paragraphs).toContain(paragraph);
  expect(quote.paragraphs.join()).toContain('nhóm giới thiệu Rintis');
  expect(quote.paragraphs.join()).toContain('23 tháng 11, 2028');
});

test.each(reportLanguages)('in %s nothing is missing, and no other language’s words stand in', (language) => {
  const file = toHtml(reportOf({ ...source, by: 'gov_level' }, language));
  expect(file).not.toMatch(/\b(report|results|poster)\.[a-z]+[A-Za-z.]*\b(?!\.)/);
  expect(file).not.toMatch(/undefined|NaN|\{\{|\[object/);
  expect(file).toContain(`<html lang="${language}">`);
  if (language !== 'en') expect(file).not.toContain('Strongly disagree');
  expect(file).not.toMatch(/<script|src=|href=|url\(/); // one file: nothing to load, nothing that runs
});

test('with a grouping, every question is shown by it, too', () => {
  const plain = reportOf(source, 'en').blocks.length;
  const report = reportOf({ ...source, by: 'gov_level' }, 'en');
  expect(headings(report, 1)).toContain('Questions, by: In which kind of office do you work?');
  expect(report.blocks.length).toBeGreaterThan(plain + 40);
});

test('before there is a release, a report says so, and has the notice and the questionnaire', () => {
  const report = reportOf(sourceOf(ledgerOf(officials(9, 3))), 'en');
  expect(report.blocks).toContainEqual(expect.objectContaining({ text: expect.stringContaining('once 10') }));
  expect(tablesIn(report.blocks)).toEqual([]);
  expect(headings(report, 1)).toContain('Annex: the questionnaire');
});

test('a table is a CSV with the figures themselves, and what is hidden is a blank', async () => {
  const [table] = tablesIn(reportOf(source, 'th').blocks).filter(
    ({ caption }) => caption === 'ภาษาของชุดคำตอบ',
  );
  if (!table) throw new Error('no table');
  const [head, ...rows] = readCsv((await tablesCsv([table])).slice(1));
  expect(head?.slice(0, 3)).toEqual(['ภาษาของชุดคำตอบ', 'ร้อยละ', 'จำนวน']);
  const all = source.results.questions[0]?.all as { counts: (number | null)[]; valid: number };
  for (const [at, count] of all.counts.slice(0, 5).entries()) {
    expect(rows[at]?.[2]).toBe(count === null ? '' : String(count));
    expect(rows[at]?.[1]).toBe(count === null ? '' : String(count / all.valid));
  }
  expect(all.counts).toContain(null);
});
