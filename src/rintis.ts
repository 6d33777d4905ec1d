#!/usr/bin/env node
/** The command line: hands an author's commands to authoring and all others to the server. */
import { commands, gatherForServer, runCommand } from './authoring/index.ts';

const args = process.argv.slice(2);
const io = {
  env: process.env,
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
};
if (commands.includes(args[0] ?? '')) {
  process.exitCode = await runCommand(args, io);
} else if (args[0] === 'add-questionnaire') {
  const { addQuestionnaire } = await import('./server/questionnaire-command.ts');
  process.exitCode = await addQuestionnaire((keep) => gatherForServer(args.slice(1), keep, io));
} else {
  await import('./server/rintis.ts'); // reads the arguments itself
}
