export { isScale } from './appearance.ts';
export { Control, isBox } from './Control.tsx';
export { FileShown } from './FileShown.tsx';
export { type FileFacts, FilesContext, type Keeper, type KeptFile, type KeptFiles } from './keeper.ts';
export { type Load, NotHere, useLater } from './LaterControl.tsx';
export { isForFile, type Part, partsOf } from './later.ts';
export { MediaShown } from './MediaShown.tsx';
export type { ControlProps, Hand } from './props.ts';
export { PlainWords, Said } from './Words.tsx';
