// The page's half of the contract: it reads every sample in tests/frames, as the Rust side does.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { BadFrame, readConversationFrame, readUserFrame, say } from "../../public/net/frames.ts";

function samples(direction) {
  const folder = new URL(`../frames/${direction}/`, import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  assert.ok(names.length > 0, `no samples in tests/frames/${direction}`);
  return names.map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") }));
}

const builders = {
  post: ({ client_id, body, reply_to, files }) => say.post(client_id, body, reply_to, files),
  edit: ({ request, message, body }) => say.edit(request, message, body),
  delete: ({ request, message }) => say.delete(request, message),
  react: ({ request, message, emoji, on }) => say.react(request, message, emoji, on),
  pin: ({ request, message, on }) => say.pin(request, message, on),
  seen: ({ seq }) => say.seen(seq),
  focus: ({ focused, seen }) => say.focus(focused, seen),
  typing: () => say.typing(),
  ack: ({ seq }) => say.ack(seq),
};

test("the page's frames equal the samples", () => {
  const types = new Set();
  for (const { name, text } of samples("from_client")) {
    const frame = JSON.parse(text);
    types.add(frame.type);
    assert.deepEqual(builders[frame.type]?.(frame), frame, name);
  }
  assert.deepEqual([...types].sort(), Object.keys(say).sort(), "a sample of each frame");
});

const TO_CLIENT = [
  "welcome",
  "page",
  "mine",
  "events",
  "live",
  "reset",
  "posted",
  "done",
  "read",
  "typing",
  "presence",
  "lagging",
  "error",
];

for (const [direction, read, types] of [
  ["to_client", readConversationFrame, TO_CLIENT],
  ["to_user_client", readUserFrame, ["welcome", "inbox", "gone", "profile", "error"]],
]) {
  test(`every sample ${direction} is read`, () => {
    const seen = new Set();
    for (const { name, text } of samples(direction)) {
      const frame = read(text);
      assert.deepEqual(frame, JSON.parse(text), name);
      seen.add(frame.type);
    }
    assert.deepEqual([...seen].sort(), [...types].sort(), "a sample of each frame");
  });

  test(`a sample ${direction} that lacks a field or has a wrong one is refused`, () => {
    const optional = {
      error: ["client_id", "request", "retry_after", "params"],
      welcome: ["stream", "session", "profile", "profiles"],
      page: ["profiles"],
      events: ["profiles"],
      profile: ["name"],
    };
    for (const { name, text } of samples(direction)) {
      const frame = JSON.parse(text);
      const isNeeded = (key) => key !== "type" && !optional[frame.type]?.includes(key);
      for (const field of Object.keys(frame).filter(isNeeded)) {
        const { [field]: _taken, ...lacking } = JSON.parse(text);
        assert.throws(() => read(JSON.stringify(lacking)), BadFrame, `${name} without ${field}`);
        assert.throws(
          () => read(JSON.stringify({ ...lacking, [field]: { odd: 1 } })),
          BadFrame,
          `${name} with an odd ${field}`,
        );
      }
    }
  });
}

test("frames and fields of a later version are ignored", () => {
  assert.equal(readConversationFrame('{"type":"waved","emoji":"x"}'), null);
  assert.equal(readUserFrame('{"type":"live","head":1}'), null, "not a frame of this socket");
  assert.equal(readConversationFrame('{"type":"live","head":1,"mood":"sleepy"}').head, 1);
  const later =
    '{"type":"events","events":[{"seq":1,"at":2,"author":"u","handle":"a","kind":"waved","to":3}]}';
  assert.equal(readConversationFrame(later).events[0].kind, "waved");
});

test("an optional field may be missing, but a wrong value is refused", () => {
  const error = (more) => JSON.stringify({ type: "error", code: "x", message: "No.", ...more });
  assert.equal(readConversationFrame(error({})).params, undefined);
  assert.deepEqual(readConversationFrame(error({ params: { limit: 8000 } })).params.limit, 8000);
  for (const params of [7, [], { limit: "8000" }, { rule: 7 }, { expected: {} }]) {
    assert.throws(() => readConversationFrame(error({ params })), BadFrame, JSON.stringify(params));
  }
});

test("what is not a frame is refused", () => {
  for (const wire of [
    "",
    "pong",
    "null",
    "[]",
    "7",
    "{}",
    '{"type":7}',
    "<html>",
    '{"type":"__proto__x"',
    '{"type":"events","events":[null]}',
  ]) {
    assert.throws(() => readConversationFrame(wire), BadFrame, wire);
  }
  for (const type of ["constructor", "toString", "__proto__"])
    assert.equal(readConversationFrame(JSON.stringify({ type })), null);
  assert.throws(() => readConversationFrame('{"type":"live","head":-1}'), BadFrame);
  assert.throws(() => readConversationFrame('{"type":"live","head":1.5}'), BadFrame);
});
