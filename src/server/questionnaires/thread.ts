/** The thread that reads one file: a workbook of a hundred thousand cells must not keep those waiting who send. */
import { parentPort, workerData } from 'node:worker_threads';
import { type BroughtFile, readBrought } from './read.ts';

parentPort?.postMessage(await readBrought(workerData as BroughtFile));
