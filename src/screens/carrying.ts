/** What carries the outbox up; loaded beside what a person waits for. */
export { startSync } from '../sync/index.ts';
