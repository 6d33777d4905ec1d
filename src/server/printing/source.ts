/** What a report is made from: a release of the results, and nothing of the submissions. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { canonicalJson } from '../../questionnaire/index.ts';
import type { ReportSource } from '../../report/index.ts';
import type { Results } from '../../results/index.ts';
import type { Batch } from '../../submission/index.ts';
import type { Fielding } from '../catalogue.ts';
import type { Released } from '../results/index.ts';

const { version: ours } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { version: string };

export function reportSource(
  { survey, questionnaire: version, form }: Fielding,
  { results, grouped }: Released,
  batches: readonly Pick<Batch, 'links' | 'used'>[],
  by: string | undefined,
  madeAt: Date,
): ReportSource {
  const {
    id,
    title,
    languages,
    defaultLanguage,
    inserts,
    presets,
    privacy,
    opensOn,
    closesOn,
    answeredBy,
    invited,
  } = survey;
  return {
    survey: {
      id,
      title,
      languages,
      defaultLanguage,
      inserts,
      privacy,
      ...(presets && { presets }),
      ...(opensOn && { opensOn }),
      ...(closesOn && { closesOn }),
      ...(answeredBy && { answeredBy }),
    },
    questionnaire: form.questionnaire,
    ...(invited && { invitations: sumOf(batches) }),
    version,
    results,
    grouped,
    hash: hashOf([results, ...grouped]),
    by,
    software: `Rintis ${ours}`,
    madeAt,
  };
}

const sumOf = (batches: readonly Pick<Batch, 'links' | 'used'>[]) => ({
  links: batches.reduce((sum, { links }) => sum + links, 0),
  used: batches.reduce((sum, { used }) => sum + used, 0),
});

/** SHA-256 of the figures as RFC 8785 writes them; how many have come since is no part of a release. */
const hashOf = (told: readonly Results[]): string =>
  createHash('sha256')
    .update(canonicalJson(told.map(({ submissions: _, ...released }) => released)))
    .digest('hex');
