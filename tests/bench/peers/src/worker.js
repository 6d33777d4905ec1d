const keep = 'peer';
self.addEventListener('install', (event) =>
  event.waitUntil(
    fetch('files.json')
      .then((reply) => reply.json())
      .then(async (files) => (await caches.open(keep)).addAll(files))
      .then(() => self.skipWaiting()),
  ),
);
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return;
  event.respondWith(
    caches.match(event.request, { ignoreSearch: true }).then((kept) => kept ?? fetch(event.request)),
  );
});
