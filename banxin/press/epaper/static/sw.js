// Reading without a network: what was read is kept, and the whole of an issue once a page of it was opened.
'use strict';
const KEPT = 'banxin-1';
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  if (!event.data || !event.data.keep) return;
  event.waitUntil((async () => {
    const list = new URL(event.data.keep, self.registration.scope);
    if (list.origin !== self.location.origin) return;
    const cache = await caches.open(KEPT);
    const answer = await fetch(list, { cache: 'no-cache' });
    if (!answer.ok) return;
    const files = await answer.clone().json();
    await cache.put(list.href, answer);
    let kept = 0;
    for (const file of files) {
      const url = new URL(file, list).href;
      try {
        const there = await fetch(url, { cache: 'no-cache' });
        if (there.ok) { await cache.put(url, there); kept++; }
      } catch (error) { /* the network went away: what is kept is kept */ }
    }
    if (event.source) event.source.postMessage({ kept: String(kept) });
  })());
});

// The newest where there is a network, else what was kept; a picture in another size if it must be.
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  event.respondWith((async () => {
    const cache = await caches.open(KEPT);
    const fixed = /\/static\//.test(url.pathname);
    if (fixed) {
      const there = await cache.match(event.request);
      if (there) return there;
    }
    try {
      const answer = await fetch(event.request);
      if (answer.ok && (fixed || event.request.mode === 'navigate')) cache.put(event.request, answer.clone());
      return answer;
    } catch (error) {
      const there = await cache.match(event.request, { ignoreSearch: true });
      if (there) return there;
      const any = url.pathname.match(/^(.*)-\d+\.(webp|jpg)$/);
      if (any) {
        for (const key of await cache.keys()) {
          const other = new URL(key.url).pathname;
          if (other.startsWith(any[1] + '-')) return cache.match(key);
        }
      }
      return Response.error();
    }
  })());
});
