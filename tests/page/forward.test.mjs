// Forwarding a message to another conversation, also while the network is away.
import assert from "node:assert/strict";
import { eventually } from "../support/eventually.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();

async function forward(guest, text, title) {
  await guest.message(text).locator(".bubble").hover();
  await guest.click("More actions", guest.page.getByRole("toolbar"));
  await guest.page.getByRole("menuitem", { name: "Forward" }).click();
  const dialog = guest.dialog("Forward message");
  await dialog.getByRole("searchbox", { name: "Search conversations" }).fill(title);
  await dialog.getByRole("button", { name: title }).click();
  await guest.click("Forward", dialog);
  await dialog.waitFor({ state: "detached" });
}

scene("a message goes to another conversation, with whose it is", async ({ guest }) => {
  const [anna, ben, carl] = await Promise.all([guest("anna"), guest("ben"), guest("carl")]);
  const owls = `Owls ${anna.handle}`;
  await anna.makeGroup(owls);
  await ben.join(owls);
  await ben.say("the **gate** is open");
  await carl.writeTo(anna.handle);
  await carl.say("anybody there?");
  await anna.openLine(owls);
  await anna.sees("the gate is open");
  await forward(anna, "the gate is open", carl.handle);
  await anna.page.getByText(`Forwarded to ${carl.handle}.`).waitFor();
  await carl.sees(`Forwarded from ${ben.handle} in ${owls}\nthe gate is open`);
  assert.equal(await carl.page.locator("article[data-for-me]").count(), 0);
});

scene("a private group is not named, and a lost network loses nothing", async (play) => {
  const [anna, ben] = await play.pair();
  await ben.say("what was the code?");
  const larks = `Larks ${anna.handle}`;
  await anna.makeGroup(larks, { isPrivate: true });
  await anna.say("the code is 4711");
  await anna.sees("the code is 4711");
  play.network.refuse();
  await forward(anna, "the code is 4711", ben.handle);
  play.network.pass();
  await ben.sees(`Forwarded from ${anna.handle}\nthe code is 4711`);
  await eventually(async () => (await ben.stored()).length === 2);
});
