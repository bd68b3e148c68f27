// Where WebSockets are blocked: the same frames as server-sent events, and the same frames posted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { groupOfTwo, people } from "../support/people.mjs";
import { openStream } from "../support/stream.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

async function pair() {
  const { anna, ben, group } = await groupOfTwo(world);
  const hers = await anna.open(group);
  const his = await openStream(world, ben, `/conversations/${group}/stream`);
  const welcome = await his.next("welcome");
  await his.next("live");
  const say = (frame) => ben.ask("POST", `/conversations/${group}/stream/${welcome.stream}`, frame);
  return { anna, ben, group, hers, his, say, welcome };
}

test("a stream carries the same frames as a socket, both ways", async () => {
  const { ben, hers, his, say } = await pair();
  const { items } = his.frames.find(({ type }) => type === "page");
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ["created", "joined"],
  );
  await hers.post("to the stream");
  await his.next("events", ({ events }) => events.some(({ body }) => body === "to the stream"));
  await say({ type: "post", client_id: "s1", body: "from the stream" });
  assert.equal((await hers.said("from the stream")).author, ben.id);
  await his.next("events", ({ events }) => events.some(({ client_id }) => client_id === "s1"));
  await say({ type: "post", client_id: "s1", body: "from the stream" });
  assert.equal((await his.next("posted")).event.client_id, "s1");
  await say({ type: "post", client_id: "s1", body: "other words" });
  assert.equal((await his.next("error")).code, "client_id_reused");
  await say({ type: "typing" });
  assert.equal((await hers.next("typing")).user, ben.id);
  await his.cancel();
});

test("a stream resumes from a cursor", async () => {
  const { ben, group, hers, his } = await pair();
  await his.cancel();
  await hers.post("missed");
  const again = await openStream(world, ben, `/conversations/${group}/stream?since=2`);
  await again.next("live");
  assert.deepEqual(
    again.frames.flatMap(({ events }) => events ?? []).map(({ body }) => body),
    ["missed"],
  );
  await again.cancel();
});

test("leaving ends the stream with a reason, and its name stops working", async () => {
  const { ben, group, his, say } = await pair();
  await ben.leave(group);
  assert.deepEqual(await his.ended, { code: 4003, reason: "no longer a member" });
  await assert.rejects(say({ type: "typing" }), { code: "stream_gone", status: 410 });
});

test("nobody posts into another's stream", async () => {
  const { anna, group, his, welcome } = await pair();
  await assert.rejects(
    anna.ask("POST", `/conversations/${group}/stream/${welcome.stream}`, { type: "typing" }),
    { code: "stream_gone" },
  );
  await his.cancel();
});

test("the user's stream brings the inbox", async () => {
  const { ben, group, hers, his } = await pair();
  const inbox = await openStream(world, ben, "/stream");
  assert.equal((await inbox.next("welcome")).you.id, ben.id);
  await hers.post("look here");
  const entry = await inbox.entry((entry) => entry.unread === 1);
  assert.equal(entry.conversation, group);
  await Promise.all([inbox.cancel(), his.cancel()]);
});

test("strangers get no stream", async () => {
  const { group, his } = await pair();
  const [cleo] = await people(world, "cleo");
  await assert.rejects(openStream(world, cleo, `/conversations/${group}/stream`), { status: 404 });
  await assert.rejects(openStream(world, { token: "no" }, "/stream"), { status: 401 });
  await his.cancel();
});
