/** How safe what is here is, and what can be done about it: a part of the app of its own, one chunk. */
export { HomeNote, pageOf, worstIce } from './HomeNote.tsx';
export { showWayOut } from './inApp.tsx';
export { StorageScreen } from './StorageScreen.tsx';
export { unlock } from './unlock.tsx';
