// When a tab finds out that there is a newer deployment, in a browser without a service worker.
import assert from "node:assert/strict";
import test from "node:test";
import { handClock } from "./world.mjs";

const here = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true });
here("window", {});
here("navigator", {});
const { Deployment } = await import("../../public/app/deployment.ts");

/** A tab of the deployment `a…`. `serves` is what the server says. */
function tab() {
  const it = { asked: 0, serves: "a".repeat(16), clock: handClock() };
  here("fetch", async () => ((it.asked += 1), new Response(it.serves)));
  it.deployment = new Deployment({ clock: it.clock, own: "a".repeat(16) });
  return it;
}

test("before it knows whether there is a worker, a tab does not ask", async () => {
  const it = tab();
  it.serves = "b".repeat(16);
  await it.deployment.ask();
  assert.deepEqual([it.asked, it.deployment.state], [0, "current"]);
  await it.deployment.start();
  assert.deepEqual([it.asked, it.deployment.state], [1, "newer"]);
});

test("a tab asks once an hour, and at most every ten seconds", async () => {
  const it = tab();
  await it.deployment.start();
  await it.deployment.ask();
  await it.deployment.ask();
  assert.equal(it.asked, 1);
  await it.clock.pass(10_000);
  assert.equal(it.asked, 2, "the question that came too early");
  await it.clock.pass(60 * 60_000);
  assert.deepEqual([it.asked, it.deployment.state], [3, "current"]);
});

test("a network that answers with a page of its own has no newer deployment", async () => {
  const it = tab();
  it.serves = "<title>Welcome to our hotel</title>";
  await it.deployment.start();
  assert.deepEqual([it.asked, it.deployment.state], [1, "current"]);
});
