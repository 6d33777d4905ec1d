/** The thread that makes the files of one export, so that those who send are not kept waiting. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { makeFiles, type Order, orderName } from './make.ts';

const folder = workerData as string;
const order = JSON.parse(await readFile(join(folder, orderName), 'utf8')) as Order;
parentPort?.postMessage(await makeFiles(folder, order));
