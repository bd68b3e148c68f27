// What people do to messages: edit, delete, reply, react, in two browsers at once, and with the
// network cut in the middle of it.
import assert from "node:assert/strict";
import { stage } from "../support/stage.mjs";

const { scene } = stage();
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Anna on a network that can fail, and Ben without it, in one conversation. */
async function pair(guest, options) {
  const [anna, ben] = await Promise.all([guest("anna", options), guest("ben", { direct: true })]);
  await anna.writeTo(ben.handle);
  await ben.writeTo(anna.handle);
  return [anna, ben];
}

/** Presses a button of the bar over a message. */
async function act(who, text, label) {
  await who.message(text).locator(".bubble").hover();
  await who.click(label, who.page.getByRole("toolbar", { name: "Message actions" }));
}

/** Chooses in the menu of a message. */
async function choose(who, text, label) {
  await act(who, text, "More actions");
  await who.page.getByRole("menuitem", { name: label }).click();
}

const editor = (who) => who.page.getByRole("textbox", { name: "Edit message" });
const reactions = (who, text) => who.message(text).getByRole("group", { name: "Reactions" });
const chip = (who, text, emoji) => reactions(who, text).locator(`[data-emoji="${emoji}"]`);
const quote = (who, text) => who.message(text).locator(".message-quote");
const focused = (who) => who.page.evaluate(() => document.activeElement.getAttribute("aria-label"));

async function rewrite(who, text) {
  await editor(who).fill(text);
  await editor(who).press("Enter");
}

scene(
  "↑ edits the last message, Esc leaves it, and everyone sees the new text",
  async ({ guest }) => {
    const [anna, ben] = await pair(guest);
    await anna.say("frist", "not mine next");
    await ben.say("theirs");
    await anna.sees("theirs");
    await anna.composer.press("ArrowUp");
    assert.equal(await editor(anna).inputValue(), "not mine next");
    await editor(anna).press("Escape");
    await editor(anna).waitFor({ state: "detached" });
    assert.equal(await focused(anna), "Message", "unchanged, it asks nothing");
    await act(anna, "frist", "Edit");
    await editor(anna).fill("first?");
    await editor(anna).press("Escape");
    await anna.click("Cancel", anna.dialog("Discard your changes?"));
    assert.equal(await editor(anna).inputValue(), "first?");
    await rewrite(anna, "first");
    for (const one of [anna, ben]) {
      await one.sees("first");
      const edited = one.message("first").locator("time", { hasText: "edited" });
      assert.match(await edited.textContent(), /\d{4}/, "a screen reader hears when");
    }
    assert.deepEqual(await anna.texts(), ["first", "not mine next", "theirs"]);
  },
);

scene("an edit that the network cuts is saved once it is back", async ({ guest, network }) => {
  const [anna, ben] = await pair(guest);
  await anna.say("before");
  await ben.sees("before");
  await act(anna, "before", "Edit");
  network.refuse();
  await anna.context.setOffline(true);
  await anna.is("offline");
  await rewrite(anna, "after");
  await anna.message("after").getByText("Saving …").waitFor();
  network.pass();
  await anna.context.setOffline(false);
  await ben.sees("after");
  await anna.message("after").getByText("Saving …").waitFor({ state: "detached" });
  assert.deepEqual(
    (await anna.stored()).map(({ body }) => body),
    ["after"],
  );
});

scene("an edit whose answer is lost is made once", async ({ guest, network }) => {
  const [anna, ben] = await pair(guest);
  await anna.say("before");
  await ben.sees("before");
  await act(anna, "before", "Edit");
  network.loseAnswers();
  await rewrite(anna, "after");
  await ben.sees("after");
  await anna.message("after").getByText("Saving …").waitFor();
  network.pass();
  network.cut();
  await anna.message("after").getByText("Saving …").waitFor({ state: "detached" });
  const [stored] = await anna.stored();
  const path = `/api/conversations/${anna.conversation()}/events?after=0`;
  const { events } = await (await anna.context.request.get(path)).json();
  assert.equal(events.filter(({ kind }) => kind === "edited").length, 1);
  assert.equal(stored.body, "after");
});

scene(
  "an edit that was not saved survives a reload, to be tried again",
  async ({ guest, network }) => {
    const [anna, ben] = await pair(guest);
    await anna.say("before");
    await ben.sees("before");
    await act(anna, "before", "Edit");
    network.refuse();
    await anna.is("connecting");
    await rewrite(anna, "after");
    await anna.message("after").getByText("Saving …").waitFor();
    await anna.page.close();
    network.pass();
    await anna.open(`/#/c/${ben.conversation()}`);
    await anna.page.getByText("Not saved: The page was closed first.").waitFor();
    await anna.click("Try again");
    await ben.sees("after");
  },
);

scene("a reaction shows at once, counts people, and one press leaves it", async ({ guest }) => {
  const [anna, ben] = await pair(guest);
  await ben.say("cake?");
  await anna.sees("cake?");
  await act(anna, "cake?", "React with 👍");
  await chip(anna, "cake?", "👍").waitFor();
  await chip(ben, "cake?", "👍").click();
  await chip(anna, "cake?", "👍").getByText("2").waitFor();
  assert.equal(await chip(anna, "cake?", "👍").getAttribute("aria-pressed"), "true");
  assert.equal(await chip(anna, "cake?", "👍").getAttribute("title"), `You and ${ben.handle}`);
  await chip(anna, "cake?", "👍").click();
  await chip(ben, "cake?", "👍").getByText("1").waitFor();
  await chip(ben, "cake?", "👍").click();
  await reactions(anna, "cake?").waitFor({ state: "detached" });
});

scene(
  "a reaction that the network cuts arrives, and none is doubled",
  async ({ guest, network }) => {
    const [anna, ben] = await pair(guest);
    await ben.say("cake?");
    await anna.sees("cake?");
    network.refuse();
    await anna.is("connecting");
    await act(anna, "cake?", "React with 🎉");
    await anna.message("cake?").locator(".reaction[data-waiting]").waitFor();
    network.pass();
    await chip(ben, "cake?", "🎉").getByText("1").waitFor();
    await anna.message("cake?").locator(".reaction:not([data-waiting])").waitFor();
    await anna.page.reload();
    await chip(anna, "cake?", "🎉").waitFor();
    assert.equal(await chip(anna, "cake?", "🎉").getAttribute("aria-pressed"), "true");
  },
);

scene("any emoji is found by word, and is at hand from then on", async ({ guest }) => {
  const [anna, ben] = await pair(guest);
  await ben.say("hungry");
  await anna.sees("hungry");
  await act(anna, "hungry", "Other emoji");
  const picker = anna.dialog("Choose an emoji");
  await picker.getByRole("searchbox", { name: "Search emoji" }).fill("pizza");
  await picker.getByRole("button", { name: "pizza" }).click();
  await chip(ben, "hungry", "🍕").waitFor();
  await anna.page.reload();
  await anna.sees("hungry");
  await act(anna, "hungry", "React with 🍕");
  await reactions(ben, "hungry").waitFor({ state: "detached" });
});

scene(
  "a reply quotes, leads to what it answers however far, and Back leads back",
  async ({ guest }) => {
    const [anna, ben] = await pair(guest);
    await ben.say("shall we meet?");
    await anna.sees("shall we meet?");
    await act(anna, "shall we meet?", "Reply");
    await anna.page.keyboard.type("yes");
    await anna.page.reload();
    const bar = anna.page.getByText(`Reply to ${ben.handle}`);
    await bar.waitFor();
    assert.equal(await anna.composer.inputValue(), "yes", "it is kept with the draft");
    await anna.composer.press("Escape");
    await bar.waitFor({ state: "detached" });
    await act(anna, "shall we meet?", "Reply");
    await anna.composer.press("Enter");
    await quote(ben, "yes").getByText("shall we meet?").waitFor();
    await quote(ben, "yes").getByText("You").waitFor();
    const line = Array.from({ length: 12 }, (_, nth) => `line ${nth}`).join("\n");
    await ben.say(...Array.from({ length: 8 }, (_, nth) => `${nth}\n${line}`));
    await act(anna, "yes", "Reply");
    await anna.say("really");
    await anna.sees("really");
    await quote(anna, "really").click();
    await anna.page.locator("article[data-reached]", { hasText: "yes" }).waitFor();
    await anna.page.goBack();
    await anna.page.locator("article[data-reached]", { hasText: "really" }).waitFor();
  },
);

scene(
  "a deleted message leaves a tombstone where a reply quotes it, and nothing elsewhere",
  async ({ guest }) => {
    const [anna, ben] = await pair(guest);
    await anna.say("a mistake", "another one");
    await ben.sees("another one");
    await act(ben, "a mistake", "Reply");
    await ben.say("what mistake?");
    await anna.sees("what mistake?");
    await act(ben, "another one", "Reply");
    await ben.page.keyboard.type("unsent");
    for (const text of ["a mistake", "another one"]) {
      await choose(anna, text, "Delete");
      await anna.click("Delete", anna.dialog("Delete this message?"));
      for (const one of [anna, ben]) await one.message(text).waitFor({ state: "detached" });
    }
    for (const one of [anna, ben]) {
      assert.equal(await one.page.getByText("This message was deleted.").count(), 1);
      await quote(one, "what mistake?").getByText("Deleted message").waitFor();
    }
    assert.equal(await ben.page.getByText(`Reply to ${anna.handle}`).count(), 0);
    assert.equal(await ben.composer.inputValue(), "unsent", "the draft stays");
  },
);

scene("who is named is told, beside the unread count", async ({ guest }) => {
  const [anna, ben] = await pair(guest);
  await anna.go("Settings");
  await ben.say("nothing special", `@${anna.handle} look`);
  await anna.line(ben.handle).getByText("1 mention or reply").waitFor({ state: "attached" });
  await anna.titled(`(2, @1) Dormouse`);
  await anna.go("Conversations");
  await anna.openLine(ben.handle);
  await anna.page.locator("article[data-for-me]", { hasText: "look" }).waitFor();
});

scene(
  "the keyboard reaches every message and its menu, and the focus comes back",
  async ({ guest }) => {
    const [anna, ben] = await pair(guest);
    await ben.say("one", "two");
    await anna.sees("two");
    await anna.timeline.focus();
    for (let stop = 0; (await focused(anna)) !== "Message actions"; stop += 1) {
      assert.ok(stop < 10, "Tab reaches the menu");
      await anna.page.keyboard.press("Tab");
    }
    await anna.page.keyboard.press("ArrowUp");
    await anna.page.keyboard.press("Enter");
    const menu = anna.page.getByRole("menu", { name: "Message actions" });
    await menu.waitFor();
    await anna.page.keyboard.press("End");
    await anna.page.keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });
    assert.equal(await focused(anna), "Message actions");
    await anna.page.keyboard.press("Enter");
    await menu.getByRole("menuitem", { name: "Reply" }).press("Enter");
    assert.equal(await focused(anna), "Message");
    await anna.page.keyboard.type("to the first");
    await anna.page.keyboard.press("Enter");
    await quote(ben, "to the first").getByText("one").waitFor();
  },
);

scene(
  "a finger that stays on a message opens its menu at the foot of the screen",
  async ({ guest }) => {
    const [anna, ben] = await pair(guest, PHONE);
    await ben.say("hold me");
    await anna.sees("hold me");
    const { x, y } = await anna.message("hold me").locator("[data-part=body]").boundingBox();
    const cdp = await anna.context.newCDPSession(anna.page);
    const touch = (type, ...touchPoints) =>
      cdp.send("Input.dispatchTouchEvent", { type, touchPoints });
    await touch("touchStart", { x: x + 5, y: y + 5 });
    const menu = anna.page.getByRole("menu", { name: "Message actions" });
    await menu.waitFor();
    await touch("touchEnd");
    const box = await anna.page.locator("dialog.menu").boundingBox();
    assert.equal(Math.round(box.y + box.height), 844);
    assert.equal(Math.round(box.width), 390);
    await menu.getByRole("menuitemcheckbox", { name: "React with ❤️" }).click();
    await chip(ben, "hold me", "❤️").waitFor();
  },
);
