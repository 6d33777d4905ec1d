/** One chunk for all of them: a file more in the list that the service worker brings to everyone costs more than it saves. */
export { default as CodeControl } from '../codes/CodeControl.tsx';
export { default as LineControl } from './LineControl.tsx';
export { default as PlaceControl } from './PlaceControl.tsx';
export { default as PlaceShown } from './PlaceShown.tsx';
