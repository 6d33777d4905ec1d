/** Which program was played: a row of one that has been changed since must not pass for one of today's. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const git = (...args: string[]): string => {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
};

/** The name that git has for all of `src`; another one where something is changed and not kept yet; blank where there is no git. */
export const programNow = (): string => {
  const tree = git('rev-parse', '--short', 'HEAD:src');
  return tree && git('status', '--porcelain', 'src') ? `${tree}, changed` : tree;
};
