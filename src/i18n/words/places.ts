/** The words of questions for places and codes, in all languages: one file for a device that keeps them all. */
export { default as en } from '../../../locales/en.places.json';
export { default as fil } from '../../../locales/fil.places.json';
export { default as ms } from '../../../locales/ms.places.json';
export { default as th } from '../../../locales/th.places.json';
export { default as vi } from '../../../locales/vi.places.json';
