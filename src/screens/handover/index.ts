export { HandOverScreen } from './HandOverScreen.tsx';
export { Giving } from './Maker.tsx';
export { seal, sealKey } from './seal.ts';
