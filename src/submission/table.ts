/**
 * Submissions as a rectangle, the way a statistician merges and counts: one row for each interview, one column for each
 * fact. A repeat is a table of its own (one row for each case, found again by `id` and the position), and the interview's
 * row says how many cases there are. README.md has the columns of each kind.
 */
import type { Answer, Answers, Item, Questionnaire } from '../questionnaire/index.ts';
import {
  answersByName,
  type Column,
  casesOf,
  columnsOf,
  type Holding,
  type Labels,
  type Meaning,
} from './columns.ts';
import { courseColumns } from './course.ts';
import type { Cell } from './csv.ts';
import type { Submission } from './schema.ts';
import { scorerOf } from './scores.ts';

/** A submission with what the server noted when it came. */
export interface Arrived {
  readonly submission: Submission;
  readonly revision: number;
  readonly receivedAt: string;
  readonly late: boolean;
  /** The device that sent it. */
  readonly device?: string;
  /** It came from no enrolled device, and nobody has accepted it yet. */
  readonly review?: boolean;
}

/** What an export says of devices: nothing where a survey has none. */
export interface DeviceColumns {
  /** The column `device`, by these names. */
  readonly names?: ReadonlyMap<string, string>;
  /** The columns `review` and, for what enumerators noted, `remarks`. */
  readonly review?: boolean;
}

export interface Table {
  readonly columns: readonly string[];
  /** What each column is about. What the program notes itself has no label here: it is known by its name. */
  readonly meanings: readonly Meaning[];
  /** The rows that one submission gives: one, or as many as the repeat has cases. */
  rowsOf(arrived: Arrived): Iterable<readonly Cell[]>;
}

export interface TableOptions {
  /** A repeat's name; without it, the interviews themselves. */
  readonly table?: string | undefined;
  readonly devices?: DeviceColumns;
  /** The columns of how the interview went: where the survey accepts `course`. */
  readonly course?: boolean;
  /** Choices as they read in this language, in place of their codes. */
  readonly labels?: Omit<Labels, 'questionnaire'> | undefined;
}

/** The table, or `null` where the questionnaire has no repeat of that name. */
export function tableOf(
  questionnaire: Questionnaire,
  { table, labels, devices = {}, course = false }: TableOptions = {},
): Table | null {
  const asLabels = labels ? { questionnaire, ...labels } : null;
  if (table === undefined)
    return interviewTable(questionnaire, asLabels, [
      ...metadata,
      ...columnsFor(devices),
      ...(course ? courseColumns : []),
    ]);
  const repeat = repeatsOf(questionnaire).find(({ name }) => name === table);
  return repeat ? repeatTable(questionnaire, repeat, asLabels) : null;
}

/** The tables that a questionnaire gives besides the interviews: one for each repeat. */
export const repeatTablesOf = (questionnaire: Questionnaire): string[] =>
  repeatsOf(questionnaire).map(({ name }) => name);

/** Columns of what is no answer: their names, cells, and what they hold besides text. */
export type Metadata = ReadonlyArray<
  readonly [name: string, cell: (arrived: Arrived) => Cell, holds?: Exclude<Holding, 'text'>]
>;

const metadata: Metadata = [
  ['id', ({ submission }) => submission.id],
  ['revision', ({ revision }) => revision, 'number'],
  ['survey', ({ submission }) => submission.survey],
  ['questionnaire', ({ submission }) => submission.questionnaire],
  ['language', ({ submission }) => submission.language],
  ['mode', ({ submission }) => submission.mode],
  ['started', ({ submission }) => submission.startedAt, 'instant'],
  ['finished', ({ submission }) => submission.finishedAt, 'instant'],
  ['received', ({ receivedAt }) => receivedAt, 'instant'],
  ['late', ({ late }) => (late ? 1 : 0), 'flag'],
  ['app', ({ submission }) => submission.app],
];

const columnsFor = ({ names, review }: DeviceColumns): Metadata => [
  ...(names ? [['device', ({ device }: Arrived) => names.get(device ?? '') ?? null] as const] : []),
  ...(review
    ? [
        ['review', ({ review }: Arrived) => (review ? 1 : 0), 'flag'] as const,
        ['remarks', ({ submission }: Arrived) => remarksOf(submission)] as const,
      ]
    : []),
];

/** One line for each, after the place that it was made at. */
const remarksOf = ({ remarks }: Submission): Cell =>
  remarks?.map(({ at, text }) => `${at}: ${text}`).join('\n') ?? null;

function interviewTable(questionnaire: Questionnaire, labels: Labels | null, metadata: Metadata): Table {
  const { items, lists, scores = [] } = questionnaire;
  const scoresFor = scorerOf(questionnaire);
  const asked = columnsOf(items, lists, labels);
  const scored = scores.map(({ name, label }) => {
    const meaning: Meaning = { holds: 'number', label, kind: 'score' };
    return { name, path: `score/${name}`, meaning };
  });
  const columns = nameColumns(
    metadata.map(([name]) => name),
    [...asked, ...scored],
  );
  return {
    columns,
    meanings: [
      ...metadata.map(([, , holds]): Meaning => ({ holds: holds ?? 'text' })),
      ...[...asked, ...scored].map(({ meaning }) => meaning),
    ],
    *rowsOf(arrived) {
      const { answers } = arrived.submission;
      const row = { answers, known: answersByName(items, answers) };
      const points = scoresFor(answers, row.known);
      yield [
        ...metadata.map(([, cell]) => cell(arrived)),
        ...asked.map(({ cell }) => cell(row)),
        ...scores.map(({ name }) => points.get(name) ?? null),
      ];
    },
  };
}

/** A repeat, with those it stands in: `levels` from the outermost to itself, each with the groups on the way. */
interface RepeatFound {
  readonly name: string;
  readonly levels: ReadonlyArray<{
    readonly name: string;
    readonly groups: readonly string[];
    readonly items: readonly Item[];
  }>;
}

function repeatTable({ items, lists }: Questionnaire, { levels }: RepeatFound, labels: Labels | null): Table {
  const asked = columnsOf(levels.at(-1)?.items ?? [], lists, labels);
  function* walk(
    depth: number,
    answers: Answers,
    known: Map<string, Answer>,
    head: Cell[],
  ): Generator<Cell[]> {
    const level = levels[depth];
    if (!level) {
      yield [...head, ...asked.map(({ cell }) => cell({ answers, known }))];
      return;
    }
    for (const [at, one] of casesOf(answers, level.groups, level.name).entries()) {
      yield* walk(depth + 1, one, new Map([...known, ...answersByName(level.items, one)]), [...head, at + 1]);
    }
  }
  return {
    columns: nameColumns(['id', ...levels.map(({ name }) => name)], asked),
    meanings: [
      { holds: 'text' },
      ...levels.map(({ name }): Meaning => ({ holds: 'number', question: name, kind: 'repeat' })),
      ...asked.map(({ meaning }) => meaning),
    ],
    rowsOf({ submission: { id, answers } }) {
      return walk(0, answers, answersByName(items, answers), [id]);
    },
  };
}

function repeatsOf({ items }: Questionnaire): RepeatFound[] {
  const found: Array<RepeatFound & { path: string }> = [];
  const look = (within: readonly Item[], groups: readonly string[], levels: RepeatFound['levels']) => {
    for (const item of within) {
      if (item.kind === 'group') look(item.items, [...groups, item.name], levels);
      if (item.kind !== 'repeat') continue;
      const deeper = [...levels, { name: item.name, groups, items: item.items }];
      const path = deeper.flatMap((level) => [...level.groups, level.name]).join('/');
      found.push({ name: item.name, path, levels: deeper });
      look(item.items, [], deeper);
    }
  };
  look(items, [], []);
  const names = nameColumns([], found);
  return found.map(({ levels }, at) => ({ name: names[at] ?? '', levels }));
}

/**
 * Names that are each used once. A question keeps its own name, unless two share it (then each has its path); metadata
 * gives way to a question, since the author chose that name: `mode` of the metadata is then `submission/mode`.
 */
function nameColumns(
  fixed: readonly string[],
  columns: ReadonlyArray<Pick<Column, 'name' | 'path'>>,
): string[] {
  const times = new Map<string, number>();
  for (const { name } of columns) times.set(name, (times.get(name) ?? 0) + 1);
  const wanted = [
    ...fixed.map((name) => (times.has(name) ? `submission/${name}` : name)),
    ...columns.map(({ name, path }) => (times.get(name) === 1 ? name : path)),
  ];
  const taken = new Set<string>();
  return wanted.map((name) => {
    let free = name;
    for (let again = 2; taken.has(free); again++) free = `${name}_${again}`;
    taken.add(free);
    return free;
  });
}
