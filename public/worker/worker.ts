// The service worker: it keeps the files of the page, so that a second visit is quick and needs no
// network. A navigation gets the latest deployment that is kept in full. A tab that runs an earlier
// one finds its files until it is closed. Everything else goes to the network untouched.

import { PAGE, cacheOf, latestIn, unneeded } from "./deployments.ts";

/** What is kept, as `path: integrity`. The build writes it in (scripts/lib/page.mjs). */
declare const FILES: Readonly<Record<string, string>>;
/** The digest of all of them. */
declare const DIGEST: string;
declare const self: ServiceWorkerGlobalScope;

/** Their names change with their content, so any deployment's copy is right. */
const ASSETS = "/assets/";
/** A developer sees a change to the page after one reload, so there the network comes first. */
const isDevelopment = ["localhost", "127.0.0.1", "[::1]"].includes(self.location.hostname);

self.addEventListener("install", (event) => event.waitUntil(keep()));
// A tab that was opened without a worker gets its files from here, too. Nothing is removed now: a
// tab that is just loading an earlier deployment does not hold its lock yet.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  // The person chose to reload.
  if (event.data === "take over") event.waitUntil(self.skipWaiting());
  if (event.data === "tidy") event.waitUntil(tidy());
});
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith(ASSETS)) event.respondWith(asset(event.request));
  else if (pathname in FILES) event.respondWith(current(event.request, pathname));
});

/** Takes all files or none: the cache appears when every file has arrived and is the right one. */
async function keep(): Promise<void> {
  const answers = await Promise.all(
    Object.entries(FILES).map(async ([path, integrity]) => {
      const cache = path.startsWith(ASSETS) ? "default" : "no-cache";
      const answer = await fetch(path, { integrity, cache });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return [path, answer] as const;
    }),
  );
  const name = cacheOf(DIGEST, Date.now());
  const kept = await caches.open(name);
  try {
    for (const [path, answer] of answers) if (path !== PAGE) await kept.put(path, answer);
    for (const [path, answer] of answers) if (path === PAGE) await kept.put(path, answer);
  } catch (problem) {
    await caches.delete(name);
    throw problem;
  }
}

async function tidy(): Promise<void> {
  const { held = [] } = await self.navigator.locks.query();
  const locks = held.flatMap(({ name }) => name ?? []);
  const names = unneeded(await caches.keys(), await latestIn(caches), locks);
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function asset(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function current(request: Request, path: string): Promise<Response> {
  if (!isDevelopment) return (await latest(path)) ?? fetch(request);
  try {
    return await fetch(request);
  } catch (problem) {
    const kept = await latest(path);
    if (kept) return kept;
    throw problem;
  }
}

/** A file of the latest deployment that is complete. */
async function latest(path: string): Promise<Response | undefined> {
  const deployment = await latestIn(caches);
  return deployment && caches.match(path, { cacheName: deployment.cache });
}
