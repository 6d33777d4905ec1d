/** How threads ask each other: a question is an act by name with its arguments, and a reply says by number which one it is to. */
import { type MessagePort, Worker } from 'node:worker_threads';

type Acts<All> = { readonly [Name in keyof All]: (...args: never[]) => unknown };

export type Call<All extends Acts<All>> = <Name extends keyof All>(
  act: Name,
  ...args: Parameters<All[Name]>
) => Promise<Awaited<ReturnType<All[Name]>>>;

type Reply = { readonly number: number } & ({ readonly result: unknown } | { readonly error: unknown });

/** Asks a thread. One that dies answers every question with its reason. */
export function callsTo<All extends Acts<All>>(thread: Worker | MessagePort): Call<All> {
  const asked = new Map<number, { resolve: (result: never) => void; reject: (error: unknown) => void }>();
  let last = 0;
  let gone: unknown;
  const fail = (error: unknown) => {
    gone = error;
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  };
  const end = () => fail(gone ?? new Error('the thread is closed'));
  const hear = (reply: Reply) => {
    const waiting = asked.get(reply.number);
    asked.delete(reply.number);
    if ('error' in reply) waiting?.reject(reply.error);
    else waiting?.resolve(reply.result as never);
  };
  if (thread instanceof Worker) thread.on('message', hear).on('error', fail).on('exit', end);
  else thread.on('message', hear).on('close', end);
  return (act, ...args) =>
    new Promise((resolve, reject) => {
      if (gone) return reject(gone);
      asked.set(++last, { resolve, reject });
      thread.postMessage({ number: last, act, args });
    });
}

interface Question<All> {
  readonly number: number;
  readonly act: keyof All;
  readonly args: never[];
}

/** Does what is asked through this port, in the order in which it was asked. */
export function answer<All extends Acts<All>>(port: MessagePort, acts: All): void {
  port.on('message', ({ number, act, args }: Question<All>) => {
    const fail = (error: unknown) => port.postMessage({ number, error });
    try {
      const result = acts[act](...args);
      if (result instanceof Promise)
        result.then((it) => port.postMessage({ number, result: it })).catch(fail);
      else port.postMessage({ number, result });
    } catch (error) {
      fail(error);
    }
  });
}
