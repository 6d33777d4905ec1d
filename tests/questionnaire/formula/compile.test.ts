// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how formulas name answers
import { describe, expect, test, vi } from 'vitest';
import { compile, type Place, parseFormula, referencesOf } from '../../../src/questionnaire/formula/index.ts';
import { evaluate, find, says, tree } from './tree.ts';

const read = (source: string) => {
  const parsed = parseFormula(source);
  if ('problem' in parsed) throw new Error(parsed.problem.code);
  return parsed.formula;
};

describe('what cannot run is a problem of that one formula', () => {
  test.each([
    ['1 + nowhere-known(2)', 'formula-unknown-function', 4],
    ['${stranger} = 1', 'formula-unknown-name', 0],
    ['if(1, 2)', 'formula-arguments', 0],
    ['1 + count("a")', 'formula-needs-places', 4],
    ['concat("a", regex("a", "("))', 'formula-bad-pattern', 12],
    ['__proto__()', 'formula-unknown-function', 0],
    ['constructor()', 'formula-unknown-function', 0],
  ])('%s', (source, code, position) => {
    const outcome = compile(read(source), { resolve: () => undefined });
    expect('problem' in outcome && [outcome.problem.code, outcome.problem.position]).toEqual([
      code,
      position,
    ]);
  });

  test('but what can never be reached may be anything', () => {
    expect(evaluate('if(false() and not-known(), 1, 2)')).toBe(2);
    expect(evaluate('true() or substring()')).toBe(true);
    expect(evaluate('if(not(true()), ${stranger}, "fine")')).toBe('fine');
  });
});

describe('choice lists', () => {
  const rows = ['Chiang Mai:north', 'Phuket:south', 'Lampang:north'].map((line, i) => {
    const [label = '', region = ''] = line.split(':');
    return { name: `p${i}`, label, region };
  });
  const list = tree({ root: { item: rows } });
  const byColumn = vi.fn((column: string, text: string): Place[] =>
    find(list, 'root').children.filter((row) =>
      row.children.some((it) => it.name === column && it.text === text),
    ),
  );
  const data = tree({ data: { region: 'north', chosen: 'p1' } });
  const world = { instance: (id: string) => (id === 'provinces' ? { place: list, byColumn } : undefined) };
  const slow = { instance: (id: string) => (id === 'provinces' ? { place: list } : undefined) };

  test.each([
    ["instance('provinces')/root/item[region = ${region}]/label", 'Chiang Mai,Lampang', true],
    ["instance('provinces')/root/item[${region} = region and name != 'p0']/label", 'Lampang', true],
    ["instance('provinces')/root/item[name = current()/data/chosen]/label", 'Phuket', true],
    ["instance('provinces')/root/item[region = 'north'][2]/label", 'Lampang', true],
    ["instance('provinces')/root/item[region = 'north' and position() = 3]/label", 'Lampang', false],
    ["instance('provinces')/root/item[name = region]/label", '', false],
    ["instance('provinces')/root/item[starts-with(label, 'P')]/label", 'Phuket', false],
    ["instance('provinces')/root/item[selected(${chosen}, name)]/label", 'Phuket', false],
    ["instance('nowhere')/root/item[name = 'x']/label", '', false],
  ])('%s', (source, labels, lookedUp) => {
    byColumn.mockClear();
    expect(says(`join(",", ${source})`, data, world)).toBe(labels);
    expect(byColumn.mock.calls.length > 0).toBe(lookedUp);
    expect(says(`join(",", ${source})`, data, slow)).toBe(labels);
  });

  test('pulldata looks a row up and reads a column of it', () => {
    expect(says("pulldata('provinces.csv', 'label', 'name', ${chosen})", data, world)).toBe('Phuket');
    expect(says("pulldata('provinces', 'label', 'name', 'p9')", data, slow)).toBe('');
    expect(says("pulldata('none', 'label', 'name', 'p9')", data, slow)).toBe('');
  });
});

describe('references', () => {
  const found = (source: string) => referencesOf(read(source));

  test('names are told by how they are meant', () => {
    expect(found('${a} + ${a} + ${last-saved#b} + indexed-repeat(${c}, ${d}, ${e})')).toMatchObject({
      names: ['a', 'e'],
      lastSaved: ['b'],
      allOf: ['c', 'd'],
      functions: ['indexed-repeat'],
      volatile: { position: true },
    });
  });

  test('paths inside brackets are joined to what they narrow, those about a list are left out', () => {
    expect(found('/data/child[years > ../limit]/name').paths).toEqual([
      { from: 'root', steps: ['data', 'child', 'years'] },
      { from: 'root', steps: ['data', 'child', '..', 'limit'] },
      { from: 'root', steps: ['data', 'child', 'name'] },
    ]);
    const cascade = found("instance('p')/root/item[region = current()/../r and x = ${y}]/label");
    expect(cascade).toMatchObject({
      names: ['y'],
      instances: ['p'],
      paths: [{ from: 'here', steps: ['..', 'r'] }],
    });
    expect(
      found('. > 1 and //q and ../*').paths.map(({ from, steps }) => `${from} ${steps.join('/')}`),
    ).toEqual(['here .', 'root **/q', 'here ../*']);
  });

  test('what changes by itself says so', () => {
    expect(found('today() - random()').volatile).toEqual({ now: true, random: true });
    expect(found("jr:choice-name(${a}, '${a}')").volatile).toEqual({ language: true });
    expect(found('${a} + 1').volatile).toEqual({});
  });
});
