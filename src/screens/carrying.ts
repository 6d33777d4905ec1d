/** What carries the outbox up, and tidies up; loaded beside what a person waits for. */
export { sweepMedia } from '../storage/index.ts';
export { startSync } from '../sync/index.ts';
