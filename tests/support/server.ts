/** The real server in a process of its own, with a data folder of its own, that a test can stop, kill and start again. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from './ports.ts';
import { type Started, start } from './processes.ts';

const inHouse = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface TestServer {
  readonly port: number;
  readonly origin: string;
  readonly dataDir: string;
  /** Name and password that the first start printed. */
  readonly coordinator: { readonly name: string; readonly password: string };
  /** Ends it as an administrator does. */
  stop(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and the same data; `changed` is set in its environment. */
  start(changed?: Readonly<Record<string, string>>): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Of the process that runs now. */
  pid(): number;
  /** The last lines of its log, for the error message. */
  said(): string;
  /** `rintis …` beside the running server. */
  rintis(...args: string[]): Promise<string>;
  leave(): Promise<void>;
}

/** `more` sets the environment: a `DATA_DIR` of the caller's own stays when the server leaves. */
export async function openServer(more: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const dataDir = more.DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'rintis-server-')));
  const port = await freePort();
  // said in English whoever runs the tests: the sign-in is read from it
  const env = {
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    LC_ALL: 'C.UTF-8',
    PUBLIC_URL: '',
    DATABASE_URL: '',
    ...more,
  };
  let running: Started = await up(env);
  const [, name = '', password = ''] = await running.hear(/name (\S+), password (\S+)/);
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    dataDir,
    coordinator: { name, password },
    stop: () => running.end('SIGTERM'),
    kill: () => running.end('SIGKILL'),
    async start(changed = {}) {
      running = await up({ ...env, ...changed });
    },
    said: () => running.said().slice(-2_000),
    pid: () => running.child.pid ?? 0,
    signal(signal) {
      if (running.child.pid !== undefined) process.kill(running.child.pid, signal);
    },
    async rintis(...args) {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [inHouse('src/server/rintis.ts'), ...args],
        {
          env: { ...process.env, ...env },
          maxBuffer: 2 ** 28,
        },
      );
      return stdout;
    },
    async leave() {
      await running.end('SIGTERM');
      if (more.DATA_DIR === undefined)
        await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

async function up(env: NodeJS.ProcessEnv): Promise<Started> {
  const started = start(process.execPath, [inHouse('src/server/main.ts')], env);
  await started.hear(/"event":"started"/);
  return started;
}
