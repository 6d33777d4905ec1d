/** The words of handing over without a network, in all languages: one file for a device that keeps them all. */
export { default as en } from '../../../locales/en.handover.json';
export { default as fil } from '../../../locales/fil.handover.json';
export { default as ms } from '../../../locales/ms.handover.json';
export { default as th } from '../../../locales/th.handover.json';
export { default as vi } from '../../../locales/vi.handover.json';
