/** The words of questions for photos and recordings, in all languages: one file for a device that keeps them all. */
export { default as en } from '../../../locales/en.media.json';
export { default as fil } from '../../../locales/fil.media.json';
export { default as ms } from '../../../locales/ms.media.json';
export { default as th } from '../../../locales/th.media.json';
export { default as vi } from '../../../locales/vi.media.json';
