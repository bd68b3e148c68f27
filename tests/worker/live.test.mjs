// The conversation socket: welcome, live events, acknowledgement, idempotency, refusals, presence,
// typing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { groupOfTwo, newId } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

async function pair() {
  const { anna, ben, group } = await groupOfTwo(world);
  return { anna, ben, group, hers: await anna.open(group), his: await ben.open(group) };
}

test("a message reaches the other member, and the sender's echo carries the client_id", async () => {
  const { anna, hers, his } = await pair();
  const echo = await hers.post("hello 🐭", "first-1");
  assert.deepEqual(
    [echo.seq, echo.kind, echo.author, echo.handle, echo.client_id],
    [3, "message", anna.id, anna.handle, "first-1"],
  );
  assert.deepEqual(await his.said("hello 🐭"), echo);
});

test("the welcome describes the conversation, and history is in order", async () => {
  const { anna, ben, group, hers } = await pair();
  await hers.post("one");
  await hers.post("two");
  const again = await ben.line(`/conversations/${group}/socket`);
  const welcome = await again.next("welcome");
  assert.deepEqual(
    [welcome.conversation.title, welcome.conversation.kind, welcome.you.role, welcome.head],
    ["Night owls", "group", "member", 4],
  );
  assert.deepEqual(welcome.members.map(({ user }) => user).sort(), [anna.id, ben.id].sort());
  assert.equal(welcome.member_count, 2);
  assert.equal((await again.next("live")).head, 4);
  assert.deepEqual(
    again.events.map(({ seq, kind }) => [seq, kind]),
    [
      [1, "created"],
      [2, "joined"],
      [3, "message"],
      [4, "message"],
    ],
  );
});

test("a message sent twice is one message, on any socket and over HTTP", async () => {
  const { anna, group, hers, his } = await pair();
  const id = newId();
  const first = await hers.post("once", id);
  hers.say({ type: "post", client_id: id, body: "once" });
  assert.deepEqual((await hers.next("posted")).event, first);
  const second = await anna.open(group);
  second.say({ type: "post", client_id: id, body: "once" });
  assert.deepEqual((await second.next("posted")).event, first);
  assert.deepEqual((await anna.post(group, "once", id)).event, first);
  const after = await hers.post("after");
  assert.equal(after.seq, first.seq + 1);
  await his.said("after");
  assert.equal(his.events.filter(({ body }) => body === "once").length, 1);
});

test("the same client_id with another text is refused and stores nothing", async () => {
  const { hers } = await pair();
  const id = newId();
  const { seq } = await hers.post("these words", id);
  hers.say({ type: "post", client_id: id, body: "other words" });
  const refusal = await hers.next("error");
  assert.deepEqual([refusal.code, refusal.client_id], ["client_id_reused", id]);
  assert.equal((await hers.post("next")).seq, seq + 1);
});

test("two people may use the same client_id", async () => {
  const { hers, his } = await pair();
  const one = await hers.post("from anna", "same");
  his.say({ type: "post", client_id: "same", body: "from ben" });
  assert.equal((await his.said("from ben")).seq, one.seq + 1);
});

test("bad frames are refused with a sentence and change nothing", async () => {
  const { hers } = await pair();
  const bad = [
    "",
    "{",
    "null",
    "[]",
    '"post"',
    "{}",
    '{"type":"nothing"}',
    '{"type":"post"}',
    '{"type":"post","client_id":"a"}',
    '{"type":"post","client_id":"","body":"x"}',
    '{"type":"post","client_id":"a b","body":"x"}',
    '{"type":"post","client_id":7,"body":"x"}',
    '{"type":"post","client_id":"a","body":"x","extra":1}',
    '{"type":"seen","seq":-1}',
    '{"type":"seen","seq":"1"}',
    '{"type":"ack"}',
    `{"type":"post","client_id":"${"a".repeat(65)}","body":"x"}`,
    '{"type":"typing","who":"me"}',
  ];
  for (const frame of bad) {
    hers.say(frame);
    assert.equal((await hers.next("error")).code, "bad_request", frame);
  }
  for (const body of ["", "   ", "\u200b", "x".repeat(8_001), "bell\u0007"]) {
    hers.say({ type: "post", client_id: newId(), body });
    assert.equal((await hers.next("error")).code, "bad_message", JSON.stringify(body.slice(0, 9)));
  }
  assert.equal((await hers.post("still here")).seq, 3);
});

test("a binary frame is refused, an oversized one closes with 1009", async () => {
  const { hers, his } = await pair();
  hers.socket.send(Buffer.from([1, 2, 3]));
  assert.equal((await hers.next("error")).code, "bad_request");
  hers.say("x".repeat(64 * 1024 + 1));
  assert.equal((await hers.closed).code, 1009);
  await his.post("others go on");
});

test("ping is answered with pong without waking the object", async () => {
  const { hers } = await pair();
  hers.say("ping");
  await hers.next("pong");
});

test("presence, focus and typing reach the others and are not stored", async () => {
  const { anna, ben, group, his } = await pair();
  const second = await anna.open(group);
  second.say({ type: "focus", focused: true });
  const focused = await his.next("presence", ({ focused }) => focused);
  assert.deepEqual([focused.user, focused.here], [anna.id, true]);
  second.say({ type: "typing" });
  assert.equal((await his.next("typing")).user, anna.id);
  await second.close();
  const away = await his.next("presence", ({ user }) => user === anna.id);
  assert.deepEqual([away.here, away.focused], [true, false], "her first socket is still open");
  const { events } = await ben.get(`/api/conversations/${group}/events?after=0`);
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ["created", "joined"],
  );
});

test("leaving closes every device, and nothing more arrives", async () => {
  const { anna, ben, group, hers, his } = await pair();
  const second = await ben.open(group);
  const inbox = await ben.openInbox();
  await hers.post("before");
  await his.said("before");
  await ben.leave(group);
  for (const line of [his, second])
    assert.deepEqual(await line.closed, { code: 4003, reason: "no longer a member" });
  assert.equal((await inbox.next("gone")).conversation, group);
  await hers.post("after");
  for (const line of [his, second])
    assert.equal(line.events.at(-1).body, "before", "not even the event that he left");
  assert.equal((await hers.event(({ kind }) => kind === "left")).author, ben.id);
  await assert.rejects(ben.line(`/conversations/${group}/socket`), { code: "not_found" });
  await assert.rejects(ben.get(`/api/conversations/${group}/timeline`), { code: "not_found" });
  assert.equal((await anna.get(`/api/conversations/${group}`)).member_count, 1);
});

test("a member who returns gets the whole log and counts once", async () => {
  const { ben, group, hers } = await pair();
  await ben.leave(group);
  await hers.post("while away");
  await ben.join(group);
  const again = await ben.open(group);
  await again.said("while away");
  assert.equal((await ben.get(`/api/conversations/${group}`)).member_count, 2);
});
