// Which deployments of the page a browser keeps.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cacheOf, deploymentsIn, lockOf, unneeded } from "../../public/worker/deployments.ts";

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

test("a deployment that a tab runs is needed, and so is the latest", () => {
  assert.deepEqual(unneeded([first, second, third], [lockOf("aaaa"), "another lock"]), [second]);
});

test("caches of others are never unneeded", () => {
  assert.deepEqual(unneeded(["files u1", first], []), []);
});
