// The deployments of the page that this browser keeps: one cache each, named by when it was kept
// and by its digest. The page and its service worker both read them.

interface KeptDeployment {
  readonly cache: string;
  /** A digest of every file that is kept. */
  readonly digest: string;
  /** When it was kept, in ms. */
  readonly at: number;
}

const PREFIX = "page";
/** The document. It is put last, so a cache that has it is complete. */
export const PAGE = "/";

export const cacheOf = (digest: string, at: number): string => `${PREFIX} ${at} ${digest}`;

/** A tab holds this lock, shared, for as long as it runs the deployment. */
export const lockOf = (digest: string): string => `${PREFIX} ${digest}`;

/** The latest first. Caches of others are left out. */
export function deploymentsIn(names: readonly string[]): KeptDeployment[] {
  return names
    .flatMap((cache) => {
      const [prefix, at, digest] = cache.split(" ");
      return prefix === PREFIX && at && digest ? [{ cache, digest, at: Number(at) }] : [];
    })
    .sort((a, b) => b.at - a.at);
}

/** The latest that is kept in full. */
export async function latestIn(caches: Pick<CacheStorage, "keys" | "match">) {
  for (const deployment of deploymentsIn(await caches.keys()))
    if (await caches.match(PAGE, { cacheName: deployment.cache })) return deployment;
  return undefined;
}

/**
 * The caches that nobody needs: those from before the `latest` that no tab holds the lock of. A
 * later one is not complete yet.
 */
export const unneeded = (
  names: readonly string[],
  latest: KeptDeployment | undefined,
  locks: readonly string[],
): string[] =>
  deploymentsIn(names)
    .filter(({ at, digest }) => latest && at < latest.at && !locks.includes(lockOf(digest)))
    .map(({ cache }) => cache);

/** What `deployment.txt` says. Null if something else answers: a network with its own page. */
export const digestIn = (text: string): string | null =>
  /^[0-9a-f]{16}$/.test(text.trim()) ? text.trim() : null;
