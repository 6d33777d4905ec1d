/** How safe what is here is, and what can be done about it: a part of the app of its own. */
export { StorageScreen } from './StorageScreen.tsx';
