/** For authors at a terminal: check, convert, replay and test a questionnaire. */
import { parseArgs } from 'node:util';
import type { Questionnaire } from '../questionnaire/index.ts';
import { checkForms } from './check.ts';
import { convertForm } from './convert.ts';
import { gatherForm, type KeepFile } from './gather.ts';
import { Fault, type Io } from './io.ts';
import { replayForm } from './replay.ts';
import { testForm } from './test.ts';
import { type Say, speak, terminalLanguage } from './words.ts';

export type { Io } from './io.ts';

/** The commands of this room: `check convert replay test`. */
export const commands: readonly string[] = ['check', 'convert', 'replay', 'test'];

/** Runs one command of an author. 0: all well; 1: something to put right; 2: not understood. */
export async function runCommand(args: readonly string[], io: Io): Promise<number> {
  const say = speak(terminalLanguage(io.env));
  try {
    const done = await run(args, io, say);
    if (done !== undefined) return done;
    io.err(`${say('authoring.usage')}\n`);
    return 2;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    io.err(`${say(`authoring.${error.code}`, error.details)}\n`);
    return 1;
  }
}

/** Of `add-questionnaire FILE [--media FOLDER|FILE.zip]`: the questionnaire, its files handed over; else null, and why is told. */
export async function gatherForServer(
  args: readonly string[],
  keep: KeepFile,
  io: Io,
): Promise<Questionnaire | null> {
  const say = speak(terminalLanguage(io.env));
  const { positionals: [file, ...more] = [], values } = readArguments(args) ?? {};
  try {
    if (file !== undefined && more.length === 0) return await gatherForm(file, values?.media, keep, io, say);
    io.err(`${say('authoring.usage')}\n`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    io.err(`${say(`authoring.${error.code}`, error.details)}\n`);
  }
  return null;
}

function run(args: readonly string[], io: Io, say: Say): Promise<number> | undefined {
  const read = readArguments(args);
  if (!read) return;
  const { positionals, values } = read;
  const [command, file, second, ...more] = positionals;
  if (file === undefined) return;
  if (command === 'check') return checkForms(positionals.slice(1), values.json === true, io, say);
  if (command === 'convert' && values.output !== undefined && second === undefined)
    return convertForm(file, values.output, io, say);
  if (command === 'replay' && second !== undefined && more.length === 0)
    return replayForm(file, second, values.final === true, io, say);
  if (command === 'test' && second === undefined) return testForm(file, io, say);
  return;
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        final: { type: 'boolean' },
        output: { type: 'string', short: 'o' },
        media: { type: 'string' },
      },
    });
  } catch {
    return null; // an option that we do not have
  }
}
