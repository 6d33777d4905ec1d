/** Before all journeys: the browsers are here, the client is built, and there is a screen for WebKit. */

import { keepEyes } from '../support/browsers/eyes.ts';
import { bringBrowsers } from '../support/browsers/index.ts';
import { screen } from '../support/browsers/screen.ts';
import { buildClient } from '../support/build.ts';

export default async function prepare(): Promise<void> {
  const browsers = await bringBrowsers();
  buildClient();
  Object.assign(process.env, await keepEyes());
  const needsScreen = browsers.some(({ name, source }) => name === 'webkit' && source === 'own');
  if (needsScreen) Object.assign(process.env, await screen()); // ends with this process
}
