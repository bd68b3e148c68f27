// Reading a long conversation: older pages, days, new messages.
import assert from "node:assert/strict";
import { eventually } from "../support/eventually.mjs";
import { letters, numbers, openAt, readAll, readUp, scrollTo } from "../support/reading.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();
const DAY = 24 * 60 * 60_000;

/** Anna has read 60 messages, went away, and comes back to 20 more. `mark` is the "new" line. */
async function more(play) {
  const { anna, ben, line } = await letters(play, 60);
  await readAll(anna, ben);
  await anna.go("Conversations");
  await line.next("presence", ({ focused }) => focused);
  await line.next("presence", ({ focused }) => !focused);
  for (const text of numbers(61, 80)) await line.post(text);
  await anna.titled("(20) Dormouse");
  await anna.openLine(ben.handle);
  const mark = anna.timeline.getByRole("separator", { name: "New from here" });
  await mark.waitFor();
  return { anna, ben, line, mark };
}

const topOf = async (guest, text) => (await guest.message(text).boundingBox()).y;

scene(
  "scrolling up loads earlier days to the beginning, and the message in view does not move",
  async (play) => {
    const { world } = play;
    const { anna, id, ben } = await letters(play, 200);
    await world.sql(
      "ConversationObject",
      id,
      "UPDATE messages SET at = at - ? WHERE seq <= 150",
      DAY,
    );
    await world.sql(
      "ConversationObject",
      id,
      "UPDATE messages SET at = at - ? WHERE seq <= 100",
      2 * DAY,
    );
    await readAll(anna, ben);
    await anna.go("Conversations");
    await anna.page.reload();
    await anna.openLine(ben.handle);
    await anna.sees("message 200");
    const held = await anna.texts();
    assert.deepEqual(held, numbers(201 - held.length, 200), "the latest messages, in order");
    let answer;
    await anna.page.route("**/timeline?*", async (route) => {
      await new Promise((resolve) => (answer = resolve));
      await route.continue();
    });
    await scrollTo(anna, 100);
    await anna.page.getByText("Loading earlier messages").waitFor();
    // The first one may lose its day and its name to a message that comes before it.
    const before = await topOf(anna, held[3]);
    answer();
    await anna.page.getByText(`message ${200 - held.length}`, { exact: true }).waitFor();
    assert.ok(
      Math.abs((await topOf(anna, held[3])) - before) < 2,
      "the message in view does not move",
    );
    await anna.page.unroute("**/timeline?*");
    const { texts, days } = await readUp(anna, "message 1");
    assert.deepEqual(texts, numbers(1, 200), "all messages, once, in order");
    await anna.page.getByText(`The beginning of your conversation with ${ben.handle}`).waitFor();
    assert.equal(days.length, 3);
    assert.deepEqual(days.slice(1), ["Yesterday", "Today"]);
    assert.match(days[0], /day$/);
  },
);

scene(
  "with more unread than the page holds, a conversation opens at the first, and stays unread",
  async (play) => {
    const { anna, ben } = await letters(play, 120);
    await anna.titled("(120) Dormouse");
    await anna.openLine(ben.handle);
    await anna.sees("message 1");
    const top = await topOf(anna, "message 1");
    assert.ok(top > 0 && top < anna.page.viewportSize().height, "it is in view");
    assert.match(await anna.page.title(), /^\([1-9]\d*\) /);
    await anna.button("120 new messages").waitFor();
  },
);

scene(
  "a conversation opened at a message far up can be read on, up and down to the end",
  async (play) => {
    const { anna, ben, id, line } = await letters(play, 300);
    await readAll(anna, ben);
    // A page that holds only the end.
    await anna.page.reload();
    await anna.at(ben.handle);
    await openAt(anna, id, 100);
    await anna.sees("message 100");
    const around = await anna.texts();
    assert.deepEqual(around, numbers(76, 125), "as many messages before it as after it");
    await anna.button("Latest").waitFor();
    await line.post("down here");
    await anna.titled(`(1) ${ben.handle} · Dormouse`);
    const isInView = async (text) => {
      const top = await topOf(anna, text);
      return top > 0 && top < anna.page.viewportSize().height;
    };
    assert.ok(await isInView("message 100"));
    await scrollTo(anna, 1_000_000);
    await eventually(async () => (await anna.texts()).length > around.length);
    assert.ok(await isInView(around.at(-1)), "new messages below do not move the message in view");
    await eventually(async () => {
      await scrollTo(anna, 1_000_000);
      return (await anna.texts()).at(-1) === "down here";
    });
    const { texts } = await readUp(anna, "message 1");
    assert.deepEqual(texts, [...numbers(1, 300), "down here"]);
  },
);

scene(
  "from far up, one button and every message of one's own lead back to the end",
  async (play) => {
    const { anna, ben, id, line } = await letters(play, 300);
    await readAll(anna, ben);
    await openAt(anna, id, 100);
    await anna.sees("message 100");
    await line.post("one");
    await anna.click("1 new message");
    await anna.sees("one");
    assert.equal((await anna.texts()).includes("message 100"), false);
    await anna.titled(`${ben.handle} · Dormouse`);
    await openAt(anna, id, 100);
    await anna.sees("message 100");
    await anna.say("two");
    await line.said("two");
    await anna.sees("one", "two");
    await anna.page.locator("button.jump").waitFor({ state: "hidden" });
  },
);

scene("a line marks the first unread message", async (play) => {
  const { anna, ben, mark } = await more(play);
  assert.equal(
    await mark.evaluate(
      (row) => row.nextElementSibling.querySelector("[data-part=body]").textContent,
    ),
    "message 61",
  );
  await eventually(() =>
    mark.evaluate((row) => {
      const [own, log] = [
        row.getBoundingClientRect(),
        row.closest("[role=log]").getBoundingClientRect(),
      ];
      return own.top >= log.top && own.bottom <= log.bottom;
    }),
  );
  await scrollTo(anna, 1_000_000);
  await anna.titled(`${ben.handle} · Dormouse`);
});

scene(
  "new messages do not move a reader further up, and one button leads to them",
  async (play) => {
    const { anna, ben, line, mark } = await more(play);
    await scrollTo(anna, 1_000_000);
    await anna.titled(`${ben.handle} · Dormouse`);
    // To the place of the old "new" line. The line disappears when a newer message arrives, and
    // nothing may jump.
    await mark.evaluate((row) => (row.closest("[role=log]").scrollTop = row.offsetTop - 50));
    await anna.button("Latest").waitFor();
    const before = await topOf(anna, "message 65");
    await line.post("down here");
    await anna.button("1 new message").waitFor();
    assert.ok(
      Math.abs((await topOf(anna, "message 65")) - before) < 2,
      `it moved from ${before} to ${await topOf(anna, "message 65")}`,
    );
    await anna.titled(`(1) ${ben.handle} · Dormouse`);
    await anna.click("1 new message");
    await anna.sees("down here");
    await anna.titled(`${ben.handle} · Dormouse`);
    await anna.page.locator("button.jump").waitFor({ state: "hidden" });
  },
);
