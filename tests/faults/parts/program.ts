/** Which program was played: a row of one that has been changed since must not pass for one of today's. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const git = (...args: string[]): string => {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
};

/** What runs where there is no page: phones in Node, and the server. */
const withoutPages = ['questionnaire', 'submission', 'results', 'storage', 'sync', 'worker', 'server'];
const foldersOf = (part: string): string[] =>
  part === 'simulator' || part === 'servers'
    ? withoutPages.map((room) => `src/${room}`)
    : ['src', 'service-worker'];

/** A name for all that a part of the matrix plays, made of git's; another one where it is changed and not kept yet; blank without git. */
export function programNow(part: string): string {
  const folders = foldersOf(part);
  const trees = git('rev-parse', ...folders.map((folder) => `HEAD:${folder}`));
  if (!trees) return '';
  const name = createHash('sha256').update(trees).digest('hex').slice(0, 12);
  return git('status', '--porcelain', ...folders) ? `${name}, changed` : name;
}

/** The commit that is checked out, for whoever wants to see what has been changed since. */
export const commitNow = (): string => git('rev-parse', '--short=10', 'HEAD');
