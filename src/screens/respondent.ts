/** What a respondent needs after the notice; loaded while it is read. */

export { arrive, arriveAnew } from './arrive.ts';
export { begin } from './begin.ts';
export { openDevice, today } from './device.ts';
export { ReceiptScreen } from './ReceiptScreen.tsx';
export { HeldDraft, RespondentScreen } from './RespondentScreen.tsx';
export { spentHere } from './spent.ts';
