// Editing, deleting, reacting, pinning, replying and mentioning: live between two clients, over
// HTTP, for who resumes, and after a restart.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "../support/eventually.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { groupOfTwo, newId, people } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

async function pair() {
  const { anna, ben, group } = await groupOfTwo(world);
  return { anna, ben, group, hers: await anna.open(group), his: await ben.open(group) };
}

/** Sends an act and waits for its answer. */
async function act(line, frame) {
  const request = newId();
  line.say({ ...frame, request });
  const isAnswer = (answer) =>
    answer.request === request && (answer.type === "done" || answer.type === "error");
  return line.until(() => line.frames.find(isAnswer), "an answer");
}
const edit = (line, message, body) => act(line, { type: "edit", message, body });
const remove = (line, message) => act(line, { type: "delete", message });
const react = (line, message, emoji, on = true) => act(line, { type: "react", message, emoji, on });
const ofKind = (line, kind, message) =>
  line.event((event) => event.kind === kind && event.message === message);
const path = (group, seq, rest = "") => `/api/conversations/${group}/messages/${seq}${rest}`;
const timeline = (who, group) => who.get(`/api/conversations/${group}/timeline`);
const itemAt = async (who, group, seq) =>
  (await timeline(who, group)).items.find((item) => item.seq === seq);
const refusal = (code) => (error) => error.code === code;

test("an edit reaches everyone, and only its author may make it", async () => {
  const { anna, ben, group, hers, his } = await pair();
  const { seq } = await hers.post("tea at fuor?");
  assert.equal((await edit(hers, seq, `tea at four, @${ben.handle}?`)).type, "done");
  const edited = await ofKind(his, "edited", seq);
  assert.equal(edited.body, `tea at four, @${ben.handle}?`);
  assert.deepEqual(edited.newly, [ben.id]);
  assert.deepEqual(edited.mentions.people, [{ id: ben.id, handle: ben.handle }]);
  const refused = await edit(his, seq, "no tea");
  assert.deepEqual([refused.code, refused.params], ["not_allowed", { rule: "edit" }]);
  const item = await itemAt(ben, group, seq);
  assert.deepEqual([item.body, item.edited_at], [edited.body, edited.at]);
  const before = (await timeline(anna, group)).head;
  assert.equal((await edit(hers, seq, edited.body)).type, "done");
  assert.equal((await timeline(anna, group)).head, before, "the same body is no event");
});

test("a deletion leaves a tombstone, also in quotes and for a late retry", async () => {
  const { anna, ben, group, hers, his } = await pair();
  const id = newId();
  const { seq } = await his.post("my secret plan", id);
  hers.say({ type: "post", client_id: newId(), body: "really?", reply_to: seq });
  const reply = await hers.said("really?");
  assert.deepEqual(
    [reply.quote.message, reply.quote.author, reply.quote.preview],
    [seq, ben.id, "my secret plan"],
  );
  await react(hers, seq, "👍");
  assert.equal((await remove(hers, seq)).type, "done", "anna owns the group");
  assert.equal((await ofKind(his, "deleted", seq)).author, anna.id);
  const item = await itemAt(ben, group, seq);
  assert.deepEqual(
    [item.body, item.deleted.removed_by, item.reactions],
    ["", { id: anna.id, handle: anna.handle }, undefined],
  );
  assert.deepEqual((await itemAt(ben, group, reply.seq)).quote.deleted, true);
  his.say({ type: "post", client_id: id, body: "my secret plan" });
  assert.ok((await his.next("posted")).event.deleted, "not a new message");
  assert.equal((await remove(hers, seq)).type, "done", "twice is once");
  assert.equal((await edit(his, seq, "again")).code, "message_deleted");
  assert.equal((await react(his, seq, "👍")).code, "message_deleted");
  hers.say({ type: "post", client_id: newId(), body: "hm", reply_to: seq });
  assert.equal((await hers.next("error")).code, "message_deleted");
});

test("reactions are a set, and everybody knows their own", async () => {
  const { ben, group, hers, his } = await pair();
  const { seq } = await hers.post("tea?");
  for (const line of [his, hers, his]) assert.equal((await react(line, seq, "👍")).type, "done");
  const { reaction } = await hers.event(
    ({ kind, reaction }) => kind === "reacted" && reaction.count === 2,
  );
  assert.equal(reaction.people[0].id, ben.id);
  const page = await timeline(ben, group);
  assert.deepEqual(page.items.at(-1).reactions, [reaction]);
  assert.deepEqual(page.mine, [{ message: seq, emoji: ["👍"] }]);
  const again = await ben.open(group);
  assert.deepEqual((await again.until(() => again.frames.find((f) => f.type === "mine"))).mine, [
    { message: seq, emoji: ["👍"] },
  ]);
  await react(his, seq, "👍", false);
  await react(his, seq, "👍", false);
  assert.equal((await ofKind(hers, "unreacted", seq)).reaction.count, 1);
  assert.equal((await timeline(ben, group)).mine, undefined);
  assert.equal((await react(his, seq, "ok")).code, "bad_emoji");
  assert.equal((await react(his, 1, "👍")).code, "no_such_message", "a notice is no message");
});

test("a pin is everybody's, survives a crash, and ends with its message", async () => {
  const { anna, ben, group, hers, his } = await pair();
  const pins = async (who) =>
    (await who.get(`/api/conversations/${group}/pins`)).pins.map(({ preview }) => preview);
  const pin = (line, message, on = true) => act(line, { type: "pin", message, on });
  const [first, second] = [await hers.post("the gate code"), await his.post("the **rota**")];
  const refused = await pin(his, first.seq);
  assert.deepEqual([refused.code, refused.params], ["not_allowed", { rule: "pin" }]);
  for (const { seq } of [first, second, first])
    assert.equal((await pin(hers, seq)).type, "done", "twice is once");
  await ofKind(his, "pinned", second.seq);
  assert.deepEqual(await pins(ben), ["the rota", "the gate code"]);
  await world.crash();
  assert.equal((await itemAt(ben, group, first.seq)).pinned, true);
  await ben.ask("PATCH", path(group, second.seq), { body: "the new rota" });
  assert.deepEqual(await pins(ben), ["the new rota", "the gate code"]);
  const line = await anna.open(group);
  await remove(line, first.seq);
  assert.deepEqual(await pins(ben), ["the new rota"]);
  await world.evict("ConversationObject", group);
  assert.deepEqual(await pins(ben), ["the new rota"]);
  assert.equal((await pin(line, first.seq)).code, "message_deleted");
  await anna.ask("DELETE", path(group, second.seq, "/pin"));
  await ofKind(line, "unpinned", second.seq);
  assert.deepEqual(await pins(ben), []);
  const [cleo] = await people(world, "cleo");
  await assert.rejects(cleo.ask("PUT", path(group, second.seq, "/pin")), refusal("not_found"));
  await assert.rejects(pins(cleo), refusal("not_found"));
});

test("the same over HTTP, for members only", async () => {
  const { anna, ben, group, hers, his } = await pair();
  const [cleo] = await people(world, "cleo");
  const { seq } = await hers.post("tea?");
  const thumb = path(group, seq, `/reactions/${encodeURIComponent("👍🏽")}`);
  await anna.ask("PATCH", path(group, seq), { body: "coffee?" });
  assert.equal((await ofKind(his, "edited", seq)).body, "coffee?");
  await ben.ask("PUT", thumb);
  assert.equal((await ofKind(hers, "reacted", seq)).emoji, "👍🏽");
  await ben.ask("DELETE", thumb);
  await ofKind(hers, "unreacted", seq);
  for (const [who, code] of [
    [cleo, "not_found"],
    [ben, "not_allowed"],
  ]) {
    await assert.rejects(who.ask("PATCH", path(group, seq), { body: "x" }), refusal(code));
    await assert.rejects(who.ask("DELETE", path(group, seq)), refusal(code));
  }
  await assert.rejects(cleo.ask("PUT", thumb), refusal("not_found"));
  await assert.rejects(ben.ask("PUT", `${thumb}x`), refusal("bad_emoji"));
  await assert.rejects(ben.ask("DELETE", path(group, 99)), refusal("no_such_message"));
  await assert.rejects(ben.ask("DELETE", path(group, "x")), refusal("no_such_message"));
  await anna.ask("DELETE", path(group, seq));
  await ofKind(his, "deleted", seq);
});

test("who resumes gets each change with its present state, also after a crash", async () => {
  const { ben, group, hers, his } = await pair();
  const { seq } = await hers.post("first wording");
  const gone = await hers.post("soon gone");
  const last = his.last;
  await his.close();
  for (const body of ["second wording", "third wording"]) await edit(hers, seq, body);
  await react(hers, seq, "🍪");
  await remove(hers, gone.seq);
  await world.crash();
  const back = await ben.open(group, `?since=${last}`);
  const changes = back.events.filter(({ kind }) => kind !== "message");
  assert.deepEqual(
    changes.map(({ kind, message, body, reaction }) => [kind, message, body ?? reaction?.count]),
    [
      ["edited", seq, "third wording"],
      ["edited", seq, "third wording"],
      ["reacted", seq, 1],
      ["deleted", gone.seq, undefined],
    ],
  );
  const item = await itemAt(ben, group, seq);
  assert.deepEqual([item.body, item.reactions[0].emoji], ["third wording", "🍪"]);
});

test("mentions and replies are counted in the inbox until they are read, over a restart", async () => {
  const { anna, ben, group, hers, his } = await pair();
  const { seq } = await his.post("who comes?");
  await his.close();
  await hers.post(`@${ben.handle} and @${anna.handle}`);
  await hers.post("nothing to see");
  hers.say({ type: "post", client_id: newId(), body: "me", reply_to: seq });
  await hers.said("me");
  await hers.post("@everyone");
  const counted = async () => {
    const { unread, mentions } = await ben.entry(group);
    return [unread, mentions];
  };
  await eventually(async () => (await counted()).join() === "4,3");
  await world.evict("ConversationObject", group);
  await hers.post(`later, @${ben.handle}`);
  for (let nth = 0; nth < 70; nth += 1) await hers.post(`and ${nth}`);
  await world.evict("ConversationObject", group);
  await hers.post("last");
  await eventually(async () => (await counted()).join() === "76,4");
  await ben.ask("POST", `/api/conversations/${group}/seen`, { seq: hers.last });
  await eventually(async () => (await counted()).join() === "0,0");
});

test("whom an edit mentions hears of it, also when the call was lost with the memory", async () => {
  const { ben, group, hers, his } = await pair();
  await his.close();
  const inbox = await ben.openInbox();
  const { seq } = await hers.post("who comes?");
  await hers.post("and who brings tea?");
  await inbox.entry(({ unread }) => unread === 2);
  await edit(hers, seq, `who comes, @${ben.handle}?`);
  await world.evict("ConversationObject", group);
  await inbox.entry(({ unread, mentions }) => unread === 2 && mentions === 1);
});

test("the inbox of an absent member forgets a deleted and an edited last message", async () => {
  const { anna, ben, group, hers, his } = await pair();
  await his.close();
  const { seq } = await hers.post("a word too much");
  assert.equal((await ben.entry(group)).last.preview, "a word too much");
  await remove(hers, seq);
  const inbox = () =>
    world.sql("UserObject", ben.id, "SELECT last FROM inbox WHERE conversation = ?", group);
  await eventually(async () => !JSON.stringify(await inbox()).includes("a word too much"));
  assert.equal((await ben.entry(group)).last.deleted, true);
  assert.equal((await anna.entry(group)).last.preview, "");
});
