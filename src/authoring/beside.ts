/** Files that a form names: they stand beside it, in a folder `NAME-media` as ODK Collect keeps them, or where the author says. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type UnzipOptions, unzipSync } from 'fflate';
import { type FetchFile, limits } from '../xlsform/index.ts';
import { Fault, readBytes, reasonOf } from './io.ts';

/** A file that was found, not opened yet. */
export interface Found {
  readonly size: number;
  read(): Uint8Array;
}
export type FindFile = (file: string) => Found | null;

/** `media`: a folder or a ZIP besides. A name that leads elsewhere is no file. */
export function findBeside(form: string, media?: string): FindFile {
  const folder = dirname(form);
  const usual = [folder, join(folder, `${basename(form, extname(form))}-media`)];
  const isZip = media !== undefined && /\.zip$/i.test(media);
  const inZip = isZip ? findInZip(media) : () => null;
  const folders = media === undefined || isZip ? usual : [media, ...usual];
  return (file) => {
    if (file !== basename(file) || file.includes('\\')) return null;
    const path = folders
      .map((one) => join(one, file))
      .find((one) => existsSync(one) && statSync(one).isFile());
    return (
      inZip(file) ?? (path === undefined ? null : { size: statSync(path).size, read: () => readBytes(path) })
    );
  };
}

/** Of whatever folders are inside, only the names of files count. One file is inflated at a time. */
function findInZip(zip: string): FindFile {
  const packed = readBytes(zip);
  const inside = new Map<string, { readonly path: string; readonly size: number }>();
  const list: UnzipOptions['filter'] = ({ name, originalSize }) => {
    inside.set(basename(name), { path: name, size: originalSize });
    return false;
  };
  try {
    unzipSync(packed, { filter: list });
  } catch (error) {
    throw new Fault('fileUnreadable', { file: zip, reason: reasonOf(error) });
  }
  return (file) => {
    const found = inside.get(file);
    if (!found) return null;
    const { path, size } = found;
    return {
      size,
      read: () => unzipSync(packed, { filter: ({ name }) => name === path })[path] ?? new Uint8Array(),
    };
  };
}

/** The same for files of choices, which are read whole. */
export const fetching =
  (find: FindFile): FetchFile =>
  (file) => {
    const found = find(file);
    if (!found) return null;
    return found.size > limits.attached ? { megabytes: Math.ceil(found.size / 1_000_000) } : found.read();
  };

export const fetchBeside = (form: string): FetchFile => fetching(findBeside(form));
