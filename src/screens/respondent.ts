/** What a respondent needs after the notice; loaded while it is read. */

export { wayFromHere } from '../sync/index.ts';
export { arrive, arriveAnew } from './arrive.ts';
export { begin } from './begin.ts';
export { openDevice, today } from './device.ts';
export { ReceiptScreen } from './ReceiptScreen.tsx';
export { HeldDraft, RespondentScreen } from './RespondentScreen.tsx';
