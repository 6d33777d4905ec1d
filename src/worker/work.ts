/** All that is done at the desk. The same functions serve on the main thread where module workers fail. */
export { checkQuestionnaire } from './check.ts';
export { hashOf } from './hash.ts';
export { verifyMediaReceipts, verifyReceipts } from './prove.ts';
