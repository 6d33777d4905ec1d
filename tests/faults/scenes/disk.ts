/** The disk's bad days, on file systems of their own: full, or with the power cut. Needs root and a Linux that may mount. */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cell, Stage } from '../parts/stage.ts';
import { play } from './server.ts';

const run = (command: string, ...args: string[]) => void execFileSync(command, args, { stdio: 'pipe' });

/** Whether a file system may be mounted here. */
export function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'rintis-mount-'));
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
  if (done) run('umount', folder);
  rmSync(folder, { recursive: true });
  return done;
}

/** Plays on a file system that is there for this scene alone. */
async function onMounted(
  mount: (folder: string) => void,
  scene: (folder: string) => Promise<Cell>,
): Promise<Cell> {
  const folder = mkdtempSync(join(tmpdir(), 'rintis-disk-'));
  try {
    mount(folder);
    return await scene(folder);
  } finally {
    spawnSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

export const fullDisk = (): Promise<Cell> =>
  onMounted(
    (folder) => run('mount', '-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder),
    (folder) =>
      play({
        where: 'server',
        fault: 'disk full',
        point: 'while all send',
        env: { DATA_DIR: join(folder, 'data') },
        async happens(_, sent) {
          await sent(20);
          const filler = join(folder, 'filler');
          fill(filler);
          await sleep(4_000);
          rmSync(filler);
          return 1;
        },
      }),
  );

/**
 * The same while photos come in. The server refuses them before the disk is full, so that answers still find room: first as much
 * is taken as leaves it too little for photos, then all.
 */
export async function fullOfPhotos(): Promise<Cell> {
  const folder = mkdtempSync(join(tmpdir(), 'rintis-photos-'));
  const [image, disk] = [join(folder, 'image'), join(folder, 'disk')];
  mkdirSync(disk);
  run('truncate', '-s', '1G', image);
  run('mkfs.ext4', '-q', '-F', '-m', '0', image);
  run('mount', '-o', 'loop', image, disk);
  try {
    return await play({
      where: 'server',
      fault: 'disk full',
      point: 'while photos come in',
      env: { DATA_DIR: join(disk, 'data') },
      each: 20,
      photos: true,
      async happens({ wire }) {
        while (wire.count('a file goes') < 10) await sleep(20);
        const [some, rest] = [join(disk, 'some'), join(disk, 'rest')];
        run('fallocate', '-l', '500M', some);
        await sleep(3_000);
        const free = statfsSync(disk);
        run('fallocate', '-l', String(free.bavail * free.bsize - 64 * 1024), rest);
        await sleep(3_000);
        rmSync(rest);
        await sleep(1_000);
        rmSync(some);
        return 2;
      },
    });
  } finally {
    spawnSync('umount', [disk]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes until there is no room for more. */
function fill(path: string): void {
  const piece = Buffer.alloc(4_096);
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

/**
 * The power is cut: what the disk has received at that instant is copied while the server stands still, the copy is mounted
 * (its journal played back), and the server goes on with it.
 */
async function onFailingPower(size: string, scene: (place: PowerCut) => Promise<Cell>): Promise<Cell> {
  const folder = mkdtempSync(join(tmpdir(), 'rintis-power-'));
  const [image, copy, disk] = [join(folder, 'image'), join(folder, 'copy'), join(folder, 'disk')];
  mkdirSync(disk);
  run('truncate', '-s', size, image);
  run('mkfs.ext4', '-q', '-F', '-m', '0', image);
  run('mount', '-o', 'loop', image, disk);
  try {
    return await scene({
      dataDir: join(disk, 'data'),
      begin: () => run('sync', '-f', disk), // the survey is there; what follows is on its own
      async cut(server) {
        server.signal('SIGSTOP');
        await sleep(50);
        run('cp', '--sparse=always', image, copy);
        await server.kill();
        run('umount', disk);
        run('mount', '-o', 'loop', copy, disk);
        await server.start();
      },
    });
  } finally {
    spawnSync('umount', [disk]);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface PowerCut {
  readonly dataDir: string;
  begin(): void;
  cut(server: Stage['server']): Promise<void>;
}

const gone = (acknowledged: readonly string[], there: ReadonlySet<string>, what: string): void => {
  const lost = acknowledged.filter((one) => !there.has(one));
  if (lost.length > 0) throw new Error(`${lost.length} acknowledged ${what} are gone`);
};

export const powerCut = (after: number): Promise<Cell> =>
  onFailingPower('200M', ({ dataDir, begin, cut }) =>
    play({
      where: 'server',
      fault: 'power cut',
      point: after === 1 ? 'at the first commit' : `in mid-commit, after ${after} rows`,
      env: { DATA_DIR: dataDir },
      async happens({ server, rows }, sent, received) {
        begin();
        await sent(after);
        const acknowledged = await received();
        await cut(server);
        gone(acknowledged, new Set((await rows()).map(({ id }) => id)), 'submissions');
        return 1;
      },
    }),
  );

/** The same while photos come in: those with a receipt are on the disk, whole, with the answers that list them. */
export const powerCutOverPhotos = (after: number): Promise<Cell> =>
  onFailingPower('1G', ({ dataDir, begin, cut }) =>
    play({
      where: 'server',
      fault: 'power cut',
      point: `while photos come in, after ${after}`,
      env: { DATA_DIR: dataDir },
      each: 20,
      photos: true,
      async happens({ server, wire, files }, _, __, receivedFiles) {
        begin();
        for (const end = Date.now() + 60_000; wire.count('a file goes') < after; await sleep(2))
          if (Date.now() > end) throw new Error(`only ${wire.count('a file goes')} photos came`);
        const acknowledged = await receivedFiles();
        await cut(server);
        gone(acknowledged, files(), 'photos');
        return 1;
      },
    }),
  );
