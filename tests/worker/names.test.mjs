// Display names: a person takes one, and everybody who shows the person learns of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "../support/eventually.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { groupOfTwo, people } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

const named = (person, name) => person.ask("PATCH", "/api/me", { name });
const nameIn = (profiles, { id }) => profiles?.find(({ user }) => user === id)?.name;

test("a name is seen live by two, after an eviction, and by somebody who was offline", async () => {
  const { anna, ben, group } = await groupOfTwo(world);
  const [cleo] = await people(world, "cleo");
  await cleo.join(group);
  await anna.post(group, "good morning");
  const away = await cleo.open(group);
  const { head } = await cleo.get(`/api/conversations/${group}/events?after=0`);
  away.close();
  const live = [await anna.open(group), await ben.open(group)];
  const { you, profile } = await named(anna, "  Änne   Müller ");
  assert.deepEqual([you, profile.name], [{ id: anna.id, handle: anna.handle }, "Änne Müller"]);
  for (const line of live) {
    const { events, profiles } = await line.next("events");
    assert.deepEqual([events[0].kind, events[0].author], ["profile_changed", anna.id]);
    assert.deepEqual(profiles, [profile]);
  }
  await world.evict("ConversationObject", group);
  await world.evict("UserObject", anna.id);
  const back = await cleo.line(`/conversations/${group}/socket?since=${head}`);
  const missed = await back.next("events");
  assert.equal(nameIn(missed.profiles, anna), "Änne Müller");
  const fresh = await ben.line(`/conversations/${group}/socket`);
  assert.equal(nameIn((await fresh.next("welcome")).profiles, anna), "Änne Müller");
  assert.equal(nameIn((await fresh.next("page")).profiles, anna), "Änne Müller");
  for (const part of ["timeline", "members", "events?after=0"]) {
    const { profiles } = await ben.get(`/api/conversations/${group}/${part}`);
    assert.equal(nameIn(profiles, anna), "Änne Müller", part);
  }
  assert.deepEqual((await anna.get("/api/me")).profile, profile);
  assert.deepEqual((await anna.get("/api/session")).profile, profile);
  const { people: found } = await ben.get(`/api/people?prefix=${anna.handle}`);
  assert.deepEqual(found[0].profile, profile);
});

test("the title of a direct conversation follows the name, for somebody who is away, too", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const chat = await anna.direct(ben);
  await anna.post(chat, "hello");
  await named(anna, "李小龍");
  const entry = await eventually(async () => {
    const entry = await ben.entry(chat);
    return entry?.title === "李小龍" && entry;
  });
  assert.deepEqual([entry.handle, entry.unread], [anna.handle, 1]);
  assert.equal((await ben.get(`/api/conversations/${chat}`)).conversation.title, "李小龍");
  const inbox = await ben.openInbox();
  await named(anna, "");
  const later = await inbox.entry();
  assert.equal(later.title, anna.handle);
  assert.equal((await anna.get("/api/me")).profile.name, undefined);
});

test("one's own devices learn of it at once", async () => {
  const [anna] = await people(world, "anna");
  const inbox = await anna.openInbox();
  assert.equal(inbox.welcome.profile, undefined);
  const { profile } = await named(anna, "Änne");
  assert.deepEqual(await inbox.next("profile"), { type: "profile", ...profile });
  assert.deepEqual((await anna.openInbox()).welcome.profile, profile);
});

test("a name that somebody already has comes along when they come into a group", async () => {
  const { anna, ben, group } = await groupOfTwo(world);
  const [cleo, dora] = await people(world, "cleo", "dora");
  await named(cleo, "Cléo");
  await named(dora, "Dóra");
  const line = await ben.open(group);
  await cleo.join(group);
  assert.equal(nameIn((await line.next("events")).profiles, cleo), "Cléo");
  await anna.ask("PUT", `/api/conversations/${group}/members/${dora.id}`, {});
  assert.equal(nameIn((await line.next("events")).profiles, dora), "Dóra");
});

test("bad names are refused with the rule that they break, and change nothing", async () => {
  const [anna] = await people(world, "anna");
  const { profile } = await named(anna, "Änne");
  const refused = {
    blank: [" ", "\u3164", "\u0301", "\u2800\u00a0", "\u{e0041}\u{e0062}", "\u200b"],
    too_long: ["a".repeat(65), "a".repeat(10_000), "👨‍👩‍👧".repeat(30), " ".repeat(10_000)],
    hidden: ["\u202eannA", "An\u200bna", "Anna\u3164", "An\u2066na", "A\u0007", "A\ue000"],
    marks: [`Z${"\u0336".repeat(40)}algo`],
    reserved: ["You", "аdmin", "s.y.s.t.e.m", "Súpport", "ＤＯＲＭＯＵＳＥ", "@everyone"],
  };
  for (const [rule, names] of Object.entries(refused)) {
    for (const name of names) {
      const answer = await world.fetch("/api/me", {
        method: "PATCH",
        headers: {
          authorization: `Bearer ${anna.token}`,
          "content-type": "application/json",
        },
        body: JSON.stringify({ name }),
      });
      const { code, params } = await answer.json();
      const got = [answer.status, code, params?.rule];
      assert.deepEqual(got, [400, "bad_name", rule], JSON.stringify(name).slice(0, 60));
    }
  }
  for (const bad of [{}, { name: null }, { name: 7 }, { name: "A", handle: "b" }])
    await assert.rejects(anna.ask("PATCH", "/api/me", bad), { code: "bad_request" });
  assert.deepEqual((await anna.get("/api/me")).profile, profile);
});

test("five changes at once are allowed, and a sixth is told when", async () => {
  const [anna] = await people(world, "anna");
  for (const name of ["A", "B", "C", "D", "E"]) await named(anna, name);
  await named(anna, "E");
  await assert.rejects(named(anna, "F"), (refusal) => {
    assert.equal(refusal.code, "too_fast");
    assert.ok(refusal.retry_after > 3_000 && refusal.retry_after <= 3_600);
    return true;
  });
  await world.evict("UserObject", anna.id);
  await assert.rejects(named(anna, "F"), { code: "too_fast" });
  assert.equal((await anna.get("/api/me")).profile.name, "E");
});

test("without a session nobody changes anything", async () => {
  const answer = await world.fetch("/api/me", {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Änne" }),
  });
  assert.equal(answer.status, 401);
});
