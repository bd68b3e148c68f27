// Text on the deployed build: the platform's tables, checked against the samples of the other
// builds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "../support/eventually.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { newId, people } from "../support/people.mjs";
import { samples, spelled } from "../support/samples.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

const refused = (code) => (error) => error.code === code && error.status === 400;
const post = (person, group, body) =>
  person.ask("POST", `/api/conversations/${group}/posts`, { client_id: newId(), body });

test("invisible text is no message and no name", async () => {
  const [anna] = await people(world, "anna");
  const group = await anna.group();
  for (const { what, text } of samples("nothing.json")) {
    await assert.rejects(post(anna, group, spelled(text)), refused("bad_message"), what);
    await assert.rejects(anna.group(spelled(text)), refused("bad_title"), what);
  }
});

test("a title has at most 80 characters as people see them and hides nothing", async () => {
  const [anna] = await people(world, "anna");
  const titles = samples("titles.json");
  for (const { what, text } of titles.refused) {
    await assert.rejects(anna.group(spelled(text)), refused("bad_title"), what);
  }
  for (const { what, text } of titles.accepted) {
    const title = spelled(text);
    const { conversation } = await anna.ask("POST", "/api/groups", { title });
    assert.equal(conversation.title, title, what);
  }
});

test("a preview is the first 120 characters and never part of one", async () => {
  const [anna] = await people(world, "anna");
  for (const { what, body, preview } of samples("previews.json")) {
    const group = await anna.group();
    await post(anna, group, spelled(body));
    const last = await eventually(async () => (await anna.entry(group))?.last);
    assert.equal(last.preview, spelled(preview), what);
  }
});
