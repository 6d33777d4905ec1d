/** `rintis import`: takes hand-over files in at the keyboard. */
import { HandOverRefused, type HandOverReport, type HandOverTrouble } from '../submission/index.ts';
import { type HandOverDesk, takeHandOver } from './handover.ts';
import type { Sentence } from './terminal.ts';

/** What the command ends with: 0 all of it is in; 2 a file could not be read; 3 something in one was not accepted. */
export type ImportEnd = 0 | 2 | 3;

export interface ImportDesk extends HandOverDesk {
  readonly passphrase: string | undefined;
  tell(sentence: Sentence, holes?: Record<string, string>): void;
  /** To where errors go. */
  warn(sentence: Sentence, holes?: Record<string, string>): void;
}

/** One file after the other; one that cannot be read does not keep the others out. */
export async function importFiles(
  desk: ImportDesk,
  paths: readonly string[],
  by: string,
): Promise<ImportEnd> {
  let end: ImportEnd = 0;
  for (const path of paths) {
    try {
      const report = await takeHandOver(desk, { path, passphrase: desk.passphrase, by });
      tellReport(desk, path, report);
      if (end === 0 && (report.submissions.refused.length > 0 || report.files.refused > 0)) end = 3;
    } catch (error) {
      const sentence = sentenceOf(error);
      if (!sentence) throw error;
      desk.warn(sentence, { file: path });
      end = 2;
    }
  }
  return end;
}

function sentenceOf(error: unknown): Sentence | undefined {
  if (error instanceof HandOverRefused) return refusals[error.why];
  const { code } = error as { code?: string };
  return code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' ? 'fileUnreadable' : undefined;
}

const refusals = {
  'not-ours': 'handOverNotOurs',
  'other-version': 'handOverOther',
  broken: 'handOverBroken',
  'not-for-here': 'handOverNotForHere',
} as const satisfies Record<HandOverTrouble, Sentence>;

function tellReport({ tell, warn }: ImportDesk, file: string, report: HandOverReport): void {
  const { from, at, app, submissions, files, drafts } = report;
  tell(from ? 'handOverBy' : 'handOverOf', { file, from: from ?? '', day: at.slice(0, 10), app });
  tell('handOverIn', { received: String(submissions.received), known: String(submissions.known) });
  if (files.received + files.known > 0)
    tell('handOverFiles', { received: String(files.received), known: String(files.known) });
  for (const { id, code } of submissions.refused) warn('handOverRefused', { id, code });
  if (files.refused > 0) warn('handOverFilesRefused', { count: String(files.refused) });
  if (drafts > 0) tell('handOverDrafts', { count: String(drafts) });
}
