/** Starts the server: `npm start`. */
import { openDemonstration } from './demonstration.ts';
import { logFailure, toStdout } from './log.ts';
import { startServer } from './server.ts';
import { givePassword } from './sessions.ts';
import { readSettings } from './settings.ts';
import { greet } from './terminal.ts';

const settings = readSettings(process.env);
const name = 'coordinator'; // the first one's; `rintis password NAME` makes others
let password: string | null = null;
let survey = '';

const running = await startServer(settings, toStdout, async ({ store, catalogue }) => {
  survey = await openDemonstration(catalogue, new Date());
  if (!(await store.hasCoordinators())) password = await givePassword(store, name);
});
greet(process.stdout, process.env, {
  settings,
  port: running.port,
  survey,
  firstSignIn: password && { name, password },
});
toStdout({ at: new Date().toISOString(), event: 'started', port: running.port });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await running.stop();
  toStdout({ at: new Date().toISOString(), event: 'stopped' });
}
const stopOrFail = () =>
  void stop().catch((error: unknown) => {
    logFailure(toStdout, error);
    process.exit(1);
  });
process.on('SIGTERM', stopOrFail);
process.on('SIGINT', stopOrFail);
