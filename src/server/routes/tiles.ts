/**
 * Pictures of the ground for the maps of surveys, as files that somebody has put into the data folder:
 * `tiles/NAME/{z}/{x}/{y}.png` (or jpg, webp), the usual XYZ squares. From here and nowhere else: a server of maps would learn
 * where people look, and where an interview is.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { refuse } from '../problem.ts';

const types = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' } as const;
/** Digits, and a name without dots: no address leads out of the folder. */
const address = /^\/tiles\/([a-z0-9-]{1,40})\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})\.(png|jpg|webp)$/;

export const tiles = (folder: string) =>
  new Hono().get('/*', async (c) => {
    const [, name = '', z = '', x = '', y = '', ending = ''] = address.exec(c.req.path) ?? [];
    const bytes =
      name === '' ? null : await readFile(join(folder, name, z, x, `${y}.${ending}`)).catch(absent);
    if (!bytes) return refuse(c, { code: 'not-found' });
    return c.body(bytes, 200, {
      'content-type': types[ending as keyof typeof types],
      'cache-control': 'public, max-age=2592000', // a month: what was looked at in the office is there in the field
    });
  });

/** Where there is no picture, the map shows its grid. */
function absent(cause: NodeJS.ErrnoException): null {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null;
  throw cause;
}
