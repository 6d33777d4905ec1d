/** The files of a survey, named by submission and question: `019…/case-2-photo-board.jpg`. */
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mediaAnswersOf } from '../../submission/index.ts';
import type { Fielding } from '../catalogue.ts';
import { newestOf } from '../export.ts';
import type { Store } from '../store/index.ts';
import { bytesOf, type MediaFiles } from './files.ts';
import { toZip } from './zip.ts';

export interface ExportedFiles {
  written: number;
  /** Listed, and not here yet. */
  awaited: number;
}

export interface ExportedFile {
  /** With the submission as its folder. */
  readonly name: string;
  readonly path: string;
  readonly size: number;
}

/** Those of the revisions that count, one after the other; it counts into `done`. */
export async function* filesOf(
  store: Store,
  files: MediaFiles,
  { survey, form }: Fielding,
  done: ExportedFiles,
): AsyncGenerator<ExportedFile> {
  for await (const { submission } of newestOf(store, survey.id)) {
    const byName = new Map(submission.media?.map((file) => [file.name, file]));
    for (const { name, place } of byName.size > 0
      ? mediaAnswersOf(form.questionnaire.items, submission.answers)
      : []) {
      const file = byName.get(name);
      if (!file) continue;
      if (await files.has(file.hash, file.size)) {
        done.written++;
        yield { name: `${submission.id}/${place}-${name}`, path: files.pathOf(file.hash), size: file.size };
      } else done.awaited++;
    }
  }
}

/** All of them as one ZIP, while they are read. */
export function zipOf(entries: AsyncIterable<ExportedFile>): AsyncGenerator<Uint8Array> {
  async function* readable() {
    for await (const { name, path, size } of entries) yield { name, size, read: () => bytesOf(path) };
  }
  return toZip(readable());
}

/** Into a ZIP where the name ends so, else into a folder. */
export async function exportFiles(
  store: Store,
  files: MediaFiles,
  fielding: Fielding,
  target: string,
): Promise<ExportedFiles> {
  const done = { written: 0, awaited: 0 };
  const entries = filesOf(store, files, fielding, done);
  if (/\.zip$/i.test(target)) {
    await pipeline(Readable.from(zipOf(entries)), createWriteStream(target, { mode: 0o600 }));
    return done;
  }
  await mkdir(target, { recursive: true, mode: 0o700 });
  for await (const { name, path } of entries) {
    await mkdir(dirname(join(target, name)), { recursive: true, mode: 0o700 });
    await copyFile(path, join(target, name));
  }
  return done;
}
