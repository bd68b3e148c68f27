// What the view of a conversation shows stays right: the reader's place, who wrote what, the days,
// who is online, and why there is nothing to see.
import assert from "node:assert/strict";
import { eventually } from "../support/eventually.mjs";
import { person } from "../support/people.mjs";
import { PHONE, ROUTED, stage } from "../support/stage.mjs";

const { scene } = stage();
const DAY = 24 * 60 * 60_000;

/** Anna reads again in the middle of what Ben has written at length. */
async function reading({ guest, world }, options) {
  const [anna, ben] = await Promise.all([guest("anna", options), person(world, "ben")]);
  const id = await ben.direct({ id: await anna.id() });
  const line = await ben.open(id);
  for (let nth = 1; nth <= 40; nth += 1)
    await line.post(`${nth}: ${"some more words ".repeat(nth)}`);
  await anna.openLine(ben.handle);
  await anna.page.locator('[data-seq="40"]').waitFor();
  // She has read it all, so what she is told of later is what has come since.
  await anna.timeline.evaluate((log) => (log.scrollTop = log.scrollHeight));
  await anna.titled(`${ben.handle} · Dormouse`);
  await anna.timeline.evaluate((log) => (log.scrollTop = log.scrollHeight / 2));
  await anna.page.locator("button.jump").waitFor();
  return { anna, ben, line };
}

/** The message in the middle of the view. */
const middle = (guest) =>
  guest.timeline.evaluate((log) => {
    const { top, height } = log.getBoundingClientRect();
    const row = [...log.querySelectorAll("article.message")].find(
      (one) => one.getBoundingClientRect().bottom > top + height / 2,
    );
    return row.dataset.seq;
  });

const isSeen = (guest, seq) =>
  guest.timeline.evaluate((log, seq) => {
    const row = log.querySelector(`[data-seq="${seq}"]`).getBoundingClientRect();
    const { top, bottom } = log.getBoundingClientRect();
    return row.bottom > top && row.top < bottom;
  }, seq);

scene("opening and closing the details leaves the reader where they are", async (play) => {
  const { anna } = await reading(play, { viewport: { width: 1200, height: 700 } });
  const seq = await middle(anna);
  await anna.click("Details");
  await eventually(() => isSeen(anna, seq));
  assert.equal(await middle(anna), seq);
  await anna.click("Close details");
  await eventually(async () => (await middle(anna)) === seq);
});

scene("turning the phone leaves the reader where they are", async (play) => {
  const { anna } = await reading(play, PHONE);
  const seq = await middle(anna);
  for (const [width, height] of [
    [844, 390],
    [390, 844],
    [844, 390],
    [390, 844],
  ]) {
    await anna.page.setViewportSize({ width, height });
    await eventually(() => isSeen(anna, seq));
  }
});

scene("on a phone Back closes the details and stays in the conversation", async (play) => {
  const { anna, ben } = await reading(play, PHONE);
  const details = anna.page.getByRole("complementary", { name: "Details" });
  await anna.click("Details");
  await details.waitFor();
  await anna.page.goBack();
  await details.waitFor({ state: "detached" });
  await anna.at(ben.handle);
  await anna.page.goBack();
  await anna.line(ben.handle).waitFor();
});

scene("details that were opened beside the conversation are closed by Back, too", async (play) => {
  const { anna, ben } = await reading(play, { viewport: { width: 1200, height: 700 } });
  const details = anna.page.getByRole("complementary", { name: "Details" });
  await anna.click("Details");
  await details.waitFor();
  const before = await anna.page.evaluate(() => history.length);
  await anna.page.setViewportSize({ width: 390, height: 844 });
  await anna.page.waitForFunction((length) => history.length > length, before);
  await anna.page.goBack();
  await details.waitFor({ state: "detached" });
  await anna.at(ben.handle);
  await anna.click("Details");
  await details.waitFor();
  await anna.click("Close details");
  await details.waitFor({ state: "detached" });
  await anna.page.goBack();
  await anna.line(ben.handle).waitFor();
});

scene("each message tells a screen reader who wrote it, and when", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  const named = (text, who) =>
    anna.page
      .getByRole("article", { name: new RegExp(`^${who} .*\\d`) })
      .filter({ hasText: text })
      .waitFor();
  const chat = async () => {
    await anna.say("mine", "me again");
    await anna.sees("me again");
    await ben.say("theirs", "them again");
    for (const text of ["mine", "me again"]) await named(text, "You");
    for (const text of ["theirs", "them again"]) await named(text, ben.handle);
  };
  await anna.writeTo(ben.handle);
  await ben.writeTo(anna.handle);
  await chat();
  const title = `Owls ${anna.handle}`;
  await anna.makeGroup(title);
  await ben.join(title);
  await chat();
});

scene("after midnight “Today” is “Yesterday”", async ({ arrive, guest }) => {
  const [anna, ben] = [await arrive("anna"), await guest("ben")];
  await anna.page.clock.install();
  await anna.page.reload();
  await anna.register();
  await anna.writeTo(ben.handle);
  await anna.say("good night");
  await anna.sees("good night");
  await anna.timeline.getByRole("separator", { name: "Today" }).waitFor();
  await anna.page.clock.fastForward(DAY);
  await anna.timeline.getByRole("separator", { name: "Yesterday" }).waitFor();
});

scene("the head says when the other person is not online any more", async ({ arrive, guest }) => {
  const [anna, ben] = [await arrive("anna", ROUTED), await guest("ben")];
  let online = true;
  await anna.page.clock.install();
  await anna.page.route("**/api/people?*", async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    const seen_at = await anna.page.evaluate(() => Date.now());
    const people = body.people.map((one) => ({ ...one, online, seen_at }));
    await route.fulfill({ response: answer, json: { ...body, people } });
  });
  await anna.page.reload();
  await anna.register();
  await anna.writeTo(ben.handle);
  const note = anna.page.locator(".conversation-note");
  await note.getByText("Online").waitFor();
  online = false;
  await anna.page.clock.fastForward(70_000);
  await note.getByText("Last seen just now").waitFor();
});

scene("choosing a role does nothing until a button says so", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna", ROUTED), guest("ben")]);
  const title = `Owls ${anna.handle}`;
  const id = await anna.makeGroup(title);
  await ben.join(title);
  await anna.click("Details");
  const role = anna.page.getByRole("combobox", { name: `Role of ${ben.handle}` });
  let asked = 0;
  await anna.page.route(`**/api/conversations/${id}/members/**`, (route) => {
    asked += 1;
    return route.continue();
  });
  await role.focus();
  await role.press("ArrowDown");
  await anna.button(`Change role of ${ben.handle}`).waitFor();
  assert.equal(asked, 0);
  await role.press("ArrowUp");
  await anna.button(`Change role of ${ben.handle}`).waitFor({ state: "detached" });
  await role.selectOption("Admin");
  await anna.click(`Change role of ${ben.handle}`);
  await anna.page.getByText(`${ben.handle} is now an admin`).waitFor();
  assert.equal(asked, 1);
});

scene(
  "a button acts on the role that is chosen now, not on the one drawn last",
  async ({ guest }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    const title = `Owls ${anna.handle}`;
    const id = await anna.makeGroup(title);
    await ben.join(title);
    await anna.click("Details");
    const role = anna.page.getByRole("combobox", { name: `Role of ${ben.handle}` });
    let asked = 0;
    await anna.page.route(`**/api/conversations/${id}/members/**`, (route) => {
      asked += 1;
      return route.continue();
    });
    /** Chooses and presses the button in one task of the browser. */
    const chooseAndPress = (value) =>
      role.evaluate((list, value) => {
        list.value = value;
        list.dispatchEvent(new Event("change", { bubbles: true }));
        list.nextElementSibling.click();
      }, value);
    await role.selectOption("Admin");
    await anna.button(`Change role of ${ben.handle}`).waitFor();
    await chooseAndPress("member");
    await anna.button(`Change role of ${ben.handle}`).waitFor({ state: "detached" });
    await role.selectOption("Admin");
    await anna.button(`Change role of ${ben.handle}`).waitFor();
    await chooseAndPress("owner");
    await anna.dialog(`Make ${ben.handle} an owner?`).waitFor();
    assert.equal(asked, 0);
  },
);

scene(
  "a message draws no members, and one who comes or goes draws them",
  async ({ guest, world }) => {
    const [anna, ben] = [await guest("anna"), await person(world, "ben")];
    const id = await anna.makeGroup(`Owls ${anna.handle}`);
    await ben.join(id);
    await anna.click("Details");
    const members = anna.page.getByRole("list", { name: "Members" });
    const listed = members.locator(`[data-handle="${ben.handle}"]`);
    await listed.waitFor();
    // Whoever draws the list walks the members in their order.
    await anna.page.evaluate(() => {
      const { map } = Array.prototype;
      window.drawn = 0;
      Array.prototype.map = function (...how) {
        if (this.some((one) => one?.role && one.user)) window.drawn += 1;
        return map.apply(this, how);
      };
    });
    const drawn = () => anna.page.evaluate(() => window.drawn);
    const line = await ben.open(id);
    await listed.getByText("here now").waitFor();
    // The first name that is shown is compared with all others, once.
    await line.post("zero");
    await anna.sees("zero");
    const before = await drawn();
    assert.ok(before > 0, "presence draws them");
    const texts = ["zero", "one", "two", "three"];
    for (const text of texts.slice(1)) await line.post(text);
    await anna.sees(...texts);
    assert.equal(await drawn(), before);
    await ben.leave(id);
    await listed.waitFor({ state: "detached" });
    assert.ok((await drawn()) > before);
  },
);

scene("a conversation that was never loaded says so while offline", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  await anna.writeTo(ben.handle);
  await anna.say("hi");
  await anna.sees("hi");
  await anna.go("Settings");
  await anna.page.reload();
  await anna.line(ben.handle).waitFor();
  await anna.context.setOffline(true);
  await anna.line(ben.handle).getByRole("link").click();
  await anna.timeline.getByText("You are offline. This conversation cannot be loaded").waitFor();
  await anna.context.setOffline(false);
  await anna.sees("hi");
});

scene("the way to the end is one line at 320 px", async (play) => {
  const { anna, line } = await reading(play, { viewport: { width: 320, height: 600 } });
  for (let nth = 0; nth < 3; nth += 1) await line.post("news");
  const jump = anna.button("3 new messages");
  await jump.waitFor();
  const { x, width, height } = await jump.boundingBox();
  assert.ok(height < 40 && x >= 0 && x + width <= 320, `${x} ${width} ${height}`);
});
