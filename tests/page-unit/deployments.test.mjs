// Which deployments of the page a browser keeps.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cacheOf,
  deploymentsIn,
  digestIn,
  latestIn,
  lockOf,
  unneeded,
} from "../../public/worker/deployments.ts";

const [first, second, third] = ["aaaa", "bbbb", "cccc"].map((digest, nth) =>
  cacheOf(digest, 1_000 * (nth + 1)),
);

test("the latest is the one that was kept last, in whatever order the browser names them", () => {
  const digests = deploymentsIn([second, "somebody's cache", third, first]).map(
    ({ digest }) => digest,
  );
  assert.deepEqual(digests, ["cccc", "bbbb", "aaaa"]);
});

test("after a rollback the older digest is the latest", () => {
  const again = cacheOf("aaaa", 4_000);
  assert.equal(deploymentsIn([first, second, again])[0].digest, "aaaa");
});

/** A browser's caches: { name: addresses in it }. */
const caches = (kept) => ({
  keys: async () => Object.keys(kept),
  match: async (path, { cacheName }) => (kept[cacheName].includes(path) ? "it" : undefined),
});

test("a cache that was not filled to the end does not count", async () => {
  const latest = await latestIn(caches({ [first]: ["/"], [second]: ["/a.js", "/"], [third]: [] }));
  assert.equal(latest.digest, "bbbb");
  assert.equal(await latestIn(caches({ [third]: ["/a.js"] })), undefined);
});

const [latest] = deploymentsIn([third]);

test("a deployment that a tab runs is needed, and so is the latest", () => {
  const names = [first, second, third];
  assert.deepEqual(unneeded(names, latest, [lockOf("aaaa"), "another lock"]), [second]);
});

test("while a newer one is kept, the latest stays", () => {
  const filling = cacheOf("dddd", 9_000);
  assert.deepEqual(unneeded([filling, third], latest, []), []);
  assert.deepEqual(unneeded([filling], undefined, []), []);
});

test("caches of others are never unneeded", () => {
  assert.deepEqual(unneeded(["files u1", third], latest, []), []);
});

test("a network's own page is no deployment", () => {
  assert.equal(digestIn("0123456789abcdef\n"), "0123456789abcdef");
  assert.equal(digestIn("<!doctype html><title>Welcome to our hotel</title>"), null);
});
