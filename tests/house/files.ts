/** The files of the house, as they stand. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Something in the house that is not as agreed. */
export interface Complaint {
  readonly rule: string;
  readonly where: string;
  readonly what: string;
}

export interface HouseFile {
  /** From the house's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export const root = fileURLToPath(new URL('../../', import.meta.url));

const notOurs = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.cache', 'package-lock.json']);
const readable =
  /\.(ts|tsx|css|html|json|jsonc|md|mjs|js|sql|yml|yaml|svg|webmanifest)$|^\.ci\/|(^|\/)\.?[A-Z]*$/;

/** Every readable file below a folder of the house. */
export function filesBelow(folder = ''): HouseFile[] {
  const paths = readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name).split(sep).join('/');
    if (entry.isDirectory()) return filesBelow(path);
    return readable.test(path) ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
  });
  return paths;
}

export const pathOf = (absolute: string): string => relative(root, absolute).split(sep).join('/');
