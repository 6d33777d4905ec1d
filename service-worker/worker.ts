/**
 * Opens the app with no signal. It answers GET only, installs completely or not at all, and never takes over from the
 * worker before it until a page says so (`SKIP_WAITING`), between interviews.
 */
import { PrecacheController } from 'workbox-precaching/PrecacheController.js';
import { Route } from 'workbox-routing/Route.js';
import { Router } from 'workbox-routing/Router.js';
import { CacheFirst } from 'workbox-strategies/CacheFirst.js';
import {
  type BuildFile,
  filesOfParts,
  laterCacheOf,
  missingFiles,
  questionnaireCache,
  shellCacheOf,
  withBuild,
  withPage,
  withPart,
} from './builds.ts';
import { onlyWithItsHash } from './questionnaires.ts';
import { changeRegister, dropOldBuilds, readRegister } from './register.ts';
import { type Answerer, answererOf, fromCache, type StaticRoute } from './routes.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put in by `vite.config.ts`. */
declare const __BUILD__: {
  readonly id: string;
  readonly files: readonly BuildFile[];
  readonly parts: Readonly<Record<string, readonly BuildFile[]>>;
};

const { id, files, parts } = __BUILD__;
const page = '/index.html';
let fromServer = false;
const shell = new PrecacheController({
  cacheName: shellCacheOf(id),
  fallbackToNetwork: false,
  plugins: [
    {
      requestWillFetch: async ({ request }) =>
        fromServer ? new Request(request, { cache: 'reload' }) : request,
    },
  ],
});
shell.addToCacheList([...files]);

type Routing = { addRoutes?(routes: readonly StaticRoute[]): Promise<void> };

self.addEventListener('install', (event) => {
  const { addRoutes } = event as ExtendableEvent & Routing; // Chromium's; elsewhere, and where it refuses, the worker answers
  void addRoutes?.call(event, [fromCache(files, shellCacheOf(id))]).catch(() => undefined);
  event.waitUntil(install());
});

// Each file is fetched against its hash (`integrity`), so a hotel's login page or an old file from a proxy is a failure,
// too; any failure fails the install, and the worker before this one goes on. The page has just loaded many of the files,
// so the browser's own cache is asked first; it may have kept a broken one, so then the server is.
async function install(): Promise<void> {
  await shell.install(attempt).catch(() => {
    fromServer = true;
    return shell.install(attempt);
  });
  const cached = await Promise.all(
    files.map(async ({ url }) => ((await shell.matchPrecache(url)) ? [url] : [])),
  );
  const missing = missingFiles(files, new Set(cached.flat()));
  if (missing.length > 0) throw new Error(`not installed, without ${missing.join(' ')}`);
  await keepParts(); // an interview that was begun with photos must go on with this build, too, without a network
}

/** Fetches what is missing of the parts that this device needs: all of it, or it is a failure. */
async function keepParts(): Promise<void> {
  const cache = await caches.open(laterCacheOf(id));
  const wanted = filesOfParts(parts, await readRegister());
  await Promise.all(
    wanted.map(async ({ url, integrity }) => {
      if (await cache.match(url)) return;
      const response = await fetch(url, { integrity }).catch(() =>
        fetch(url, { integrity, cache: 'reload' }),
      );
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      await cache.put(url, response);
    }),
  );
}

// Workbox hands each attempt to the event, which would fail with the first one; ours waits for the last.
const attempt = { type: 'install', waitUntil: () => undefined } as unknown as ExtendableEvent;

self.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      await changeRegister((register) => withBuild(register, id));
      await dropOldBuilds();
      // asked for after this build was installed, of the one before it
      await keepParts().catch(() => undefined);
      await self.clients.claim();
    })(),
  ),
);

let held: unknown; // what opens a locked device, from one page to the next: in memory only

self.addEventListener('message', (event) => {
  const { type, part, held: given } = (event.data ?? {}) as Record<string, unknown>;
  if (type === 'HOLD') held = given;
  if (type === 'HELD') event.ports[0]?.postMessage(held);
  if (type === 'SKIP_WAITING') void self.skipWaiting();
  if (type !== 'KEEP_PART' || typeof part !== 'string') return;
  const kept = changeRegister((register) => withPart(register, part)).then(keepParts);
  event.waitUntil(
    kept.then(
      () => event.ports[0]?.postMessage(true),
      () => event.ports[0]?.postMessage(false), // no network: the page asks again when it is opened
    ),
  );
});

const later = new CacheFirst({ cacheName: laterCacheOf(id) });
const questionnaires = new CacheFirst({ cacheName: questionnaireCache, plugins: [onlyWithItsHash] });
const router = new Router();

const answer = (answerer: Answerer, by: (request: Request, event: ExtendableEvent) => Promise<Response>) =>
  router.registerRoute(
    new Route(
      ({ request }) => answererOf(request, self.location.origin) === answerer,
      ({ request, event }) => by(request, event),
      'GET',
    ),
  );

answer('page', async (request, event) => {
  const client = (event as FetchEvent).resultingClientId;
  if (client)
    event.waitUntil(
      changeRegister((register) => withPage(register, client, id, Date.now())).then(dropOldBuilds),
    );
  return (await shell.matchPrecache(page)) ?? fetch(request); // a browser short of space may have cleared it
});

answer('questionnaire', (request, event) => questionnaires.handle({ request, event }));

answer('shell', async (request, event) => {
  const { pathname } = new URL(request.url);
  const kept = (await shell.matchPrecache(pathname)) ?? (await caches.match(request));
  if (kept) return kept;
  return pathname.startsWith('/assets/') ? later.handle({ request, event }) : fetch(request);
});

router.addFetchListener();
