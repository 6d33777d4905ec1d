/** The pages about this device, loaded when one of them is opened. */
export { openDevice } from './device.ts';
export { HomeScreen } from './HomeScreen.tsx';
export { MineScreen } from './MineScreen.tsx';
export { WithdrawScreen } from './sent/WithdrawScreen.tsx';
