/** Starts the server: `npm start`. */
import { agenciesId, openDemonstration } from './demonstration.ts';
import { logFailure, toStdout } from './log.ts';
import { makeCode } from './routes/devices.ts';
import { startServer } from './server.ts';
import { givePassword } from './sessions.ts';
import { readSettings } from './settings.ts';
import { greet, say } from './terminal.ts';

const settings = readSettings(process.env);
let survey = '';

const running = await startServer(settings, toStdout, async ({ catalogue }) => {
  survey = await openDemonstration(catalogue, new Date());
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error;
  process.stderr.write(`${say(process.env, 'portTaken', { port: String(settings.port) })}\n`);
  process.exit(1);
});

const name = 'coordinator'; // the first one's; `rintis password NAME` makes others
const isFirstStart = !(await running.store.hasCoordinators());
const enrolment =
  isFirstStart && (await running.catalogue.survey(agenciesId))
    ? await makeCode(running.store, { survey: agenciesId, uses: 20, days: 30, by: name, now: Date.now() })
    : null;
greet(process.stdout, process.env, {
  settings,
  port: running.port,
  survey,
  enrolmentCode: enrolment?.code ?? null,
  firstSignIn: isFirstStart ? { name, password: await givePassword(running.store, name) } : null,
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
