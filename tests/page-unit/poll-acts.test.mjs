// Edits, deletions, reactions and pins where only short requests get through.

import assert from "node:assert/strict";
import test from "node:test";
import { say } from "../../public/net/frames.ts";
import { ConversationPoll } from "../../public/net/polls.ts";
import { handClock, page, settled, welcome } from "./world.mjs";

const QUIET = { frames: [welcome(), page(), { type: "live", head: 0 }] };

/** A poll whose other requests get these answers: [status, body]. */
function polling(...answers) {
  const it = { clock: handClock(), asked: [], heard: [], downs: [] };
  const fetch = async (path, { method, body }) => {
    if (!method) return new Response(JSON.stringify(QUIET));
    it.asked.push([method, path, ...(body ? [JSON.parse(body)] : [])]);
    const [status, value] = answers.shift() ?? [204];
    return new Response(status === 204 ? null : JSON.stringify(value), { status });
  };
  const link = new ConversationPoll("/conversations/g1/poll", { clock: it.clock, fetch });
  link.addEventListener("text", ({ detail }) => it.heard.push(JSON.parse(detail)));
  link.addEventListener("down", ({ detail }) => it.downs.push(detail.code));
  it.says = async (...frames) => {
    await it.clock.pass(0);
    it.heard = [];
    for (const frame of frames) link.send(JSON.stringify(frame));
    for (let nth = 0; nth < 20; nth += 1) await settled();
  };
  return it;
}

const MESSAGE = "/api/conversations/g1/messages/7";

test("each act is a request of its own, and the answer names it", async () => {
  const it = polling();
  await it.says(
    say.edit("a", 7, "better"),
    say.react("b", 7, "👍", true),
    say.react("c", 7, "👍", false),
    say.pin("p", 7, true),
    say.pin("q", 7, false),
    say.delete("d", 7),
    say.post("e", "yes", 7),
  );
  const thumb = `${MESSAGE}/reactions/%F0%9F%91%8D`;
  assert.deepEqual(it.asked, [
    ["PATCH", MESSAGE, { body: "better" }],
    ["PUT", thumb],
    ["DELETE", thumb],
    ["PUT", `${MESSAGE}/pin`],
    ["DELETE", `${MESSAGE}/pin`],
    ["DELETE", MESSAGE],
    ["POST", "/api/conversations/g1/posts", { client_id: "e", body: "yes", reply_to: 7 }],
  ]);
  const done = it.heard.filter(({ type }) => type === "done").map(({ request }) => request);
  assert.deepEqual(done, ["a", "b", "c", "p", "q", "d"]);
});

test("a refusal names the act, and a message that is not there is no lost conversation", async () => {
  const refusal = (code) => ({ code, message: "No." });
  const it = polling([404, refusal("no_such_message")], [410, refusal("message_deleted")]);
  await it.says(say.delete("a", 7), say.edit("b", 7, "better"));
  assert.deepEqual(
    it.heard.map(({ type, code, request }) => [type, code, request]),
    [
      ["error", "no_such_message", "a"],
      ["error", "message_deleted", "b"],
    ],
  );
  assert.deepEqual(it.downs, []);
  const out = polling([404, refusal("not_found")]);
  await out.says(say.delete("a", 7));
  assert.deepEqual(out.downs, [4003]);
});
