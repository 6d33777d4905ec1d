/** Opens everything a server needs, and closes it in order. */

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app.ts';
import { type Awaited, openAwaited } from './awaited.ts';
import { type Catalogue, openCatalogue } from './catalogue.ts';
import { readClient } from './client.ts';
import { type Exports, openExports } from './exports/index.ts';
import { sweepInvitations } from './invitations.ts';
import { openKeys } from './keys.ts';
import { type Log, logFailure } from './log.ts';
import { type Media, openMedia, openMediaFiles } from './media/index.ts';
import { hinting, openResultsAside } from './results/index.ts';
import { openReview } from './review/index.ts';
import type { Settings } from './settings.ts';
import { openStore, type Store } from './store/index.ts';

export interface Running {
  readonly port: number;
  readonly store: Store;
  readonly catalogue: Catalogue;
  /** Takes nothing new, finishes what was begun, and closes. */
  stop(): Promise<void>;
}

const backlog = 4_096; // connections that wait to be taken: of two thousand phones at once, 511 would leave most to a second try
const patience = 10_000; // milliseconds for requests under way; then their connections are closed

/** Opens the store with its keys and surveys. */
export async function openBooks(
  settings: Pick<Settings, 'dataDir' | 'mediaDir' | 'mostMedia' | 'databaseUrl' | 'distribution'>,
  log: Log,
) {
  const keys = openKeys(settings.dataDir);
  const books = await openStore(settings, (error) => logFailure(log, error));
  const catalogue = openCatalogue(books, keys, Date.now);
  const files = await openMediaFiles(settings.mediaDir, Date.now);
  const media = openMedia({ files, store: books, catalogue, keys, now: Date.now, most: settings.mostMedia });
  const awaited = openAwaited(books, media, Date.now);
  const folder = join(settings.dataDir, 'exports');
  const exports = openExports({ folder, store: books, catalogue, files, log, now: Date.now });
  return { keys, store: awaited.store, reach: books.reach, catalogue, media, awaited, exports };
}

/** Listens. `prepare` runs before the first request can come. */
export async function startServer(
  settings: Settings,
  log: Log,
  prepare: (books: { store: Store; catalogue: Catalogue }) => Promise<void>,
): Promise<Running> {
  const books = await openBooks(settings, log);
  const { catalogue, media, awaited, exports } = books;
  const results = openResultsAside({ reach: books.reach, dataDir: settings.dataDir }, log);
  const review = openReview({ store: books.store, catalogue, now: Date.now });
  const store = hinting(books.store, (survey, id) => {
    results.hint(survey, id);
    review.hint(survey, id);
  });
  await awaited.sweep();
  await prepare({ store, catalogue });
  const client = readClient(settings.dist);
  const app = createApp({
    ...books,
    store,
    results,
    review,
    client,
    tilesDir: join(settings.dataDir, 'tiles'),
    publicUrl: settings.publicUrl,
    trustedProxies: settings.trustedProxies,
    log,
    now: Date.now,
  });
  const sweep = async () => {
    for (const { id, invited } of await catalogue.surveys()) if (invited) await sweepInvitations(books, id);
  };
  const tidying = keepTidy({ media, awaited, exports, invitations: { sweep } }, log);
  const following = [results.follow(log), review.follow(log)];
  const stopFollowing = () => Promise.all(following.map((it) => it.stop()));
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.prependListener('request', stayOpenSilently);
  server.requestTimeout = 120_000; // a megabyte at the speed of a village
  await listen(server, settings).catch(async (error) => {
    await Promise.all([tidying.stop(), stopFollowing()]);
    await store.close();
    throw error;
  });
  return {
    port: (server.address() as AddressInfo).port,
    store,
    catalogue,
    async stop() {
      await close(server);
      await Promise.all([tidying.stop(), stopFollowing()]);
      await exports.stop();
      await store.close();
    },
  };
}

const tidyEvery = 60 * 60_000;
const lookEvery = 60_000; // what another process has taken back is seen here no longer than that

/** Ends now and then what was begun and never ended, and exports that had their day; what goes wrong is said, and tried again. */
function keepTidy(
  {
    media,
    awaited,
    exports,
    invitations,
  }: { media: Media; awaited: Awaited; exports: Exports; invitations: { sweep(): Promise<void> } },
  log: Log,
) {
  const often = (work: () => Promise<unknown>, every: number) => {
    let running: Promise<void> | undefined;
    const run = () => {
      running ??= work()
        .then(
          () => undefined,
          (error) => logFailure(log, error),
        )
        .finally(() => {
          running = undefined;
        });
    };
    const timer = setInterval(run, every).unref();
    return {
      run,
      async stop() {
        clearInterval(timer);
        await running;
      },
    };
  };
  const files = often(() => Promise.all([media.sweep(), exports.sweep(), invitations.sweep()]), tidyEvery);
  const wishes = often(() => awaited.sweep(), lookEvery);
  files.run();
  return { stop: async () => void (await Promise.all([files.stop(), wishes.stop()])) };
}

/** A connection stays open in HTTP/1.1 unless somebody says otherwise: 47 bytes less with every reply. */
const stayOpenSilently = ({ httpVersionMinor }: IncomingMessage, reply: ServerResponse): void => {
  if (httpVersionMinor > 0 && reply.shouldKeepAlive) reply.removeHeader('connection');
};

const listen = (server: Server, { port, host }: Settings): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, backlog, ...(host === undefined ? {} : { host }) }, () => {
      server.off('error', reject);
      resolve();
    });
  });

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 50); // a browser keeps its connection for the next request
    const hurry = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(hurry);
      resolve();
    });
  });
}
