/** Files small enough for one thought, and nothing in them of the machine that they were written on. */
import type { Complaint, HouseFile } from './files.ts';

const mostLines = 400;
const code = /\.(ts|tsx|css|mjs|js|sql)$/;
/** Folders of one machine; written in parts, so that this file does not complain of itself. */
const machinePath = new RegExp(
  `(?<![\\w.$})])/(?:(?:${['tmp', 'work', 'farm', 'root'].join('|')})/[\\w.]|(?:home|Users)/\\w+/)`,
);

export function smallFiles(files: readonly HouseFile[]): Complaint[] {
  return files
    .filter(({ path }) => code.test(path) && !path.startsWith('tests/fixtures/')) // data are as long as they are
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > mostLines)
    .map(({ path, lines }) => ({
      rule: 'length',
      where: path,
      what: `${lines} lines, more than ${mostLines}`,
    }));
}

export function noMachinePaths(files: readonly HouseFile[]): Complaint[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        machinePath.test(line)
          ? [{ rule: 'machine-path', where: `${path}:${index + 1}`, what: line.trim().slice(0, 120) }]
          : [],
      ),
  );
}
