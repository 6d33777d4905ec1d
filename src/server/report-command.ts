/** `rintis report`: the last release of a survey's results as PDF or HTML. */
import { writeFile } from 'node:fs/promises';
import { isReportLanguage, reportLanguages } from '../report/index.ts';
import type { Catalogue, Fielding } from './catalogue.ts';
import { countsOf } from './invitations.ts';
import type { Keyring } from './keys.ts';
import { printJob, reportSource } from './printing/index.ts';
import { openResults } from './results/index.ts';
import type { Store } from './store/index.ts';
import type { Sentence } from './terminal.ts';

export interface ReportFlags {
  readonly format?: string | undefined;
  readonly lang?: string | undefined;
  /** A question by which every other one is shown, too. */
  readonly by?: string | undefined;
  readonly output?: string | undefined;
}

export interface ReportDesk {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly keys: Keyring;
  readonly fielding: Fielding;
  fail(sentence: Sentence, holes?: Record<string, string>): void;
}

export async function reportFielding(
  { store, catalogue, keys, fielding, fail }: ReportDesk,
  { format = 'pdf', lang = 'en', by, output }: ReportFlags,
): Promise<void> {
  const { survey } = fielding;
  if (!isReportLanguage(lang))
    return fail('languageUnknown', { language: lang, languages: reportLanguages.join(', ') });
  if (format !== 'pdf' && format !== 'html') return fail('formatUnknown', { format, formats: 'pdf, html' });
  const released = await openResults({ store, catalogue, now: Date.now }).tellAll(survey.id);
  const groupings = released?.results.groupings.map(({ name }) => name) ?? [];
  if (!released || (by !== undefined && !groupings.includes(by)))
    return fail('groupingUnknown', { by: by ?? '', groupings: groupings.join(', ') });
  const batches = await countsOf({ store, keys }, survey.id);
  const source = reportSource(fielding, released, batches, by, new Date());
  const file = await printJob({ is: 'report', source, language: lang, format });
  const path = output ?? `${survey.id}-report-${lang}.${format}`;
  await writeFile(path, file, { mode: 0o600 });
  process.stdout.write(`${path}\n`);
}
