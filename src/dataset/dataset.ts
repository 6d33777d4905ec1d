/** A table with everything that a file for a statistics program needs to know about it. */
import { inWords, type Questionnaire, type Words } from '../questionnaire/index.ts';
import { type Cell, type Meaning, readable, type Survey, type Table } from '../submission/index.ts';
import { type Coding, codingOf } from './coding.ts';
import { Gauge, type Measure } from './measure.ts';
import { type Speak, speak } from './words.ts';

/** One column, as files write it. */
export interface Variable {
  /** As in the CSV. */
  readonly name: string;
  /** What a person reads of it, in the language of the file. */
  readonly label: string;
  readonly meaning: Meaning;
  readonly measure: Measure;
  /** Of a column of codes: the numbers that stand for them, where a program wants numbers. */
  readonly coding: Coding | null;
}

/** A table that can be read as often as a format needs. */
export interface Dataset {
  readonly title: string;
  readonly language: string;
  readonly variables: readonly Variable[];
  readonly count: number;
  /** When it was made. */
  readonly made: Date;
  rows(): AsyncIterable<readonly Cell[]>;
}

export interface Source {
  readonly survey: Pick<Survey, 'id' | 'title' | 'defaultLanguage' | 'inserts' | 'presets'>;
  readonly questionnaire: Questionnaire;
  readonly table: Table;
  /** The rows of the table, from the first, each time it is asked. */
  rows(): AsyncIterable<readonly Cell[]>;
}

/** Reads the table once, to know it. Resolves with what all writers need; its memory is that of the codes met. */
export async function describe(source: Source, language: string, made: Date): Promise<Dataset> {
  const { survey, questionnaire, table } = source;
  const gauges = table.meanings.map(({ holds }) => new Gauge(holds));
  let count = 0;
  for await (const row of source.rows()) {
    count++;
    for (let at = 0; at < gauges.length; at++) gauges[at]?.see(row[at] ?? null);
  }
  const say = speak(language);
  const read = readable(questionnaire, survey, language);
  const variables = table.columns.map((name, at): Variable => {
    const meaning = table.meanings[at] ?? { holds: 'text' };
    const measure = gauges[at]?.measure ?? { is: 'text', longest: 0, filled: 0, bytes: 0 };
    const met = measure.is === 'code' ? measure.met : null;
    const coding = met && codingOf(meaning.choices ?? [], met, read);
    return { name, label: labelOf(name, meaning, read, say), meaning, measure, coding };
  });
  const title = inWords(survey.title, language, [survey.defaultLanguage]).text;
  return { title, language, variables, count, made, rows: () => source.rows() };
}

/** The question, with the choice that the column is about; of what the program notes itself, our words. */
export function labelOf(
  name: string,
  { label, part, kind, question }: Meaning,
  read: (words: Words) => string,
  say: Speak,
): string {
  if (label === undefined && question === undefined)
    return say(`dataset.notes.${name.split('/').at(-1)}`, name);
  const asked = label === undefined ? (question?.split('/').at(-1) ?? name) : read(label);
  if (kind === 'repeat') return say('dataset.cases', asked, { of: asked });
  if (kind === 'place' && typeof part === 'string') return `${asked}: ${say(`dataset.place.${part}`, part)}`;
  return part === undefined ? asked : `${asked}: ${read(part)}`;
}
