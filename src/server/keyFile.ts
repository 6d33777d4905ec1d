/** A file of keys: for its owner's eyes only, and whole or not at all. */
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whole or not at all, also in a power cut; of two first starts at the same time, one wins. */
export function writeKeys(path: string, keys: unknown, how: 'first' | 'replace'): void {
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, `${JSON.stringify(keys, null, 2)}\n`);
  fsyncSync(file);
  closeSync(file);
  if (how === 'replace') renameSync(draft, path);
  else {
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // the other one was faster: its key counts
    }
    rmSync(draft);
  }
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
