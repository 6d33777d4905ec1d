/** What can be done with what was sent, in all languages: one file, for a device keeps them all. */
export { default as en } from '../../../locales/en.sent.json';
export { default as fil } from '../../../locales/fil.sent.json';
export { default as ms } from '../../../locales/ms.sent.json';
export { default as th } from '../../../locales/th.sent.json';
export { default as vi } from '../../../locales/vi.sent.json';
