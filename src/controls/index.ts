export { Control, isBox } from './Control.tsx';
export { FileShown } from './FileShown.tsx';
export { type FileFacts, FilesContext, type Keeper, type KeptFile, type KeptFiles } from './keeper.ts';
export { type Load, useLater } from './LaterControl.tsx';
export { isForFile } from './media.ts';
export type { ControlProps, Hand } from './props.ts';
export { PlainWords, Said } from './Words.tsx';
