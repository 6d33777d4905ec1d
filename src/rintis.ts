#!/usr/bin/env node
/** The command line: hands an author's commands to authoring and all others to the server. */
import { commands, runCommand } from './authoring/index.ts';

const args = process.argv.slice(2);
if (commands.includes(args[0] ?? '')) {
  process.exitCode = await runCommand(args, {
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  });
} else {
  await import('./server/rintis.ts'); // reads the arguments itself
}
