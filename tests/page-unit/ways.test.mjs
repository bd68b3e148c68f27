// The three ways: when a connection goes over to a worse one, and when it tries the better ones.

import assert from "node:assert/strict";
import test from "node:test";
import { WELCOME_WITHIN } from "../../public/net/connection.ts";
import { TRIAL, TRY_FIRST } from "../../public/net/ways.ts";
import { connecting } from "./connecting.mjs";
import { welcome } from "./world.mjs";

test("after two failed sockets the stream resumes from the same cursor, and the socket returns later", async () => {
  const it = connecting({ since: 3 });
  await it.link.falls();
  await it.clock.pass(1_000);
  await it.link.falls();
  assert.deepEqual([it.link.way, it.link.url], ["stream", "stream?3"]);
  it.link.hears(welcome({ stream: "x1" }));
  it.link.hears({ type: "live", head: 3 });
  assert.equal(it.link.name, "x1");
  await it.clock.pass(TRY_FIRST);
  await it.trials[0].falls();
  assert.equal(it.ways.mode, "stream");
  await it.clock.pass(TRY_FIRST * 2);
  it.trials[1].hears({ type: "welcome" });
  assert.deepEqual([it.ways.mode, it.link.way, it.trials[1].closed], ["socket", "socket", true]);
  assert.ok(it.links.at(-2).closed, "the stream is closed");
  it.goLive();
  assert.equal(it.connection.status, "live");
});

/** Sockets are refused, and streams open without a frame, as behind a proxy that buffers. */
async function buffered() {
  const it = connecting({ since: 3 });
  await it.link.falls();
  await it.clock.pass(1_000);
  await it.link.falls();
  await it.clock.pass(WELCOME_WITHIN);
  assert.equal(it.link.way, "stream", "one failure is no proof");
  for (let nth = 0; nth < 60 && it.ways.mode === "stream"; nth += 1) await it.clock.pass(500);
  return it;
}

test("after two silent streams, polls resume from the same cursor", async () => {
  const it = await buffered();
  assert.deepEqual([it.ways.mode, it.link.way, it.link.url], ["poll", "poll", "poll?3"]);
  assert.equal(it.links.filter(({ way }) => way === "stream").length, 2);
  it.goLive();
  assert.equal(it.connection.status, "live");
});

test("while polling, the page tries the better ways, best first, and takes the first that works", async () => {
  const it = await buffered();
  it.goLive();
  await it.clock.pass(TRY_FIRST * 4);
  const [first, second] = it.trials.slice(-2);
  assert.deepEqual([first.way, second.way], ["socket", "stream"], "one after the other");
  second.hears({ type: "welcome" });
  assert.deepEqual([it.ways.mode, it.link.way, second.closed], ["stream", "stream", true]);
  it.goLive();
  await it.clock.pass(TRY_FIRST);
  assert.equal(it.trials.at(-1).way, "socket");
  it.trials.at(-1).hears({ type: "welcome" });
  assert.deepEqual([it.ways.mode, it.link.way], ["socket", "socket"]);
  it.goLive();
  const tried = it.trials.length;
  await it.clock.pass(TRY_FIRST * 20);
  assert.equal(it.trials.length, tried, "no way is better");
});

test("trials become rarer, and a changed network is tried at once", async () => {
  const it = await buffered();
  it.goLive();
  await it.clock.pass(60 * 60_000);
  const anHour = it.trials.filter(({ way }) => way === "socket").length;
  assert.ok(anHour >= 5 && anHour < 14, `${anHour} in an hour`);
  const before = it.trials.length;
  it.ways.hurry();
  assert.equal(it.trials.length, before + 1);
  await it.clock.pass(TRIAL);
  assert.equal(it.trials.at(-1).way, "stream");
});
