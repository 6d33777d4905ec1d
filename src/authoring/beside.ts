/** Files that a form names: they stand beside it, or in a folder `NAME-media` beside it, as ODK Collect keeps them. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type FetchFile, limits } from '../xlsform/index.ts';
import { readBytes } from './io.ts';

/** Looks beside a form only: a name that leads elsewhere is no file. */
export function fetchBeside(form: string): FetchFile {
  const folder = dirname(form);
  const media = `${basename(form, extname(form))}-media`;
  return (file) => {
    if (file !== basename(file) || file.includes('\\')) return null;
    const found = [join(folder, file), join(folder, media, file)].find(
      (path) => existsSync(path) && statSync(path).isFile(),
    );
    if (found === undefined) return null;
    const { size } = statSync(found);
    return size > limits.attached ? { megabytes: Math.ceil(size / 1_000_000) } : readBytes(found);
  };
}
