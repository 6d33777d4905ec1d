/** The table of faults: for people, on the screen and in `docs/faults.md`. */
import type { Cell } from './stage.ts';

export interface Layer {
  readonly name: string;
  readonly words: string;
  readonly submissions: number;
  readonly cells: readonly Cell[];
}

/** A layer, and which of its scenes a program of before has played. */
export interface TopicalLayer extends Layer {
  readonly earlier: readonly string[];
}

const columns = ['where', 'fault', 'point', 'times', 'submissions', 'verdict'] as const;

export const verdictOf = ({ lost, doubled }: Cell): string =>
  lost + doubled === 0 ? 'survived' : `LOST ${lost}, DOUBLED ${doubled}`;

export function toLines(cells: readonly Cell[]): string[] {
  return cells.map((cell) => {
    const { where, fault, point, times, submissions } = cell;
    const what = `${where.padEnd(11)} ${fault.padEnd(32)} ${point.padEnd(44)}`;
    return `${what} ${String(times).padStart(6)}× ${String(submissions).padStart(6)}  ${verdictOf(cell)}`;
  });
}

/** One page about the program of a commit; nothing in it that another run on another machine would write otherwise without a reason. */
export function toPage(commit: string, layers: readonly TopicalLayer[], notRun: readonly string[]): string {
  const cells = layers.flatMap((layer) => layer.cells);
  const sum = (count: (layer: Layer) => number) => layers.reduce((total, layer) => total + count(layer), 0);
  const bad = cells.filter((cell) => verdictOf(cell) !== 'survived').length;
  const head = [
    '# The fault matrix',
    '',
    'Written by `npm run faults`; do not edit. Each row is a fault at a point: how often it struck, how many submissions were on',
    'their way through it, and what came of them. *Survived*: everything that a screen called saved or finished is there, byte for',
    'byte, exactly once.',
    '',
    `**${cells.length} cells, ${sum(({ submissions }) => submissions)} submissions: ${bad === 0 ? 'all survived, 0 lost, 0 doubled' : `${bad} did not survive`}.**`,
    '',
    `The program is that of commit ${commit}.`,
    '',
    ...notRun.map((what) => `Not run: ${what}\n`),
  ];
  const body = layers.flatMap(({ name, words, submissions, cells, earlier }) => [
    `## ${name}`,
    '',
    words,
    '',
    ...(earlier.length > 0 ? [`Last played with an earlier program: ${earlier.join('; ')}.`, ''] : []),
    `${cells.length} cells, ${submissions} submissions.`,
    '',
    `| ${columns.join(' | ')} |`,
    `|${columns.map(() => '---').join('|')}|`,
    ...cells.map(
      (cell) =>
        `| ${columns.map((name) => (name === 'verdict' ? verdictOf(cell) : cell[name])).join(' | ')} |`,
    ),
    '',
  ]);
  return [...head, ...body].join('\n');
}
