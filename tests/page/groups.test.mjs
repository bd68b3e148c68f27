// Groups on the page: people create, find, join, manage and leave them.
import assert from "node:assert/strict";
import { people } from "../support/people.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();

/** Opens the details of the conversation in view for everybody. */
async function details(...guests) {
  for (const one of guests) await one.click("Details");
}

const member = (guest, of) =>
  guest.page
    .getByRole("list", { name: "Members" })
    .getByRole("listitem")
    .filter({ hasText: of.handle });
const roleOf = (guest, of, role) =>
  member(guest, of).locator(".item-note").filter({ hasText: role }).waitFor();
const closed = (guest, title) =>
  guest.page.getByText(`You are not in “${title}” any more.`).waitFor();

async function makeAdmin(guest, of) {
  await guest.page.getByRole("combobox", { name: `Role of ${of.handle}` }).selectOption("Admin");
  await guest.click(`Change role of ${of.handle}`);
}

scene(
  "a group is created, found and joined, and its members see each other's roles change",
  async ({ guest }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    const title = `Night owls ${anna.handle}`;
    await anna.makeGroup(title, { topic: "Who is awake" });
    await anna.say("anybody?");
    await ben.join(title);
    await anna.page.getByText(`${ben.handle} joined`).waitFor();
    await ben.say("me");
    await anna.sees("me");
    await details(anna, ben);
    await roleOf(ben, anna, "Owner");
    await roleOf(ben, ben, "Member");
    assert.equal(await anna.button(`Remove ${ben.handle}`).isVisible(), true);
    assert.equal(await ben.button(`Remove ${anna.handle}`).isVisible(), false);
    await makeAdmin(anna, ben);
    await roleOf(anna, ben, "Admin");
    await roleOf(ben, ben, "Admin");
    await ben.button("Rename").waitFor();
  },
);

scene(
  "a removed member sees the conversation as closed in both tabs and gets nothing more",
  async ({ guest }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    const title = `Night owls ${anna.handle}`;
    const id = await anna.makeGroup(title, { isPrivate: true });
    await details(anna);
    await anna.click("Add people");
    const dialog = anna.dialog("Add people");
    await dialog.getByRole("searchbox").fill(ben.handle);
    await anna.click(`Add ${ben.handle}`, dialog);
    await anna.button(`In the group: ${ben.handle}`, dialog).waitFor();
    await anna.click("Done", dialog);
    await ben.openLine(title);
    await anna.say("between us");
    await ben.sees("between us");
    const second = await ben.tab(`/#/c/${id}`);
    await second.at(title);
    await anna.click(`Remove ${ben.handle}`);
    await anna.click("Remove", anna.dialog(`Remove ${ben.handle}?`));
    await Promise.all([closed(ben, title), closed(second, title)]);
    await anna.page.getByText(`${ben.handle} was removed by ${anna.handle}`).waitFor();
    await anna.say("without ben");
    await anna.sees("without ben");
    for (const tab of [ben, second]) {
      await tab.line(title).waitFor({ state: "detached" });
      assert.equal(await tab.button("Join").isVisible(), false, "a private group has no way in");
      assert.equal((await tab.page.content()).includes("without ben"), false);
    }
  },
);

scene(
  "leaving a group closes it in both tabs at once, and joining again is possible",
  async ({ guest }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    const title = `Night owls ${anna.handle}`;
    const id = await anna.makeGroup(title);
    await ben.join(title);
    const second = await ben.tab(`/#/c/${id}`);
    await second.at(title);
    await details(ben);
    await ben.click("Leave group");
    await ben.click("Leave group", ben.dialog(`Leave “${title}”?`));
    await ben.page.getByRole("heading", { name: "All quiet" }).waitFor();
    await second.button("Join").waitFor();
    for (const tab of [ben, second]) await tab.line(title).waitFor({ state: "detached" });
    await anna.page.getByText(`${ben.handle} left`).waitFor();
    await anna.say("ben is gone");
    await anna.sees("ben is gone");
    assert.equal((await second.page.content()).includes("ben is gone"), false);
    await second.click("Join");
    await second.at(title);
    await second.say("back again");
    await anna.sees("back again");
  },
);

scene("the last owner who leaves hands the group to its admin", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  const title = `Night owls ${anna.handle}`;
  await anna.makeGroup(title);
  await ben.join(title);
  await details(anna, ben);
  await makeAdmin(anna, ben);
  await roleOf(ben, ben, "Admin");
  await anna.click("Leave group");
  await anna.click("Leave group", anna.dialog(`Leave “${title}”?`));
  await roleOf(ben, ben, "Owner");
  await ben.page.getByText("1 member", { exact: true }).first().waitFor();
});

scene(
  "in a group larger than its welcome a member finds themself, and all others page by page",
  async ({ guest, world }) => {
    const zoe = await guest("zoe");
    const title = `Crowd ${zoe.handle}`;
    const id = await zoe.makeGroup(title);
    const crowd = await people(world, ...Array.from({ length: 54 }, (_, nth) => `p${nth}`));
    for (const one of crowd) await one.join(id);
    await zoe.page.getByText("55 members").first().waitFor();
    await zoe.page.reload();
    await details(zoe);
    await roleOf(zoe, zoe, "Owner");
    const members = zoe.page.getByRole("list", { name: "Members" }).getByRole("listitem");
    assert.equal(await members.count(), 51);
    await zoe.click("Load more");
    await members.nth(54).waitFor();
    assert.equal(await members.count(), 55);
    await zoe.button("Load more").waitFor({ state: "hidden" });
  },
);
