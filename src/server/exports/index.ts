export { type Exports, type ExportsOptions, openExports } from './jobs.ts';
export { makeFiles } from './make.ts';
export { readStore } from './read.ts';
