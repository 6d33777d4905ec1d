/** A release of the officials' survey, and what a report of it is made from. */
import type { ReportSource } from '../../src/report/index.ts';
import {
  absorb,
  blankLedger,
  type Facts,
  type Ledger,
  mostAudited,
  type Results,
  renew,
  resultsOf,
} from '../../src/results/index.ts';
import demonstration from '../../src/server/demonstration.json' with { type: 'json' };
import { chance, languages, officialsPlan, questionnaire, settled } from '../results/people.ts';

export const plan = officialsPlan();

/** The release after so many people have come. */
export function ledgerOf(people: readonly Facts[]): Ledger {
  const ledger = blankLedger(plan);
  const here = new Map(people.map((facts, at) => [String(at), facts]));
  for (const [id, facts] of here) absorb(plan, ledger, id, null, facts);
  renew(plan, ledger, '2026-11-23', 'auto', people.length <= mostAudited ? here : undefined);
  return ledger;
}

export function ask(ledger: Ledger, by?: string): Results {
  const wish = { formative: ['s_brd'] };
  const told = resultsOf({ survey: 'demo', questionnaire, plan, ledger, wish, by, isOpen: true });
  if (!told) throw new Error(by);
  return told;
}

export function officials(n: number, seed: number): Facts[] {
  const random = chance(seed);
  return Array.from({ length: n }, () => settled(plan, random));
}

export function sourceOf(ledger: Ledger, changes: Partial<ReportSource> = {}): ReportSource {
  const results = ask(ledger);
  return {
    survey: {
      id: 'demo',
      title: questionnaire.title,
      languages,
      defaultLanguage: 'en',
      privacy: 'anonymous',
      closesOn: '2026-12-24',
      inserts: {
        ...Object.fromEntries(Object.entries(demonstration).map(([name, words]) => [name, { words }])),
        transfer_abroad: { words: 'no' },
        retention_date: { day: '2028-11-23' },
      },
    },
    questionnaire,
    version: 'a'.repeat(64),
    results,
    grouped: results.release ? plan.dimensions.map(({ name }) => ask(ledger, name)) : [],
    hash: 'b'.repeat(64),
    software: 'Rintis 0',
    madeAt: new Date('2026-11-24T03:00:00Z'),
    ...changes,
  };
}
