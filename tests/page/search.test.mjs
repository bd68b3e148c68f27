// Finding messages in the page: everywhere and in one conversation, by keyboard and by touch, what
// a screen reader hears, and jumping to a day.
import assert from "node:assert/strict";
import { person } from "../support/people.mjs";
import { PHONE, stage } from "../support/stage.mjs";

const { scene } = stage();

const field = ({ page }) => page.getByRole("combobox", { name: "Search messages" });
const hits = ({ page }) => page.getByRole("option");
const status = ({ page }) => page.getByRole("dialog", { name: "Search" }).getByRole("status");
const marks = ({ page }) => page.locator(".finder-hit mark").allTextContents();
const reached = (guest, text) => guest.page.locator("[data-reached]").filter({ hasText: text });

let groups = 0;

/** Ben, as a program, with a group that Anna is in at the page. */
async function groupOf({ guest, world }, options = {}) {
  const [anna, ben] = [await guest("anna", options), await person(world, "ben")];
  const title = `Night owls ${(groups += 1)}`;
  const group = await ben.group(title);
  await anna.join(title);
  return { anna, ben, group, title };
}

scene("a search over all conversations marks what fits and opens the message", async (stage) => {
  const { anna, ben, group, title } = await groupOf(stage);
  await ben.post(group, "Der Zug fährt über München");
  for (let nth = 0; nth < 60; nth += 1) await ben.post(group, `later ${nth}`);
  await anna.writeTo(ben.handle);
  await anna.say("<b>uber</b> here");
  await anna.sees("<b>uber</b> here");
  await anna.click("Search messages");
  await field(anna).pressSequentially("uber");
  await status(anna).filter({ hasText: "2 results" }).waitFor();
  assert.deepEqual(await marks(anna), ["uber", "über"]);
  const [first, second] = await hits(anna).allTextContents();
  assert.match(first, new RegExp(`^${ben.handle}You.*<b>uber</b> here$`));
  assert.match(second, new RegExp(`^${title}${ben.handle}.*Der Zug fährt über München$`));
  await hits(anna).nth(1).click();
  await anna.at(title);
  await reached(anna, "Der Zug fährt über München").waitFor();
  await anna.page.getByRole("dialog").waitFor({ state: "detached" });
});

scene("by keyboard alone: a shortcut, arrows, Enter, and Esc", async (stage) => {
  const { anna, ben, group } = await groupOf(stage);
  for (const text of ["first owl", "second owl", "a mouse"]) await ben.post(group, text);
  await anna.sees("a mouse");
  await anna.composer.press("Control+k");
  await field(anna).waitFor();
  await anna.page.keyboard.type("owl");
  await status(anna).filter({ hasText: "2 results" }).waitFor();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown"])
    await anna.page.keyboard.press(key);
  const option = anna.page.getByRole("option", { name: /first owl$/, selected: true });
  await option.waitFor();
  const chosen = await field(anna).getAttribute("aria-activedescendant");
  assert.match(await anna.page.locator(`[id="${chosen}"]`).textContent(), /first owl$/);
  await anna.page.keyboard.press("Enter");
  await reached(anna, "first owl").waitFor();
  await anna.timeline.focus();
  await anna.page.keyboard.press("/");
  await field(anna).waitFor();
  assert.equal(await anna.button("In this conversation").getAttribute("aria-pressed"), "true");
  await anna.page.keyboard.press("Escape");
  await field(anna).waitFor({ state: "detached" });
  await anna.composer.pressSequentially("and/or");
  assert.equal(await anna.composer.inputValue(), "and/or");
});

scene("in one conversation: filters, more pages, elsewhere, nothing, and errors", async (stage) => {
  const { anna, ben, group, title } = await groupOf(stage);
  for (let nth = 1; nth <= 25; nth += 1) await ben.post(group, `owl ${nth}`);
  await anna.say("my own owl https://owls.example.org");
  await anna.click("Search in this conversation");
  await field(anna).fill(`owl from:${ben.handle}`);
  await status(anna).filter({ hasText: "20 results. There may be more." }).waitFor();
  await anna.click("Load more");
  await status(anna).filter({ hasText: "25 results" }).waitFor();
  assert.equal(await anna.button("Load more").count(), 0);
  await field(anna).fill("owl has:link");
  await status(anna).filter({ hasText: "1 result" }).waitFor();
  await field(anna).fill("nothing like that");
  await status(anna).filter({ hasText: "No message fits." }).waitFor();
  await field(anna).fill("on:yesterday");
  await status(anna).filter({ hasText: "A date in a search looks like 2026-11-28." }).waitFor();
  await field(anna).fill("owl");
  await anna.click("Everywhere");
  await status(anna).filter({ hasText: "8 results. There may be more." }).waitFor();
  await anna.click(`More in ${title}`);
  await status(anna).filter({ hasText: "20 results. There may be more." }).waitFor();
});

scene("an odd query does no harm, and what is shown is text", async (stage) => {
  const { anna, ben, group } = await groupOf(stage);
  await ben.post(group, '"quotes" <img src=x onerror=alert(1)> \u202eabc שלום');
  await anna.click("Search messages");
  for (const query of ['"', "AND OR", "*", "'); DROP", "a".repeat(200), "\u202eabc", "NEAR(x"]) {
    await field(anna).fill(query);
    await field(anna).press("Enter");
    await status(anna)
      .filter({ hasText: /result|fits|search/i })
      .waitFor();
  }
  await field(anna).fill("onerror");
  await status(anna).filter({ hasText: "1 result" }).waitFor();
  assert.equal(await anna.page.locator(".finder img").count(), 0);
  assert.deepEqual(await marks(anna), ["onerror"]);
});

scene("on a phone the search is the whole screen", async (stage) => {
  const { anna, ben, group } = await groupOf(stage, PHONE);
  await ben.post(group, "a find for the phone");
  await anna.click("Search in this conversation");
  await field(anna).fill("phone");
  await status(anna).filter({ hasText: "1 result" }).waitFor();
  const { width, height } = await anna.page.getByRole("dialog").boundingBox();
  assert.deepEqual([width, height], [PHONE.viewport.width, PHONE.viewport.height]);
  await hits(anna).first().tap();
  await reached(anna, "a find for the phone").waitFor();
});

scene("Back closes the search", async (stage) => {
  const { anna, title } = await groupOf(stage);
  await anna.click("Search messages");
  await field(anna).waitFor();
  await anna.page.goBack();
  await field(anna).waitFor({ state: "detached" });
  await anna.at(title);
});

scene("a day in the timeline leads to another day", async (stage) => {
  const { anna, ben, group } = await groupOf(stage);
  for (let nth = 1; nth <= 120; nth += 1) await ben.post(group, `message ${nth}`);
  await anna.sees("message 120");
  const dates = anna.page.getByRole("button", { name: /Jump to a date$/ });
  const top = anna.message("message 1");
  while (!(await top.isVisible())) await anna.timeline.press("Home");
  await dates.first().click();
  const dialog = anna.dialog("Jump to a date");
  const day = dialog.getByLabel("Day");
  const today = await day.inputValue();
  assert.match(today, /^\d{4}-\d{2}-\d{2}$/);
  await day.fill("2020-01-31");
  await anna.click("Jump", dialog);
  await reached(anna, "message 1").waitFor();
  await anna.dialog("Jump to a date").waitFor({ state: "detached" });
});
