/** The words of those who interview others, in all languages: one file for a device that keeps them all. */
export { default as en } from '../../../locales/en.enumerator.json';
export { default as fil } from '../../../locales/fil.enumerator.json';
export { default as ms } from '../../../locales/ms.enumerator.json';
export { default as th } from '../../../locales/th.enumerator.json';
export { default as vi } from '../../../locales/vi.enumerator.json';
