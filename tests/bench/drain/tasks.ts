/**
 * How long each thread of the page's process was busy, by Chromium's own trace. A task's time on the processor is the same on an
 * idle machine as on one that does ten other things meanwhile; its time by the clock is not.
 */
import type { CDPSession } from 'playwright-core';

/** Milliseconds on the processor. */
export interface Busy {
  readonly longest: number;
  readonly total: number;
}

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Begins to watch. Gives back how to stop, which tells of the page's thread and of its workers'. */
export async function watchTasks(
  protocol: CDPSession,
): Promise<() => Promise<{ readonly page: Busy; readonly workers: Busy }>> {
  const names = new Map<string, string>();
  const seen = new Map<string, Busy>();
  protocol.on('Tracing.dataCollected', ({ value }) => {
    for (const { ph, name, pid, tid, tdur = 0, args } of value as unknown as TraceEvent[]) {
      const thread = `${pid} ${tid}`;
      if (name === 'thread_name') names.set(thread, args?.name ?? '');
      if (ph !== 'X' || name !== 'ThreadControllerImpl::RunTask') continue;
      const { longest, total } = seen.get(thread) ?? { longest: 0, total: 0 };
      seen.set(thread, { longest: Math.max(longest, tdur / 1e3), total: total + tdur / 1e3 });
    }
  });
  await protocol.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel', '__metadata'] } });
  return async () => {
    const complete = new Promise((resolve) => protocol.once('Tracing.tracingComplete', resolve));
    await protocol.send('Tracing.end');
    await complete;
    const of = (kind: string): Busy =>
      [...seen]
        .filter(([thread]) => names.get(thread)?.startsWith(kind))
        .map(([, busy]) => busy)
        .reduce(
          (one, other) => ({
            longest: Math.max(one.longest, other.longest),
            total: one.total + other.total,
          }),
          { longest: 0, total: 0 },
        );
    return { page: of('CrRendererMain'), workers: of('DedicatedWorker') };
  };
}
