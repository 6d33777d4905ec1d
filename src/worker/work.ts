/** All that is done at the desk. The same functions serve on the main thread where module workers fail. */
export { checkQuestionnaire, hashOf } from './check.ts';
export { verifyReceipts } from './prove.ts';
