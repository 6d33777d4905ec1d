/** The whole endpoint as a function from request to response; `main.ts` gives it a port. */
import { Hono } from 'hono';
import { officeAccess } from './access.ts';
import { nameAddresses, type Trusted } from './address.ts';
import type { Awaited } from './awaited.ts';
import type { ClientFiles } from './client.ts';
import { openDevices } from './devices.ts';
import { type Bounds, mediaBounds, openDoor, usualBounds } from './door.ts';
import type { Exports } from './exports/index.ts';
import { contentPolicy, securityHeaders, tellTime } from './headers.ts';
import type { Desk } from './intake.ts';
import { logFailure, logRequests } from './log.ts';
import { type Media, mediaPath } from './media/index.ts';
import { openPrinter } from './printing/index.ts';
import { refuse } from './problem.ts';
import { openLibrary } from './questionnaires/index.ts';
import { openResults, type ResultsDesk } from './results/index.ts';
import { openReview, type ReviewDesk } from './review/index.ts';
import { coordinator } from './routes/coordinator.ts';
import { custody } from './routes/custody.ts';
import { devicesOf } from './routes/devices.ts';
import { document } from './routes/document.ts';
import { enrolments } from './routes/enrolments.ts';
import { exportsOf } from './routes/exports.ts';
import { authored, officeAuthored } from './routes/files.ts';
import { handOvers } from './routes/handovers.ts';
import { health } from './routes/health.ts';
import { batchesOf, invitations } from './routes/invitations.ts';
import { library } from './routes/library.ts';
import { coordinatorMedia, media, mediaStanding } from './routes/media.ts';
import { pages } from './routes/pages.ts';
import { people } from './routes/people.ts';
import { plans } from './routes/plans.ts';
import { printed } from './routes/printed.ts';
import { results } from './routes/results.ts';
import { review } from './routes/review.ts';
import { sameOrigin } from './routes/sameOrigin.ts';
import { session, signedIn } from './routes/session.ts';
import { submissions } from './routes/submissions.ts';
import { keys, questionnaires, surveys } from './routes/surveys.ts';
import { tiles } from './routes/tiles.ts';
import { withdrawals } from './routes/withdrawals.ts';
import { openSessions } from './sessions.ts';
import { StoreAway } from './store/index.ts';

export interface Parts extends Desk {
  readonly client: ClientFiles;
  readonly media: Media;
  /** Where pictures for maps lie, if there are any. */
  readonly tilesDir?: string;
  readonly awaited: Awaited;
  readonly exports: Exports;
  readonly publicUrl: URL | null;
  /** Who follows the submissions; without it, they are gone through when somebody asks. */
  readonly results?: ResultsDesk;
  readonly review?: ReviewDesk;
  /** Proxies that say where a request comes from; without any, it comes from where the connection does. */
  readonly trustedProxies?: Trusted;
  /** How many submissions may be on their way in at a time. */
  readonly bounds?: Bounds;
}

export function createApp(parts: Parts): Hono {
  const { store, catalogue, keys: keyring, client, publicUrl, log, now } = parts;
  const https = publicUrl?.protocol === 'https:';
  const sessions = openSessions(store, now);
  const nameOf = nameAddresses(now, parts.trustedProxies);
  const door = openDoor(parts.bounds ?? usualBounds, nameOf);
  const devices = openDevices(store, catalogue, now);
  const mediaDoor = openDoor(mediaBounds, nameOf);
  const app = new Hono();

  app.use(logRequests(log, now));
  app.use(securityHeaders(https, contentPolicy(https, client.styles)));

  app.use('/api/*', tellTime(now));
  // No name of ours has a NUL in it, and PostgreSQL fails on a text that has one.
  app.use('/api/*', (c, next) =>
    /%00/.test(c.req.url) ? Promise.resolve(refuse(c, { code: 'not-found' })) : next(),
  );

  app.route('/health', health(store));
  app.route('/api/submissions', mediaStanding(parts.media, store, mediaDoor));
  app.route('/api/submissions', submissions(parts, devices, door));
  app.route(mediaPath, media(parts.media, mediaDoor));
  app.route('/api/enrolments', enrolments(parts, nameOf));
  app.route('/api/invitations', invitations(parts, nameOf));
  app.route('/api/withdrawals', withdrawals({ ...parts, nameOf }));
  app.route('/api/surveys', surveys(catalogue));
  app.route('/api/questionnaires', questionnaires(catalogue));
  app.route('/api/files', authored(parts.media.files.authored));
  app.route('/api/keys', keys(keyring));
  app.route('/api/openapi.json', document());

  app.use('/api/session', sameOrigin(publicUrl));
  app.route('/api/session', session(sessions, https, nameOf));
  app.use('/api/coordinator/*', sameOrigin(publicUrl), signedIn(sessions, https), officeAccess(store, now));
  app.route('/api/coordinator', coordinator(store, catalogue));
  app.route('/api/coordinator', exportsOf(parts.exports, catalogue));
  app.route('/api/coordinator', custody(store, now));
  app.route('/api/coordinator', devicesOf(store, catalogue, now));
  app.route('/api/coordinator', coordinatorMedia(parts.media, store, catalogue));
  app.route('/api/coordinator', officeAuthored(parts.media.files.authored, catalogue));
  app.route('/api/coordinator', handOvers(parts));
  const desk = parts.results ?? openResults(parts);
  app.route('/api/coordinator', results(desk, store, catalogue));
  app.route('/api/coordinator', printed({ ...parts, results: desk, printer: openPrinter() }));
  app.route('/api/coordinator', review(parts.review ?? openReview(parts), store, catalogue));
  app.route('/api/coordinator', people(store));
  app.route('/api/coordinator', plans(store, catalogue, now));
  app.route('/api/coordinator', batchesOf(parts, publicUrl));
  app.route(
    '/api/coordinator',
    library(openLibrary(store, catalogue, parts.media.files.authored), catalogue, now),
  );
  app.all('/api/*', (c) => refuse(c, { code: 'not-found' }));

  if (parts.tilesDir !== undefined) app.route('/tiles', tiles(parts.tilesDir));
  app.route('/', pages(client, catalogue));
  app.notFound((c) => refuse(c, { code: 'not-found' }));
  app.onError((error, c) => {
    logFailure(log, error, c);
    if (error instanceof StoreAway) return refuse(c, { code: 'server-busy' }, { 'retry-after': '5' });
    return refuse(c, { code: 'server-failed' });
  });
  return app;
}
