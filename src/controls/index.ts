export { isScale } from './appearance.ts';
export { Control, isBox } from './Control.tsx';
export type { ControlProps, Hand } from './props.ts';
export { PlainWords, Said } from './Words.tsx';
