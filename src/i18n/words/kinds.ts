/** The words of rarer kinds of question, in all languages: one file for a device that keeps them all. */
export { default as en } from '../../../locales/en.kinds.json';
export { default as fil } from '../../../locales/fil.kinds.json';
export { default as ms } from '../../../locales/ms.kinds.json';
export { default as th } from '../../../locales/th.kinds.json';
export { default as vi } from '../../../locales/vi.kinds.json';
