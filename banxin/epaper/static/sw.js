// Reading without a network: what was read is kept, and the whole of an issue once a page of it was opened.
'use strict';
const KEPT = 'banxin-1';
// So many issues are kept, those of the latest days; the one at hand always.
const ISSUES = 8;
const DAY = /\/(?:html|images)\/(\d{4}-\d{2}\/\d{2})\//;
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  if (!event.data || !event.data.keep) return;
  event.waitUntil((async () => {
    const list = new URL(event.data.keep, self.registration.scope);
    if (list.origin !== self.location.origin) return;
    const cache = await caches.open(KEPT);
    const answer = await fetch(list, { cache: 'reload' });
    if (!answer.ok) return;
    const files = await answer.clone().json();
    await cache.put(list.href, answer);
    let kept = 0;
    for (const file of files) {
      const url = new URL(file, list).href;
      if (event.data.light && url.endsWith('.pdf')) continue;
      try {
        const there = await fetch(url, { cache: 'no-cache' });
        if (there.ok) { await cache.put(url, there); kept++; }
      } catch (error) { /* the network went away: what is kept is kept */ }
    }
    const day = (list.pathname.match(DAY) || [])[1];
    // What the issue has no more was taken down: it is not kept either.
    const there = new Set(files.map((file) => new URL(file, list).href));
    for (const key of await cache.keys()) {
      const own = (new URL(key.url).pathname.match(DAY) || [])[1];
      if (day && own === day && !there.has(key.url)) await cache.delete(key);
    }
    await forget(cache, day);
    if (event.source) event.source.postMessage({ kept: String(kept) });
  })());
});

async function forget(cache, here) {
  const keys = await cache.keys();
  const dayOf = (key) => (new URL(key.url).pathname.match(DAY) || [])[1];
  const days = [...new Set(keys.map(dayOf))].filter((day) => day && day !== here).sort().reverse();
  const old = new Set(days.slice(ISSUES - 1));
  for (const key of keys) if (old.has(dayOf(key))) await cache.delete(key);
}

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
      const whole = answer.ok && answer.status === 200;
      if (whole && (fixed || url.pathname.endsWith('.pdf') || (event.request.mode === 'navigate' && !url.search))) cache.put(event.request, answer.clone());
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
