export * from './access.ts';
export * from './addresses.ts';
export * from './authored.ts';
export type { Holding, Meaning } from './columns.ts';
export { type Cell, toCsv } from './csv.ts';
export * from './enrolment.ts';
export * from './exports.ts';
export * from './finish.ts';
export * from './handover.ts';
export { type LockedHead, type LockedRecord, unlocked, writeLocked } from './handover-locked.ts';
export { framesOf, type Gathered, gather, gathered, largestSeries } from './handover-qr.ts';
export { type HandOverPart, readHandOver } from './handover-read.ts';
export * from './handover-seal.ts';
export { type HandOverRecord, writeHandOver } from './handover-write.ts';
export * from './invitations.ts';
export * from './keeping.ts';
export * from './media.ts';
export * from './mediaAnswers.ts';
export { readPlain } from './plain.ts';
export * from './privacy.ts';
export {
  type Prover,
  type Signed,
  verifyMediaReceipt,
  verifyReceipt,
  verifyReceipts,
  verifyWithdrawal,
} from './proof.ts';
export * from './questionnaires.ts';
export { readable } from './readable.ts';
export * from './receipt.ts';
export * from './schema.ts';
export * from './sealed.ts';
export * from './standing.ts';
export * from './survey.ts';
export * from './table.ts';
export * from './upload.ts';
export * from './written.ts';
