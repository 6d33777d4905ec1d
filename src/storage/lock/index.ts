/** What only a device with a lock loads. */
export { type LockedPlan, lockedRecords, noteLockedGiven, planLocked } from './giving.ts';
export {
  changeLock,
  isKeyOf,
  keepEscrow,
  type LockMinutes,
  type LockRow,
  lockMinutes,
  lockOf,
  shortestPin,
  type Tried,
  tryPin,
  waitAfterTries,
  waitOf,
} from './keys.ts';
export type { Sealing } from './sealing.ts';
export { changePin, deleteEverything, goOnTurning, openWith, turnOff, turnOn } from './turning.ts';
