import './styles/enumerator.css';

/** What only an enumerator's device needs: a chunk of its own, kept there once the device is enrolled. */
export { openDevice } from './device.ts';
export { EnrolScreen } from './EnrolScreen.tsx';
export { EnumeratorHome } from './EnumeratorHome.tsx';
export { NewVisitScreen, VisitScreen } from './VisitScreen.tsx';
