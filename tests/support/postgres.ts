/**
 * A throw-away PostgreSQL: the server of this machine's packages, in a temporary folder, on a socket of its own. Where it is
 * not installed, `findPostgres` says so, and the tests that need it fail loudly or announce that they did not run.
 */
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface ThrowAway {
  /** The address of a fresh, empty database. */
  newDatabase(): string;
  stop(mode: 'fast' | 'immediate'): void;
  start(): void;
  /** The same while this process goes on with what it does. */
  stopMeanwhile(mode: 'fast' | 'immediate'): Promise<void>;
  startMeanwhile(): Promise<void>;
  /** Stops it and leaves nothing behind. */
  remove(): void;
}

/** The folder with `initdb`: named by PG_BIN, Debian's (newest version first), or one in the PATH. */
export function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const candidates = [
    process.env.PG_BIN ?? '',
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return candidates.find((folder) => folder && existsSync(join(folder, 'initdb'))) ?? null;
}

export function startPostgres(bin: string): ThrowAway {
  const folder = mkdtempSync(join(tmpdir(), 'rintis-postgres-'));
  const asUser = process.getuid?.() === 0 ? ['runuser', '-u', unprivileged(), '--'] : []; // it refuses to run as root
  if (asUser.length > 0) run(['chown', asUser[2] ?? '', folder]);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  run([
    ...asUser,
    join(bin, 'initdb'),
    '-D',
    data,
    '-U',
    'rintis',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-locale',
    '-N',
  ]);

  const options = `-c listen_addresses= -c unix_socket_directories=${folder}`;
  // -t: a busy disk takes its time for the last checkpoint
  const controlling = (...args: string[]) => [
    ...asUser,
    join(bin, 'pg_ctl'),
    '-D',
    data,
    '-w',
    '-t',
    '180',
    ...args,
  ];
  const control = (...args: string[]) => run(controlling(...args));
  const meanwhile = async ([command = '', ...args]: string[]) =>
    void (await promisify(execFile)(command, args, { cwd: '/' }));
  const starting = ['-o', options, '-l', join(folder, 'log'), 'start'];
  const start = () => control(...starting);
  start();
  let databases = 0;
  return {
    newDatabase() {
      const name = `test_${process.pid}_${++databases}`;
      run([...asUser, join(bin, 'createdb'), '-h', folder, '-U', 'rintis', name]);
      return `postgres://rintis@/${name}?host=${encodeURIComponent(folder)}`;
    },
    stop: (mode) => control('-m', mode, 'stop'),
    start,
    stopMeanwhile: (mode) => meanwhile(controlling('-m', mode, 'stop')),
    startMeanwhile: () => meanwhile(controlling(...starting)),
    remove() {
      control('-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const unprivileged = (): string => {
  const exists = (user: string) => spawnSync('id', [user]).status === 0;
  return exists('postgres') ? 'postgres' : 'nobody';
};

function run([command = '', ...args]: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
}
