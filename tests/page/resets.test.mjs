// Where a reader is after the page has forgotten what they saw, and where an address leads that
// names no message: nothing counts as read that was not shown.
import assert from "node:assert/strict";
import { eventually } from "../support/eventually.mjs";
import { letters, openAt, readAll } from "../support/reading.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();
/** More messages than a connection catches up with (docs/protocol.md). */
const MORE = 12_000;

/** The log has become another one, as after it was restored from a copy. */
async function replaceLog(world, id) {
  await world.sql("ConversationObject", id, "UPDATE about SET epoch = 'another'");
  await world.evict("ConversationObject", id, "close");
}

/** Anna's network is away, and so much comes that her page cannot catch up with it. */
async function outage({ world, network }, anna, id) {
  network.refuse();
  await anna.context.setOffline(true);
  await anna.is("offline");
  await world.sql(
    "ConversationObject",
    id,
    `WITH RECURSIVE more (nth) AS (SELECT 1 UNION ALL SELECT nth + 1 FROM more WHERE nth < ?)
     INSERT INTO messages (seq, at, author, client_id, post, body)
     SELECT seq + nth, at + nth, author, 'more-' || nth, post + nth, 'message ' || (seq + nth)
     FROM messages, more WHERE seq = (SELECT max(seq) FROM messages)`,
    MORE,
  );
  await world.evict("ConversationObject", id, "close");
  network.pass();
  await anna.context.setOffline(false);
}

/** Waits until this message is in view. */
const shows = (guest, text) =>
  eventually(async () => {
    const box = await guest.message(text).first().boundingBox();
    return box && box.y > 0 && box.y < guest.page.viewportSize().height;
  });

/** How far a person has read, as the server knows. */
async function readBy({ handle }, world, id) {
  const statement = "SELECT read FROM people WHERE handle = ?";
  const [{ read }] = await world.sql("ConversationObject", id, statement, handle);
  return read;
}

scene(
  "after an outage in which too much has come, a reader is where they were, and it is unread",
  async (play) => {
    const { anna, ben, id } = await letters(play, 200);
    await readAll(anna, ben);
    await openAt(anna, id, 100);
    await shows(anna, "message 100");
    await outage(play, anna, id);
    await anna.at(ben.handle);
    await shows(anna, "message 100");
    await anna.button("12,000 new messages").waitFor();
    assert.equal(await readBy(anna, play.world, id), 200);
    await anna.click("12,000 new messages");
    await anna.sees("message 12200");
    await anna.titled(`${ben.handle} · Dormouse`);
  },
);

scene(
  "after an outage in which too much has come, who was at the end starts at the first new message",
  async (play) => {
    const { anna, ben, id } = await letters(play, 100);
    await readAll(anna, ben);
    await outage(play, anna, id);
    await anna.at(ben.handle);
    await shows(anna, "message 101");
    await anna.timeline.getByRole("separator", { name: "New from here" }).waitFor();
    assert.equal(await readBy(anna, play.world, id), 100);
  },
);

scene(
  "in a log that was replaced, a conversation opens at the first unread message",
  async (play) => {
    const { anna, ben, id } = await letters(play, 200);
    await readAll(anna, ben);
    await openAt(anna, id, 20);
    await shows(anna, "message 20");
    // The copy is from a time when she had read less.
    await play.world.sql("ConversationObject", id, "UPDATE people SET read = 60");
    await replaceLog(play.world, id);
    await shows(anna, "message 61");
    await anna.at(ben.handle);
    assert.equal(await readBy(anna, play.world, id), 60);
  },
);

scene(
  "the address of a message that is not there says so, and opens at the first unread",
  async (play) => {
    const { anna, ben, id } = await letters(play, 120);
    await anna.titled("(120) Dormouse");
    await openAt(anna, id, 900);
    await anna.page.getByText("There is no such message in this conversation.").waitFor();
    await shows(anna, "message 1");
    assert.match(await anna.page.title(), /^\([1-9]\d*\) /);
    assert.ok((await readBy(anna, play.world, id)) < 60);
  },
);

scene(
  "a message that cannot be fetched is said to be missing, and nothing counts as read",
  async (play) => {
    const { anna, id } = await letters(play, 120);
    await anna.titled("(120) Dormouse");
    await anna.page.route("**/timeline?*", (route) =>
      /around=40/.test(route.request().url()) ? route.abort() : route.continue(),
    );
    await openAt(anna, id, 40);
    await anna.page.getByText("That message could not be loaded.").waitFor();
    await shows(anna, "message 1");
    assert.ok((await readBy(anna, play.world, id)) < 60);
  },
);

scene("where the first unread message cannot be fetched, nothing counts as read", async (play) => {
  const { anna, ben, id } = await letters(play, 120);
  await anna.titled("(120) Dormouse");
  await anna.page.route("**/timeline?*around=*", (route) => route.abort());
  await anna.openLine(ben.handle);
  await shows(anna, "message 71");
  await anna.button("120 new messages").waitFor();
  assert.ok((await readBy(anna, play.world, id)) < 60);
});
