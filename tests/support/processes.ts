/** The processes that the tests start: in a group of their own, so that one word ends them and only them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';

export interface Started {
  readonly child: ChildProcess;
  /** The last lines that it said, for the error message. */
  said(): string;
  /** Waits until it says something that matches. */
  hear(pattern: RegExp, patience?: number): Promise<RegExpExecArray>;
  end(signal: NodeJS.Signals): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

export function start(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd?: string,
): Started {
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', ...env }, // vitest says “test”: what it starts is real
    ...(cwd === undefined ? {} : { cwd }),
  });
  running.add(child);
  child.unref(); // what was started never keeps the tests from ending
  let output = '';
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    (stream as Socket).unref();
    stream.setEncoding('utf8').on('data', (words: string) => {
      output = (output + words).slice(-100_000);
      tell();
    });
  }
  child.once('error', (error) => {
    output += `\n${error.message}`;
  });
  child.once('close', () => {
    running.delete(child);
    tell();
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;

  return {
    child,
    said: () => output,
    hear(pattern, patience = 30_000) {
      return new Promise((resolve, reject) => {
        const stop = () => {
          listeners.delete(look);
          clearTimeout(timer);
        };
        const fail = (why: string) => {
          stop();
          reject(new Error(`${command} ${why}, awaiting ${pattern}. It said:\n${output.slice(-4_000)}`));
        };
        const look = () => {
          const heard = pattern.exec(output);
          if (heard) {
            stop();
            resolve(heard);
          } else if (hasEnded()) fail(`ended with ${child.exitCode ?? child.signalCode}`);
        };
        const timer = setTimeout(() => fail(`said nothing of the kind in ${patience} ms`), patience);
        listeners.add(look);
        look();
      });
    },
    async end(signal) {
      if (hasEnded()) return;
      const ended = once(child, 'exit');
      signalGroup(child, signal);
      const patience = setTimeout(() => signalGroup(child, 'SIGKILL'), 10_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // already gone
  }
}
