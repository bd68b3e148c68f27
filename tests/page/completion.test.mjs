// Completion while writing: handles and emoji, by keyboard, mouse and finger. And questions about
// whom a message tells.
import assert from "node:assert/strict";
import { eventually } from "../support/eventually.mjs";
import { people } from "../support/people.mjs";
import { PHONE, stage } from "../support/stage.mjs";

const { scene } = stage();

const options = (guest) => guest.page.getByRole("option");
const names = (guest) => guest.page.locator(".suggestion-name").allTextContents();
const isClosed = (guest) => options(guest).first().waitFor({ state: "detached" });

/** Anna's group, with Ben and Carl in it. Carl has spoken. */
async function group({ guest }, options = {}) {
  const [anna, ben, carl] = await Promise.all([
    guest("anna", options),
    guest("ben"),
    guest("carl"),
  ]);
  const title = `Owls ${anna.handle}`;
  await anna.makeGroup(title);
  await Promise.all([ben.join(title), carl.join(title)]);
  await carl.say("hoo");
  await anna.sees("hoo");
  return { anna, ben, carl, title };
}

scene("a handle is completed by the keyboard, and Enter sends once it is", async (play) => {
  const { anna, ben, carl } = await group(play);
  await anna.composer.pressSequentially("hey @");
  // Who spoke last comes first.
  await eventually(
    async () => (await names(anna)).join() === `${carl.handle},${ben.handle},here,everyone`,
  );
  const active = () => anna.composer.getAttribute("aria-activedescendant");
  const first = await active();
  assert.equal(await anna.page.locator(`#${first}`).getAttribute("aria-selected"), "true");
  await anna.composer.press("ArrowDown");
  await eventually(async () => (await active()) !== first);
  await anna.composer.press("Enter");
  await isClosed(anna);
  assert.equal(await anna.composer.inputValue(), `hey @${ben.handle} `);
  await anna.composer.press("Enter");
  await ben.sees(`hey @${ben.handle}`);
  await ben.page.locator("article[data-for-me]").waitFor();
});

scene("Esc closes the list for this word, and what is complete needs none", async (play) => {
  const { anna, ben } = await group(play);
  await anna.composer.pressSequentially("@b");
  await options(anna).first().waitFor();
  await anna.composer.press("Escape");
  await isClosed(anna);
  await anna.composer.press("e");
  await isClosed(anna);
  await anna.composer.press("Enter");
  await anna.sees("@be");
  // Written in full, the handle needs no list: Enter sends.
  await anna.say(`@${ben.handle}`);
  await ben.sees(`@${ben.handle}`);
});

scene("Tab chooses, a click too, and the browser's undo takes it back", async (play) => {
  const { anna, ben, carl } = await group(play);
  await anna.composer.pressSequentially("@ca");
  await options(anna).first().waitFor();
  await anna.composer.press("Tab");
  assert.equal(await anna.composer.inputValue(), `@${carl.handle} `);
  await anna.composer.press("Control+z");
  assert.equal(await anna.composer.inputValue(), "@ca");
  await anna.composer.fill("");
  await anna.composer.pressSequentially("@b");
  await options(anna).filter({ hasText: ben.handle }).click();
  assert.equal(await anna.composer.inputValue(), `@${ben.handle} `);
  await anna.composer.press("o");
  assert.equal(await anna.composer.inputValue(), `@${ben.handle} o`);
});

scene("an emoji is found by its name, and a second colon is enough", async (play) => {
  const { anna } = await group(play);
  await anna.composer.pressSequentially("well :tada");
  await options(anna).first().waitFor();
  await anna.composer.press("Enter");
  assert.equal(await anna.composer.inputValue(), "well 🎉 ");
  await anna.composer.pressSequentially(":heart_eyes:");
  await eventually(async () => (await anna.composer.inputValue()) === "well 🎉 😍");
  await anna.composer.pressSequentially(" at 10:30 :)");
  await isClosed(anna);
  assert.equal(await anna.composer.inputValue(), "well 🎉 😍 at 10:30 :)");
});

scene("on a phone the list is over the box, and a finger chooses", async (play) => {
  const { anna, ben } = await group(play, PHONE);
  await anna.composer.pressSequentially("@be");
  const option = options(anna).filter({ hasText: ben.handle });
  const [{ y, height }, box] = [await option.boundingBox(), await anna.composer.boundingBox()];
  assert.ok(height >= 44 && y + height <= box.y);
  await option.tap();
  assert.equal(await anna.composer.inputValue(), `@${ben.handle} `);
});

scene("somebody who is not in the group can be added from the composer", async (play) => {
  const { anna, ben } = await group(play);
  const zoe = await play.guest("zoe");
  await ben.composer.fill(`where is @${zoe.handle} today?`);
  const bar = (guest) => guest.page.locator(".outsider").filter({ hasText: zoe.handle });
  await bar(ben).waitFor();
  // Ben may not add people, so he is only told.
  assert.equal(await ben.button(`Add ${zoe.handle} to the group`).count(), 0);
  await anna.composer.fill(`hello @${zoe.handle}`);
  await anna.composer.press("Enter");
  await anna.sees(`hello @${zoe.handle}`);
  await anna.click(`Add ${zoe.handle} to the group`);
  await bar(anna).waitFor({ state: "detached" });
  await bar(ben).waitFor({ state: "detached" });
  await zoe.line(`Owls ${anna.handle}`).waitFor();
});

scene("in a large group all members are found, and who tells them all is asked", async (play) => {
  const { anna } = await group(play);
  const conversation = anna.conversation();
  const names = Array.from({ length: 50 }, (_, nth) => `m${nth}`);
  const others = await people(play.world, ...names, "zoe");
  for (const one of others) await one.join(conversation);
  const zoe = others.at(-1);
  // The page knows the first 50 members, and those who come while it is open.
  await anna.page.reload();
  await anna.at(`Owls ${anna.handle}`);
  await anna.composer.pressSequentially("@zo");
  await options(anna).filter({ hasText: zoe.handle }).click();
  assert.equal(await anna.composer.inputValue(), `@${zoe.handle} `);
  await anna.composer.fill("@everyone supper");
  await anna.composer.press("Enter");
  const dialog = anna.dialog("Tell 53 people?");
  await anna.click("Cancel", dialog);
  assert.equal(await anna.composer.inputValue(), "@everyone supper");
  await anna.composer.press("Enter");
  await anna.click("Send", dialog);
  await anna.sees("@everyone supper");
  assert.equal(await anna.composer.inputValue(), "");
});
