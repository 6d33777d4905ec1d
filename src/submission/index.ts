export { type Cell, toCsv } from './csv.ts';
export * from './finish.ts';
export * from './privacy.ts';
export { verifyReceipt } from './proof.ts';
export * from './receipt.ts';
export * from './schema.ts';
export * from './standing.ts';
export * from './survey.ts';
export * from './table.ts';
