/**
 * Runs a table of facts about formulas (`expressions.json` in a directory laid out like the conformance corpus).
 * A fact holds a formula, where it is evaluated, and what engines of the field gave for it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Compiled,
  compile,
  compileNumber,
  compilePlaces,
  compileText,
  compileTruth,
  loadMore,
  type Outcome,
  type Place,
  parseFormula,
  type Scope,
  type World,
} from '../../src/questionnaire/formula/index.ts';
import { type Element, elementsNamed, readXml } from './xml.ts';

export interface Fact {
  readonly id: string;
  readonly expr: string;
  readonly returns: string;
  readonly expected: unknown;
  readonly agreement: string;
  readonly tz?: string;
  readonly round_factor?: number;
  readonly context: { xml?: string; xform?: string; node?: string; lang?: string } | null;
}
export interface Verdict {
  readonly fact: Fact;
  readonly passed: boolean;
  /** Engines of the field differ here: counted apart. */
  readonly dialect: boolean;
  readonly given: unknown;
}

/** All facts of a directory, judged; undefined when the directory has none. */
export async function judgeExpressions(directory: string): Promise<Verdict[] | undefined> {
  const file = join(directory, 'expressions.json');
  if (!existsSync(file)) return;
  await loadMore();
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Fact[] };
  return cases.map((fact) => {
    const given = evaluate(fact);
    const dialect = fact.agreement !== 'all' && fact.agreement !== 'web-forms';
    return { fact, dialect, given, passed: agrees(fact, given) };
  });
}

const observedOn = '2026-11-23T12:00:00Z'; // some facts hold the date of the day on which they were written down
const noNames: Scope = { resolve: () => undefined };

class Refused {
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}

function evaluate(fact: Fact): unknown {
  const { root, at, world } = settingOf(fact);
  const parsed = parseFormula(fact.expr);
  if ('problem' in parsed) return new Refused(parsed.problem.code);
  const run = <T>(outcome: Outcome<T>, read: (run: Compiled<T>) => unknown): unknown =>
    'problem' in outcome ? new Refused(outcome.problem.code) : read(outcome.run);
  const surroundings = { place: at, current: at, world };
  const { formula } = parsed;
  switch (fact.returns) {
    case 'boolean':
      return run(compileTruth(formula, noNames), (it) => it(surroundings));
    case 'number':
    case 'number-rounded':
      return run(compileNumber(formula, noNames), (it) => it(surroundings));
    case 'nodes':
      return run(compilePlaces(formula, noNames), (it) =>
        it(surroundings).map((place) => pathOf(place, root)),
      );
    case 'throws':
      return run(compile(formula, noNames), (it) => it(surroundings));
    default:
      return run(compileText(formula, noNames), (it) => it(surroundings));
  }
}

function agrees({ returns, expected, round_factor = 1 }: Fact, given: unknown): boolean {
  if (returns === 'throws') return given instanceof Refused;
  if (given instanceof Refused) return false;
  switch (returns) {
    case 'number':
      if (typeof expected === 'string') return String(given) === expected;
      return Math.abs(Number(given) - Number(expected)) <= 1e-9 * Math.max(1, Math.abs(Number(expected)));
    case 'number-rounded':
      return Math.abs(Math.round(Number(given) * round_factor) / round_factor - Number(expected)) < 1e-9;
    case 'date':
      return String(given).slice(0, 10) === expected;
    case 'string-length':
      return String(given).length === Number(expected);
    case 'match': {
      const [, source = '', flags = ''] = /^\/([\s\S]*)\/([a-z]*)$/.exec(String(expected)) ?? [];
      return new RegExp(source, flags).test(String(given));
    }
    case 'nodes':
      return [...(given as string[])].sort().join() === [...(expected as string[])].sort().join();
    default:
      return given === expected;
  }
}

/** The tree, the place and the world in which a fact was observed. */
function settingOf({ context, tz = 'UTC' }: Fact): { root: Place; at: Place; world: World } {
  const document = readXml(context?.xform ?? context?.xml ?? '<data/>');
  const instances = context?.xform ? elementsNamed('instance', document) : [];
  const root = planted(instances[0] ?? document);
  const lists = new Map(
    instances.map((one) => [one.attributes.get('id'), one === instances[0] ? root : planted(one)]),
  );
  const world: World = {
    now: () => new Date(observedOn),
    offsetAt: (moment) => offsetIn(tz, moment),
    random: Math.random,
    uuid: () => crypto.randomUUID(),
    language: 'en',
    instance: (id) => {
      const place = lists.get(id);
      return place && { place };
    },
    itext: (id) => wordsOf(id, document, context?.lang),
  };
  return { root, at: placeAt(root, context?.node ?? '/'), world };
}

const grownFrom = new WeakMap<Place, Element>();

/** An element as a tree of its own. */
function planted(from: Element, parent: Place | null = null): Place {
  const children: Place[] = [];
  const { name, text, attributes } = from;
  const place: Place = { name: parent ? name : '', parent, children, text, attributes };
  for (const child of from.children) children.push(planted(child, place));
  grownFrom.set(place, from);
  return place;
}

function wordsOf(id: string, document: Element, lang: string | undefined): Place[] {
  const all = elementsNamed('translation', document);
  const chosen =
    all.find((one) => one.attributes.get('lang') === lang) ??
    all.find((one) => one.attributes.has('default')) ??
    all[0];
  const text = chosen?.children.find((one) => one.attributes.get('id') === id);
  return (text?.children ?? [])
    .map((value) => planted(value))
    .sort((a, b) => Number(a.attributes?.has('form')) - Number(b.attributes?.has('form')));
}

function placeAt(root: Place, path: string): Place {
  return path
    .split('/')
    .filter(Boolean)
    .reduce((from, step) => {
      const [, name, index = '1'] = /^(.+?)(?:\[(\d+)\])?$/.exec(step) ?? [];
      const found = from.children.filter((child) => child.name === name)[Number(index) - 1];
      if (!found) throw new Error(`no ${step} in ${path}`);
      return found;
    }, root);
}

/** As the table writes it: from the interview's root, or from the top of the file for what lies outside. */
function pathOf(place: Place, root: Place): string {
  const steps: string[] = [];
  const top = grownFrom.get(root);
  for (let at = grownFrom.get(place); at?.parent && at !== top; at = at.parent) {
    const { name, parent } = at;
    const same = parent.children.filter((child) => child.name === name);
    steps.unshift(same.length > 1 ? `${name}[${same.indexOf(at) + 1}]` : name);
  }
  return `/${steps.join('/')}`;
}

/** Minutes east of Greenwich in a zone of the IANA list. */
function offsetIn(timeZone: string, moment: number): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(moment);
  const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = 0, minutes = 0] = /GMT([+-])(\d+):(\d+)/.exec(text) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}
