#!/usr/bin/env node
/** The command line: what a coordinator or the one who runs the server does without a browser. */
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import type { Fielding } from './catalogue.ts';
import { backUpStore, type Desk, restoreStore, verifyStore } from './custody.ts';
import { type ExportFlags, exportFielding } from './export-command.ts';
import { importFiles } from './handover-command.ts';
import { rotateKeys } from './keys.ts';
import { logFailure } from './log.ts';
import { type ReportFlags, reportFielding } from './report-command.ts';
import { openBooks } from './server.ts';
import { givePassword } from './sessions.ts';
import { readSettings } from './settings.ts';
import { type Sentence, say } from './terminal.ts';

const settings = readSettings(process.env);
const tell = (sentence: Sentence, holes?: Record<string, string>) => `${say(process.env, sentence, holes)}\n`;
const books = () => openBooks(settings, (line) => process.stderr.write(`${JSON.stringify(line)}\n`));

/** Something that the person at the keyboard can put right. */
function fail(sentence: Sentence, holes?: Record<string, string>): void {
  process.stderr.write(tell(sentence, holes));
  process.exitCode = 1;
}

/** Opens the books at one survey, and closes them. */
async function atSurvey(
  id: string,
  act: (fielding: Fielding, all: Awaited<ReturnType<typeof books>>) => Promise<void>,
): Promise<void> {
  const all = await books();
  try {
    const fielding = await all.catalogue.fielding(id);
    if (fielding) return await act(fielding, all);
    const surveys = (await all.catalogue.surveys()).map(({ id }) => id).join(', ');
    fail('surveyUnknown', { survey: id, surveys });
  } finally {
    await all.store.close();
  }
}

const exportSurvey = (id: string, options: ExportFlags) =>
  atSurvey(id, (fielding, { store, media }) =>
    exportFielding({ store, files: media.files, fielding, tell, fail }, options),
  );

const reportSurvey = (id: string, options: ReportFlags) =>
  atSurvey(id, (fielding, { store, catalogue, keys }) =>
    reportFielding({ store, catalogue, keys, fielding, fail }, options),
  );

async function newPassword(name: string): Promise<void> {
  const { store } = await books();
  try {
    process.stdout.write(tell('newPassword', { name, password: await givePassword(store, name) }));
  } finally {
    await store.close();
  }
}

/** Opens the books for one of the acts of custody, and closes them. */
async function inCustody(act: (desk: Desk) => Promise<void>): Promise<void> {
  const { store, keys, media } = await books();
  const passphrase = process.env.BACKUP_PASSPHRASE || undefined;
  const say = (...said: Parameters<typeof tell>) => void process.stdout.write(tell(...said));
  try {
    await act({ store, keys, media, dataDir: settings.dataDir, passphrase, tell: say, fail });
  } finally {
    await store.close();
  }
}

/** Exit status: 0 all is in, 2 a file could not be read, 3 something was not accepted. */
async function importHandOvers(paths: readonly string[], by: string): Promise<void> {
  const all = await books();
  const log = (line: object) => process.stderr.write(`${JSON.stringify(line)}\n`);
  try {
    process.exitCode = await importFiles(
      {
        ...all,
        log,
        now: Date.now,
        passphrase: process.env.HAND_OVER_PASSPHRASE || undefined,
        tell: (...said) => void process.stdout.write(tell(...said)),
        warn: (...said) => void process.stderr.write(tell(...said)),
      },
      paths,
      by,
    );
  } finally {
    await all.store.close();
  }
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        lang: { type: 'string' },
        labels: { type: 'boolean' },
        table: { type: 'string' },
        media: { type: 'string' },
        output: { type: 'string', short: 'o' },
        from: { type: 'string' },
        until: { type: 'string' },
        by: { type: 'string' },
        accepted: { type: 'boolean' },
        anchor: { type: 'string' },
        against: { type: 'string' },
        as: { type: 'string' },
      },
    });
  } catch {
    return null; // an option that we do not have
  }
}

async function run(): Promise<void> {
  const { positionals, values } = readArguments() ?? { positionals: [], values: {} };
  const [command, subject, ...more] = positionals;
  if (command === 'export' && subject) return exportSurvey(subject, values);
  if (command === 'report' && subject) return reportSurvey(subject, values);
  if (command === 'password' && subject) return newPassword(subject);
  if (command === 'verify') return inCustody((desk) => verifyStore(desk, values, new Date()));
  if (command === 'backup' && subject) return inCustody((desk) => backUpStore(desk, subject));
  if (command === 'restore' && subject) return inCustody((desk) => restoreStore(desk, subject));
  if (command === 'import' && subject)
    return importHandOvers([subject, ...more], values.as ?? userInfo().username);
  if (command === 'rotate-key') {
    process.stdout.write(tell('newKey', { key: rotateKeys(settings.dataDir).id }));
    return;
  }
  fail('usage');
}

await run().catch((error: unknown) => {
  logFailure((line) => process.stderr.write(`${JSON.stringify(line)}\n`), error);
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
