// The page in a phone's window: one thing at a time, nothing wider than the screen.
import assert from "node:assert/strict";
import { PHONE, stage } from "../support/stage.mjs";

const { scene } = stage();

/** Checks that nothing sticks out to the right, and that the page as a whole does not scroll. */
async function fits(guest, what) {
  const { wide, tall, out } = await guest.page.evaluate(() => ({
    wide: document.scrollingElement.scrollWidth - innerWidth,
    tall: document.scrollingElement.scrollHeight - innerHeight,
    // Words for screen readers are clipped to nothing and may be anywhere. A name in a <bdi> is
    // clipped by what it is in.
    out: [...document.querySelectorAll("body :not(bdi)")]
      .filter((el) => !el.closest(".unseen, .skip, .message:not([data-first]) .message-head"))
      .filter((el) => el.checkVisibility() && el.getBoundingClientRect().right > innerWidth + 1)
      .map((el) => el.className),
  }));
  assert.ok(wide <= 0, `${what} is ${wide} px too wide`);
  assert.ok(tall <= 0, `${what} is ${tall} px too tall`);
  assert.deepEqual(out, [], `${what}: out of the window`);
}

async function onScreen(guest, locator) {
  const { x, y, width, height } = await locator.boundingBox();
  const { width: wide, height: tall } = guest.page.viewportSize();
  assert.ok(
    x >= 0 && y >= 0 && x + width <= wide && y + height <= tall,
    `${locator} is on the screen: ${[x, y, width, height]}`,
  );
}

scene(
  "a phone shows the list or the conversation, Back leads to the list, and everything fits",
  async ({ guest, arrive }) => {
    const ben = await guest("ben");
    const anna = await arrive("anna", PHONE);
    await anna.isSignedOut();
    await fits(anna, "the sign-in card");
    await anna.register();
    const list = anna.page.getByRole("region", { name: "Conversations" });
    await list.getByText("No conversations yet.").waitFor();
    await fits(anna, "the empty inbox");
    await anna.writeTo(ben.handle);
    assert.equal(await list.isVisible(), false, "one pane");
    await anna.say(`https://example.com/${"long".repeat(60)}`, "w".repeat(300), "short");
    await anna.sees("short");
    await fits(anna, "a conversation");
    await onScreen(anna, anna.composer);
    await onScreen(anna, anna.button("Send"));
    await anna.click("Details");
    await anna.page.getByRole("complementary", { name: "Details" }).waitFor();
    await fits(anna, "the details");
    await anna.click("Close details");
    await anna.page.getByRole("link", { name: "Back to conversations" }).click();
    await anna.line(ben.handle).waitFor();
    assert.equal(await anna.composer.isVisible(), false, "one pane");
    await fits(anna, "the inbox");
    await anna.openLine(ben.handle);
    await ben.openLine(anna.handle);
    await ben.say("seen on a phone");
    await anna.sees("seen on a phone");
    await anna.page.goBack();
    await anna.line(ben.handle).waitFor();
  },
);

for (const width of [390, 320])
  scene(
    `${width} px hold the other views and the dialogs, with the longest names`,
    async ({ guest }) => {
      const phone = { ...PHONE, viewport: { width, height: 640 } };
      const anna = await guest("a-name-that-is-as-long", phone);
      for (const place of ["People", "Groups", "Settings", "Conversations"]) {
        await anna.go(place);
        await anna.page.getByRole("heading", { name: place }).first().waitFor();
        await fits(anna, place);
      }
      await anna.click("New group");
      await fits(anna, "the dialog of a new group");
      await anna.click("Cancel", anna.dialog("New group"));
      const title = "W".repeat(80);
      await anna.makeGroup(title, { topic: "M".repeat(250) });
      await fits(anna, "a group with the longest name");
      await onScreen(anna, anna.composer);
      await anna.click("Details");
      await anna.button("Leave group").waitFor();
      await fits(anna, "its details");
      await anna.click("Rename");
      await anna.dialog("Rename group").waitFor();
      await fits(anna, "its renaming");
      await anna.click("Cancel");
      await anna.click("Add people");
      await anna.dialog("Add people").getByRole("listitem").first().waitFor();
      await fits(anna, "admitting people");
    },
  );
