/** A real server in a process of its own, on a free port. */
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Started, start } from '../support/processes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Server {
  readonly url: string;
  readonly started: Started;
}

export async function startServer(env: Record<string, string>): Promise<Server> {
  const started = start(
    process.execPath,
    ['src/server/main.ts'],
    { PORT: '0', HOST: '127.0.0.1', ...env },
    root,
  );
  onTestFinished(() => started.end('SIGKILL'));
  const [, port = ''] = await started.hear(/"event":"started","port":(\d+)/);
  return { url: `http://127.0.0.1:${port}`, started };
}

/** Runs the command line to its end. */
export async function rintis(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; said: string }> {
  const started = start(process.execPath, ['src/rintis.ts', ...args], env, root);
  onTestFinished(() => started.end('SIGKILL'));
  const code = await new Promise<number | null>((resolve) => started.child.once('close', resolve));
  return { code, said: started.said() };
}
