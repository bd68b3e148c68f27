// What a person hears and where their keys go when something on the page comes, goes or changes.
import assert from "node:assert/strict";
import { stage } from "../support/stage.mjs";

const { scene } = stage();

/** Whether the focus is within the one element of this kind. */
const isFocusIn = (guest, selector) =>
  guest.page.evaluate((of) => document.activeElement.matches(`${of}, ${of} *`), selector);

scene("a button that is done leaves the focus near it", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  await anna.makeGroup("Focus");
  await ben.join("Focus");
  await anna.click("Details");
  const details = anna.page.getByRole("complementary", { name: "Details" });
  await details.getByRole("combobox", { name: `Role of ${ben.handle}` }).selectOption("admin");
  const change = anna.button(`Change role of ${ben.handle}`);
  await change.focus();
  await anna.page.keyboard.press("Enter");
  await change.waitFor({ state: "detached" });
  assert.equal(await isFocusIn(anna, ".details"), true, "after changing a role");
  await anna.button(`Remove ${ben.handle}`).focus();
  await anna.page.keyboard.press("Enter");
  await anna.click("Remove", anna.dialog(`Remove ${ben.handle}?`));
  await details.getByText(ben.handle).waitFor({ state: "detached" });
  await anna.dialog(`Remove ${ben.handle}?`).waitFor({ state: "detached" });
  assert.equal(await isFocusIn(anna, "main"), true, "after removing a member");
});

scene("the way to the end gives the focus to the timeline", async ({ guest }) => {
  const anna = await guest("anna");
  await anna.makeGroup("Jump");
  await anna.say(...Array.from({ length: 30 }, (_, nth) => `line ${nth + 1}`));
  await anna.sees("line 30");
  await anna.timeline.evaluate((log) => (log.scrollTop = 0));
  await anna.button("Latest").focus();
  await anna.page.keyboard.press("Enter");
  await anna.button("Latest").waitFor({ state: "detached" });
  assert.equal(await isFocusIn(anna, ".log"), true);
});

scene(
  "a press beside a dialog closes it; marking its text beyond the edge does not",
  async (it) => {
    const anna = await it.guest("anna");
    const { mouse } = anna.page;
    await anna.page
      .getByRole("region", { name: "Conversations" })
      .getByRole("button", { name: "New group" })
      .click();
    const dialog = anna.dialog("New group");
    const field = dialog.getByRole("textbox", { name: "Group name" });
    await field.fill("Half a name");
    const { x, y } = await dialog.boundingBox();
    await field.hover();
    await mouse.down();
    await mouse.move(x - 40, y + 80);
    await mouse.up();
    await mouse.click(x + 6, y + 80);
    assert.equal(await field.inputValue(), "Half a name");
    await mouse.click(x - 40, y + 80);
    await dialog.waitFor({ state: "detached" });
  },
);

scene("what changes is said where a screen reader listens already", async ({ guest, network }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben", { direct: true })]);
  await anna.writeTo(ben.handle);
  await anna.say("hello");
  await anna.page.getByRole("separator", { name: "Today" }).waitFor();
  const beginning = anna.timeline.getByText("The beginning of your conversation");
  await beginning.waitFor();
  const statuses = () => anna.page.getByRole("status").evaluateAll((all) => (window.all = all));
  await statuses();
  const heard = (text) =>
    anna.page.waitForFunction(
      (text) => window.all.some((one) => one.isConnected && one.textContent.includes(text)),
      text,
    );
  network.refuse();
  await heard("Reconnecting");
  assert.equal(await beginning.isVisible(), true, "what was there stays");
  network.pass();
  await anna.is("live");
});

scene("how many characters are left is said after a pause, not at each key", async ({ guest }) => {
  const anna = await guest("anna");
  await anna.makeGroup("Calm");
  await anna.page.clock.install();
  await anna.composer.fill("x".repeat(7_990));
  const said = anna.page.locator(".composer > [role=status]");
  await anna.page.clock.runFor(2_000);
  const before = await said.textContent();
  await anna.composer.press("y");
  await anna.page.clock.runFor(500);
  await anna.page
    .locator(".composer-rest")
    .getByText(/characters? /)
    .waitFor();
  assert.equal(await said.textContent(), before);
  await anna.page.clock.runFor(1_000);
  assert.notEqual(await said.textContent(), before);
});
