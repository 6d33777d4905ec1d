/** Somebody who saves every table as CSV and every report, before and after each newcomer, and subtracts. */
import { expect, test } from 'vitest';
import {
  type Figure,
  questionChapters,
  type Reader,
  reportOf,
  sayIn,
  scoreFigures,
  tablesCsv,
  toHtml,
} from '../../src/report/index.ts';
import { absorb, blankLedger, type Facts, mostAudited, renew } from '../../src/results/index.ts';
import { chance, settled } from '../results/people.ts';
import { readCsv } from '../submission/readCsv.ts';
import { readXml } from '../support/xml.ts';
import { ask, plan, sourceOf } from './released.ts';

const reader: Reader = { t: sayIn('en'), language: 'en', fallback: 'en', nameOf: (tag) => tag };
const hidden = reader.t('results.hidden');
const everyone = reader.t('results.everyone');
const groupings = ['country', 'area1', 'gov_level', 'role']; // those that hang together; the others are drawn like them
const isTold = (n: number) => n === 0 || n >= 10;

/** What a file tells: of each row how many people it is of, and of each category how many of them. */
function told(rows: readonly (readonly string[])[]): { group: string; n: number; cells: number[] }[] {
  const [head = [], ...below] = rows;
  const at = head.indexOf(reader.t('results.n'));
  return below.flatMap(([group = '', ...cells]) => {
    const all = [group, ...cells];
    if (cells[0] === hidden || cells[0]?.startsWith('More than 95') || all[at] === '') return [];
    const n = Number(all[at]);
    return [{ group, n, cells: all.slice(1, at).map((share) => (share === '' ? 0 : Number(share) * n)) }];
  });
}

test('ten thousand saved tables and reports, while people come, go and correct themselves, single nobody out', async () => {
  const random = chance(7);
  const pick = (n: number) => Math.floor(random() * n);
  const ledger = blankLedger(plan);
  const here = new Map<string, Facts>();
  const add = (id: string, facts: Facts | null) => {
    absorb(plan, ledger, id, here.get(id) ?? null, facts);
    if (facts) here.set(id, facts);
    else here.delete(id);
  };
  for (let at = 0; at < 90; at++) add(String(at), settled(plan, random));
  let last = 90;
  let releases = 0;
  const figures = new Map<string, readonly Figure[]>();
  const seen = new Map<string, number>();
  const background = new Set(plan.dimensions.map(({ name }) => name.replace('/', '-')));
  const onlyNewcomers = 6_000; // queries; later a difference may be of some who came and others who went
  for (let query = 0; query < 10_000; query++) {
    if (query % 10 === 0) {
      const ids = [...here.keys()];
      const what = query < onlyNewcomers ? 1 : random();
      if (what < 0.1) add(ids[pick(ids.length)] ?? '', null);
      else if (what < 0.2) add(ids[pick(ids.length)] ?? '', settled(plan, random));
      else add(String(last++), settled(plan, random));
      const people = here.size <= mostAudited ? here : undefined;
      if (renew(plan, ledger, '2026-11-23', random() < 0.2 ? 'asked' : 'auto', people)) {
        releases++;
        figures.clear();
      }
    }
    const by = groupings[pick(groupings.length)] ?? '';
    if (!figures.has(by)) {
      const results = ask(ledger, by);
      figures.set(by, [
        ...scoreFigures(results, reader),
        ...questionChapters(results, reader).flatMap(({ figures }) => figures),
      ]);
    }
    const all = figures.get(by) ?? [];
    const { name, table } = all[pick(all.length)] as Figure;
    if (table.columns[0] === reader.t('results.share')) continue; // the question by which is grouped, of everyone
    const rows = told(readCsv((await tablesCsv([table])).slice(1)));
    for (const { group, n, cells } of rows) {
      const key = `${by} ${name} ${group}`;
      expect([key, n, isTold(n)]).toEqual([key, n, true]);
      if (background.has(name))
        for (const cell of cells) expect([key, cell, isTold(Math.round(cell))]).toEqual([key, cell, true]);
      const before = seen.get(key);
      if (query < onlyNewcomers && before !== undefined && before !== n)
        expect([key, before, n, Math.abs(n - before) >= 10]).toEqual([key, before, n, true]);
      seen.set(key, n);
    }
    const whole = rows.find(({ group }) => group === everyone)?.n;
    const groups = rows.filter(({ group }) => group !== everyone);
    if (whole === undefined || groups.length === 0 || groups.length === table.rows.length - 1) continue;
    const rest = groups.reduce((sum, { n }) => sum - n, whole);
    expect([by, name, rest, isTold(rest)]).toEqual([by, name, rest, true]);
  }
  expect(releases).toBeGreaterThan(3);
  expect(seen.size).toBeGreaterThan(500);
}, 120_000);

test('a report has no figure of a group that the release hides', () => {
  const random = chance(11);
  const ledger = blankLedger(plan);
  const here = new Map<string, Facts>();
  for (let at = 0; at < 240; at++) {
    const facts = settled(plan, random);
    here.set(String(at), facts);
    absorb(plan, ledger, String(at), null, facts);
  }
  renew(plan, ledger, '2026-11-23', 'auto', here);
  const source = sourceOf(ledger, { by: 'role' });
  const html = toHtml(reportOf(source, 'en'));
  const rows = [...html.matchAll(/<tr[^>]*><th scope="row">([^<]*)<\/th>(.*?)<\/tr>/g)].map(
    ([, head = '', cells = '']) => ({
      head,
      cells: readXml(`<x>${cells}</x>`).children[0]?.children.map(({ text }) => text) ?? [],
    }),
  );
  expect(rows.length).toBeGreaterThan(500);
  expect(rows.filter(({ cells }) => cells[0] === hidden).length).toBeGreaterThan(20);
  // of a grouping: nobody's group stands in the table of means unless its size may be told
  for (const { by, groupings } of source.grouped) {
    const values = groupings.find(({ name }) => name === by?.name)?.values ?? [];
    for (const [at, size] of (by?.sizes ?? []).entries())
      if (size !== null) expect([values[at]?.name, isTold(size)]).toEqual([values[at]?.name, true]);
  }
  // whatever is told of a group is told of ten: the first cell of a mean's table is how many
  const means = /<table><caption>Means of all scores[^<]*<\/caption>(.*?)<\/table>/gs;
  for (const [, table = ''] of html.matchAll(means))
    for (const [, n = ''] of table.matchAll(/<th scope="row">[^<]*<\/th><td>([\d,]+)<\/td>/g))
      expect(isTold(Number(n.replaceAll(',', '')))).toBe(true);
});
