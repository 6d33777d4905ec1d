/** The words of how safe what is here is, and the lock, in all languages: one file for a device that keeps them all. */
export { default as en } from '../../../locales/en.safety.json';
export { default as fil } from '../../../locales/fil.safety.json';
export { default as ms } from '../../../locales/ms.safety.json';
export { default as th } from '../../../locales/th.safety.json';
export { default as vi } from '../../../locales/vi.safety.json';
