export { offerUpdate } from './appUpdate.ts';
export { Catcher } from './Catcher.tsx';
export { DeviceScreen } from './DeviceScreen.tsx';
export { EnumeratorScreen, prepareEnumerator } from './EnumeratorScreen.tsx';
export { HandOverDoor } from './HandOverDoor.tsx';
export { NotReached } from './NotReached.tsx';
export { readGlance, readPage } from './openings.ts';
export { prepareRespondent, SurveyScreen } from './SurveyScreen.tsx';
