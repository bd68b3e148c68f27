// Groups over HTTP: create, discover, join, leave, admit, remove, promote, hand over; and who may
// not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { newId, people } from "../support/people.mjs";
import { eventually } from "../support/eventually.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

const refused = (code, status) => (error) => error.code === code && error.status === status;

test("a person who creates a group owns it and finds it in the inbox", async () => {
  const [anna] = await people(world, "anna");
  const { conversation } = await anna.ask("POST", "/api/groups", {
    title: " Night owls ",
    topic: "Late talk",
    visibility: "public",
  });
  assert.equal(conversation.title, "Night owls");
  assert.deepEqual(
    [conversation.kind, conversation.topic, conversation.visibility],
    ["group", "Late talk", "public"],
  );
  const { you, member_count } = await anna.get(`/api/conversations/${conversation.id}`);
  assert.deepEqual([you.role, you.user, member_count], ["owner", anna.id, 1]);
  const entry = await eventually(() => anna.entry(conversation.id));
  assert.deepEqual([entry.title, entry.role, entry.unread], ["Night owls", "owner", 0]);
});

test("creating a group twice with one client_id creates one group", async () => {
  const [anna] = await people(world, "anna");
  const request = { title: "Once", visibility: "private", client_id: newId() };
  const made = await Promise.all([1, 2, 3].map(() => anna.ask("POST", "/api/groups", request)));
  assert.equal(new Set(made.map(({ conversation }) => conversation.id)).size, 1);
});

test("a bad title or topic is refused with a sentence", async () => {
  const [anna] = await people(world, "anna");
  for (const title of ["", "  ", "x".repeat(81), "two\nlines", "hid\u200bden"]) {
    await assert.rejects(anna.ask("POST", "/api/groups", { title }), refused("bad_title", 400));
  }
  await assert.rejects(
    anna.ask("POST", "/api/groups", { title: "Fine", topic: "x".repeat(251) }),
    refused("bad_topic", 400),
  );
});

test("a public group is discovered by its first letters, with its number of members, and joined", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const title = `Zebra ${newId()}`;
  const group = await anna.group(title);
  const found = await eventually(
    async () =>
      (await ben.get(`/api/groups?prefix=${encodeURIComponent(title.slice(0, 20).toLowerCase())}`))
        .groups[0],
  );
  assert.deepEqual([found.id, found.title, found.members], [group, title, 1]);
  await ben.join(group);
  await ben.join(group);
  await eventually(
    async () =>
      (await ben.get(`/api/groups?prefix=${encodeURIComponent(title)}`)).groups[0]?.members === 2,
  );
  const { members } = await ben.get(`/api/conversations/${group}/members`);
  assert.deepEqual(
    members.map(({ user, role }) => [user, role]).sort(),
    [
      [anna.id, "owner"],
      [ben.id, "member"],
    ].sort(),
  );
  const { events } = await ben.get(`/api/conversations/${group}/events?after=0`);
  assert.deepEqual(
    events.map(({ seq, kind }) => [seq, kind]),
    [
      [1, "created"],
      [2, "joined"],
    ],
  );
});

test("a group is found whatever the capitals or the width of the letters, and however they are composed", async () => {
  const [anna] = await people(world, "anna");
  const group = await anna.group("ＮＩＧＨＴ ÉCLAIR ﬁngers");
  const finds = async (prefix) =>
    (await anna.get(`/api/groups?prefix=${encodeURIComponent(prefix)}`)).groups.some(
      ({ id }) => id === group,
    );
  await eventually(() => finds("night éclair fi"));
  assert.ok(await finds("Ｎight E\u0301"));
  assert.ok(!(await finds("night eclair")));
});

test("only members can tell a private group from none", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const group = await anna.group("Secret", "private");
  const none = group.replace(/.$/, (letter) => (letter === "0" ? "1" : "0"));
  for (const id of [group, none]) {
    const path = `/api/conversations/${id}`;
    const tries = [
      ["GET", path],
      ["PATCH", path, { title: "Mine" }],
      ["POST", `${path}/join`],
      ["POST", `${path}/leave`],
      ["GET", `${path}/members`],
      ["PUT", `${path}/members/${ben.id}`, {}],
      ["DELETE", `${path}/members/${anna.id}`],
      ["GET", `${path}/timeline`],
      ["GET", `${path}/events?after=0`],
      ["GET", `/conversations/${group}/poll`],
      ["POST", `${path}/posts`, { client_id: newId(), body: "let me in" }],
      ["POST", `${path}/seen`, { seq: 1 }],
    ];
    const answers = [];
    for (const [method, ...rest] of tries) {
      await assert.rejects(
        ben.ask(method, ...rest),
        (error) =>
          answers.push(error.message.replaceAll(id, "ID")) && refused("not_found", 404)(error),
      );
    }
    await assert.rejects(ben.line(`/conversations/${id}/socket`), refused("not_found", 404));
  }
  assert.equal((await ben.get("/api/groups?prefix=Secret")).groups.length, 0);
});

test("owners and admins admit, promote and remove; members do not", async () => {
  const [anna, ben, cleo, dora] = await people(world, "anna", "ben", "cleo", "dora");
  const group = await anna.group("Council", "private");
  const members = `/api/conversations/${group}/members`;
  await anna.ask("PUT", `${members}/${ben.id}`, {});
  assert.equal((await eventually(() => ben.entry(group))).role, "member");
  await assert.rejects(ben.ask("PUT", `${members}/${cleo.id}`, {}), refused("not_allowed", 403));
  await assert.rejects(
    ben.ask("PUT", `${members}/${ben.id}`, { role: "owner" }),
    refused("not_allowed", 403),
  );
  await assert.rejects(
    ben.ask("PATCH", `/api/conversations/${group}`, { title: "Ben's" }),
    refused("not_allowed", 403),
  );
  const { member } = await anna.ask("PUT", `${members}/${ben.id}`, { role: "admin" });
  assert.deepEqual([member.user, member.role], [ben.id, "admin"]);
  await ben.ask("PUT", `${members}/${cleo.id}`, {});
  await ben.ask("PUT", `${members}/${dora.id}`, {});
  await assert.rejects(ben.ask("DELETE", `${members}/${anna.id}`), refused("not_allowed", 403));
  await ben.ask("DELETE", `${members}/${cleo.id}`);
  await assert.rejects(cleo.get(`/api/conversations/${group}`), refused("not_found", 404));
  await eventually(async () => !(await cleo.entry(group)));
});

test("when the last owner leaves, the earliest admin owns the group, and an empty group is closed", async () => {
  const [anna, ben, cleo] = await people(world, "anna", "ben", "cleo");
  const group = await anna.group("Relay");
  await ben.join(group);
  await cleo.join(group);
  await anna.ask("PUT", `/api/conversations/${group}/members/${cleo.id}`, { role: "admin" });
  await anna.leave(group);
  assert.equal((await cleo.get(`/api/conversations/${group}`)).you.role, "owner");
  await cleo.leave(group);
  assert.equal((await ben.get(`/api/conversations/${group}`)).you.role, "owner");
  await ben.leave(group);
  await assert.rejects(anna.join(group), refused("not_found", 404));
  await eventually(
    async () => !(await anna.get("/api/groups?prefix=Relay")).groups.some(({ id }) => id === group),
  );
});

test("a rename reaches the log, the directory and every inbox", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const group = await anna.group("Before");
  await ben.join(group);
  const title = `After ${newId()}`;
  const { conversation } = await anna.ask("PATCH", `/api/conversations/${group}`, {
    title,
    topic: "New",
  });
  assert.deepEqual([conversation.title, conversation.topic], [title, "New"]);
  await eventually(async () => (await ben.entry(group))?.title === title);
  await eventually(
    async () =>
      (await ben.get(`/api/groups?prefix=${encodeURIComponent(title)}`)).groups[0]?.topic === "New",
  );
});
