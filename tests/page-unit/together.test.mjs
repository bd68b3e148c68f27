// The connections of one page after an outage: when one gets through, the others do not wait.

import assert from "node:assert/strict";
import test from "node:test";
import { PASSED_BY, STUCK } from "../../public/net/connection.ts";
import { connecting } from "./connecting.mjs";

/** Two live connections of one page. The first waits for short, the other as long as it may. */
function pair() {
  const one = connecting({ chance: 0.1 });
  const other = connecting({ chance: 1, beside: one });
  one.goLive();
  other.goLive();
  return [one, other];
}

/** For 45 s the network is away: every attempt fails, and both wait for longer and longer. */
async function outage(...connections) {
  for (const it of connections) it.probe = "unreachable";
  for (let gone = 0; gone < 45_000; gone += 250) {
    for (const it of connections) await it.link.falls();
    await connections[0].clock.pass(250);
  }
}

/** Lets the time go by until this connection tries again. */
async function nextTry({ clock, links }) {
  for (const before = links.length; links.length === before;) await clock.pass(100);
}

test("after an outage, the first that gets through brings the others along", async () => {
  const [one, other] = pair();
  await outage(one, other);
  const before = other.links.length;
  await nextTry(one);
  assert.equal(other.links.length, before, "the other waits longer");
  one.goLive();
  assert.equal(other.links.length, before + 1);
  other.goLive();
  assert.deepEqual([one.connection.status, other.connection.status], ["live", "live"]);
});

test("a link that was opened before the network was back is given up", async () => {
  const [one, other] = pair();
  one.probe = "unreachable";
  await Promise.all([one.link.falls(), other.link.falls()]);
  await nextTry(other);
  const stuck = other.link;
  for (let gone = 0; gone < PASSED_BY; gone += 100) {
    await one.link.falls();
    await one.clock.pass(100);
  }
  await one.link.falls();
  await nextTry(one);
  assert.deepEqual([other.link === stuck, stuck.closed], [true, false]);
  one.goLive();
  assert.deepEqual([other.link === stuck, stuck.closed], [false, true]);
});

test("on a slow network, links that were opened together wait for their welcomes", async () => {
  const one = connecting();
  const other = connecting({ beside: one });
  await one.clock.pass(STUCK - 1_000);
  one.goLive();
  assert.deepEqual([other.links.length, other.link.closed], [1, false]);
});

test("connections that end at once each time do not wake each other", async () => {
  const [one, other] = pair();
  for (let second = 0; second < 60; second += 1) {
    for (const it of [one, other]) {
      it.goLive();
      await it.link.falls(1011);
    }
    await one.clock.pass(1_000);
  }
  assert.ok(other.links.length < 15, `${other.links.length} connections in a minute`);
});

test("a connection that was told to be calm stays calm", async () => {
  const one = connecting();
  const other = connecting({ beside: one });
  await other.link.falls(4008);
  one.goLive();
  assert.equal(other.links.length, 1);
});

test("a stopped connection is not brought back", async () => {
  const [one, other] = pair();
  await outage(one, other);
  other.connection.stop();
  const before = other.links.length;
  await nextTry(one);
  one.goLive();
  assert.equal(other.links.length, before);
});

test("hurry opens anew a link that has no welcome for long, and not a younger one", async () => {
  const it = connecting();
  await it.clock.pass(STUCK - 1);
  it.connection.hurry();
  assert.deepEqual([it.links.length, it.link.checks], [1, 1]);
  await it.clock.pass(1);
  it.connection.hurry();
  assert.deepEqual([it.links.length, it.links[0].closed], [2, true]);
});

test("hurry does not wait for the probe, and a late probe opens no second link", async () => {
  const it = connecting();
  let answer;
  it.probe = new Promise((found) => (answer = found));
  await it.link.falls();
  it.connection.hurry();
  assert.equal(it.links.length, 2);
  it.probe = "unreachable";
  await it.link.falls();
  it.chance = 0.1;
  answer("unreachable");
  await it.clock.pass(1_000);
  it.goLive();
  await it.clock.pass(2_000);
  assert.deepEqual([it.links.length, it.connection.status], [3, "live"]);
});
