/** Work in a process of its own: it prepares, says so, and does it when it is told to. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Resolves when it is prepared, with what starts it. */
export async function inProcess<Result>(file: string, task: object): Promise<() => Promise<Result>> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)));
  const ends = () => void child.kill('SIGKILL');
  process.once('exit', ends);
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code}`);
  });
  failed.catch(() => undefined); // it is awaited below, as long as it matters
  const said = async (word: object | string): Promise<unknown> => {
    child.send(word);
    const [heard] = (await Promise.race([once(child, 'message'), failed])) as [unknown];
    return heard;
  };
  await said(task);
  return async () => {
    try {
      return (await said('go')) as Result;
    } finally {
      process.off('exit', ends);
      child.kill('SIGKILL');
    }
  };
}
