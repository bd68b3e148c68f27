// The deployments of the page that this browser keeps: one cache each, named by when it was kept
// and by its digest. The page and its service worker both read them.

export interface Deployment {
  readonly cache: string;
  /** A digest of every file that is kept. */
  readonly digest: string;
  /** When it was kept, in ms. */
  readonly at: number;
}

const PREFIX = "page";

export const cacheOf = (digest: string, at: number): string => `${PREFIX} ${at} ${digest}`;

/** A tab holds this lock, shared, for as long as it runs the deployment. */
export const lockOf = (digest: string): string => `${PREFIX} ${digest}`;

/** The latest first. Caches of others are left out. */
export function deploymentsIn(names: readonly string[]): Deployment[] {
  return names
    .flatMap((cache) => {
      const [prefix, at, digest] = cache.split(" ");
      return prefix === PREFIX && at && digest ? [{ cache, digest, at: Number(at) }] : [];
    })
    .sort((a, b) => b.at - a.at);
}

/** The caches that nobody needs: neither the latest, nor run by a tab that holds its lock. */
export function unneeded(names: readonly string[], locks: readonly string[]): string[] {
  const [, ...earlier] = deploymentsIn(names);
  return earlier.filter(({ digest }) => !locks.includes(lockOf(digest))).map(({ cache }) => cache);
}
