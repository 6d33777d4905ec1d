/** What others need of handing over: to seal a file, and to let it go. */
export { Giving } from './Maker.tsx';
export { seal } from './seal.ts';
