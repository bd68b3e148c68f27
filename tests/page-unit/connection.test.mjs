// A connection through losses, gaps and close codes.

import assert from "node:assert/strict";
import test from "node:test";
import { STEADY, WELCOME_WITHIN } from "../../public/net/connection.ts";
import { connecting } from "./connecting.mjs";
import { ben, events, message, page, settled, welcome } from "./world.mjs";

test("welcome, events, live", () => {
  const it = connecting();
  assert.equal(
    it.connection.send({ type: "typing" }),
    false,
    "no frame is sent before the welcome",
  );
  it.goLive();
  it.link.hears(events(message(1, ben)));
  assert.deepEqual(it.frames, ["welcome", "live", "events"]);
  assert.equal(it.connection.status, "live");
  assert.equal(it.connection.send({ type: "typing" }), true);
});

test("a lost connection is resumed from the last event, within a second", async () => {
  const it = connecting();
  it.goLive();
  it.link.hears(events(message(7, ben)));
  await it.link.falls(1012);
  assert.equal(it.connection.status, "connecting");
  await it.clock.pass(1_000);
  assert.deepEqual(
    it.links.map((link) => link.url),
    ["socket?", "socket?7"],
  );
});

test("waits double while it fails, and are short again after a steady connection", async () => {
  const it = connecting({ probe: "unreachable" });
  it.goLive();
  await it.clock.pass(STEADY);
  const waits = [];
  for (let time = 0; time < 7; time += 1) {
    const before = it.clock.now();
    await it.link.falls();
    const count = it.links.length;
    while (it.links.length === count) await it.clock.pass(500);
    waits.push(it.clock.now() - before);
  }
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  it.goLive();
  await it.clock.pass(STEADY);
  await it.link.falls();
  const count = it.links.length;
  await it.clock.pass(1_000);
  assert.equal(it.links.length, count + 1);
});

test("a connection that ends at once each time does not reconnect in a storm", async () => {
  const it = connecting();
  for (let second = 0; second < 60; second += 1) {
    it.goLive();
    await it.link.falls(1011);
    await it.clock.pass(1_000);
  }
  assert.ok(it.links.length < 15, `${it.links.length} connections in a minute`);
});

test("after a gap the page reconnects and passes on nothing beyond the gap", async () => {
  const it = connecting();
  it.goLive();
  it.link.hears(events(message(1, ben)));
  const broken = it.link;
  it.link.hears(events(message(3, ben)));
  await settled();
  assert.ok(broken.closed);
  assert.deepEqual(it.frames, ["welcome", "live", "events"]);
  await it.clock.pass(1_000);
  assert.equal(it.link.url, "socket?1");
  it.link.hears(welcome());
  it.link.hears(events(message(4, ben)));
  assert.ok(it.link.closed, "with `since`, the first event is the next one");
});

test("after a page, the first or one after a reset, events continue at its end", () => {
  for (const since of [null, 5]) {
    const it = connecting({ since });
    it.link.hears(welcome());
    if (since) it.link.hears({ type: "reset", reason: "epoch" });
    it.link.hears(page(message(51, ben), message(52, ben)));
    it.link.hears({ type: "live", head: 52 });
    it.link.hears(events(message(53, ben)));
    assert.deepEqual([it.frames.slice(-3), it.link.closed], [["page", "live", "events"], false]);
    it.link.hears(events(message(55, ben)));
    assert.ok(it.link.closed);
  }
});

test("an empty page sets a place in the log too", () => {
  const it = connecting();
  it.link.hears(welcome());
  it.link.hears(page());
  it.link.hears({ type: "live", head: 0 });
  it.link.hears({ type: "lagging", head: 9 });
  assert.deepEqual(it.link.said, [{ type: "ack", seq: 0 }]);
  it.link.hears(events(message(2, ben)));
  assert.ok(it.link.closed, "the first event is the first");
});

test("an ack is sent after `ack_after` bytes, and at once when lagging", () => {
  const it = connecting();
  it.link.hears(welcome({ ack_after: 2_000 }));
  it.link.hears(events(message(1, ben, "x".repeat(500))));
  assert.deepEqual(it.link.said, []);
  it.link.hears(events(message(2, ben, "ä".repeat(900))));
  assert.deepEqual(it.link.said, [{ type: "ack", seq: 2 }]);
  it.link.hears({ type: "lagging", head: 9 });
  assert.deepEqual(it.link.said.at(-1), { type: "ack", seq: 2 });
});

test("4001 and 4003 end a connection; after 4008 it waits even when hurried", async () => {
  for (const [code, why] of [
    [4001, "signed_out"],
    [4003, "gone"],
  ]) {
    const it = connecting();
    it.goLive();
    await it.link.falls(code);
    await it.clock.pass(100_000);
    assert.deepEqual([it.ended, it.links.length], [why, 1]);
  }
  const it = connecting();
  it.goLive();
  await it.link.falls(4008);
  it.connection.hurry();
  await it.clock.pass(29_000);
  assert.equal(it.links.length, 1);
  await it.clock.pass(1_000);
  assert.equal(it.links.length, 2);
});

test("when a socket does not open, HTTP says whether signed out, gone or unreachable", async () => {
  for (const [probe, ended] of [
    ["signed_out", "signed_out"],
    ["gone", "gone"],
    ["unreachable", null],
  ]) {
    const it = connecting({ probe });
    await it.link.falls();
    await it.clock.pass(1_000);
    assert.deepEqual([it.ended, it.links.length], [ended, ended ? 1 : 2], probe);
  }
});

test("a server that is down does not cause a stream", async () => {
  const it = connecting({ probe: "unreachable" });
  for (let time = 0; time < 5; time += 1) {
    await it.link.falls();
    await it.clock.pass(30_000);
  }
  assert.ok(it.links.every((link) => link.way === "socket"));
});

test("a socket without a welcome has failed", async () => {
  const it = connecting();
  await it.clock.pass(WELCOME_WITHIN + 1_000);
  assert.ok(it.links[0].closed);
  assert.equal(it.links.length, 2);
});

test("an answer in another protocol is no connection", async () => {
  const it = connecting();
  it.link.hears("<html>Please sign in to the hotel</html>");
  await settled();
  assert.ok(it.links[0].closed);
});

test("hurry opens at once while waiting, and pings an open connection", async () => {
  const it = connecting({ probe: "unreachable" });
  await it.link.falls();
  it.connection.hurry();
  assert.equal(it.links.length, 2);
  it.goLive();
  it.connection.hurry();
  assert.deepEqual([it.links.length, it.link.checks], [2, 1]);
});

test("a loss noticed just after the network is back waits only briefly", async () => {
  const it = connecting();
  for (const wait of [1_000, 2_000, 4_000]) {
    it.goLive();
    await it.link.falls();
    await it.clock.pass(wait);
  }
  it.goLive();
  it.connection.hurry();
  await it.link.falls();
  await it.clock.pass(1_000);
  assert.equal(it.links.length, 5);
});

test("a stopped connection has no frame, no reconnect, no timer", async () => {
  const it = connecting();
  it.goLive();
  const { link } = it;
  it.connection.stop();
  link.hears(events(message(1, ben)));
  await link.falls();
  await it.clock.pass(100_000);
  assert.deepEqual([it.frames.length, it.links.length, it.clock.waiting], [2, 1, 0]);
});
