// No peer ships a service worker: this one is lent to them, so that they open offline as well as a host could make them.
if (location.search === '?worker') navigator.serviceWorker.register('worker.js');
