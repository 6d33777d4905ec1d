export { bringBrowsers } from './bring.ts';
export { type BrowserName, browserNames, type Size } from './engine.ts';
export { findBrowser } from './find.ts';
export {
  desktop,
  meet,
  type Name,
  type Person,
  type Place,
  phone,
  type Sight,
  type Violation,
} from './person.ts';
