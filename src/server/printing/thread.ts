/** The thread that prints one thing, so that those who send are not kept waiting. */
import { parentPort, workerData } from 'node:worker_threads';
import { type PrintJob, printJob } from './job.ts';

parentPort?.postMessage(await printJob(workerData as PrintJob));
