// The files of the page as they are served: how long they may be kept, and what a wrong address is
// answered.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld()));
after(() => world.stop());

const keeping = (answer) => answer.headers.get("cache-control");
const page = async () => (await world.fetch("/")).text();

test("a missing file is answered with 404, and nobody remembers that for a year", async () => {
  for (const path of ["/assets/missing.js", "/assets/main-00000000.js", "/nothing", "/sw.json"]) {
    const answer = await world.fetch(path);
    assert.equal(answer.status, 404, path);
    assert.match(await answer.text(), /Not found · Dormouse/);
    assert.doesNotMatch(keeping(answer), /immutable/, path);
  }
});

test("bundles are kept for ever", async () => {
  const bundles = (await page()).match(/\/assets\/[\w-]+\.(js|css)/g);
  assert.ok(bundles.length >= 2);
  for (const path of bundles) {
    const answer = await world.fetch(path);
    assert.equal(answer.status, 200, path);
    assert.equal(keeping(answer), "public, max-age=31536000, immutable", path);
  }
});

test("what names them is asked for every time", async () => {
  for (const path of ["/", "/sw.js", "/deployment.txt"])
    assert.match(keeping(await world.fetch(path)), /^no-cache\b/, path);
});

test("the page, its worker and deployment.txt name the same deployment", async () => {
  const [, digest] = (await page()).match(/<meta name="deployment" content="([0-9a-f]{16})">/);
  assert.equal((await (await world.fetch("/deployment.txt")).text()).trim(), digest);
  assert.ok((await (await world.fetch("/sw.js")).text()).includes(digest));
});

test("scripts come from here alone, and one policy makes their addresses", async () => {
  const policy = (await world.fetch("/")).headers.get("content-security-policy").split("; ");
  const allowed = Object.fromEntries(policy.map((rule) => [rule.split(" ")[0], rule]));
  assert.equal(allowed["default-src"], "default-src 'none'");
  assert.equal(allowed["script-src"], "script-src 'self'");
  assert.equal(allowed["worker-src"], "worker-src 'self'");
  assert.equal(allowed["style-src"], "style-src 'self'");
  assert.equal(allowed["require-trusted-types-for"], "require-trusted-types-for 'script'");
  assert.equal(allowed["trusted-types"], "trusted-types dormouse");
});

test("search engines are asked to stay out", async () => {
  assert.match(await page(), /<meta name="robots" content="noindex">/);
  assert.match(await (await world.fetch("/robots.txt")).text(), /Disallow: \//);
});
