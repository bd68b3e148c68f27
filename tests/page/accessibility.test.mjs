// The rules of WCAG 2.2 AA that a machine can check, in every view, in both colour schemes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { person } from "../support/people.mjs";
import { withoutPosts } from "../support/unsent.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Checks that nothing is wrong, of whatever impact; a failure names its place. */
async function clean(guest, view) {
  const { page } = guest;
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (values) =>
      window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
    RULES,
  );
  const bad = violations.map(
    ({ id, impact, nodes }) =>
      `${impact} ${id}: ${nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${html} ${failureSummary}`)
        .join("\n")}`,
  );
  assert.deepEqual(bad, [], view);
}

/** The windows that people have. 640 × 400 is a desktop's at 200 %. */
const WINDOWS = {
  "a wide window in the light": { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  "a wide window in the dark": { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
  "320 px in the light": { viewport: { width: 320, height: 640 }, colorScheme: "light" },
  "a window at 200 % in the dark": { viewport: { width: 640, height: 400 }, colorScheme: "dark" },
};
/** Every kind of mark, with mentions of both who read it. */
const marked = (one, other) =>
  [
    `**bold** _italic_ ~~gone~~ \`code\` @${one} and @${other}, see example.com/a`,
    "> quoted\n\n- an item\n  1. below it",
    `\`\`\`sh\n${"wide ".repeat(60).trim()}\n\`\`\``,
  ].join("\n\n");
const isNarrow = ({ viewport }) => viewport.width < 768;

/** Leads from a conversation to the inbox, which a narrow window does not show beside it. */
async function toInbox(guest, options) {
  if (isNarrow(options))
    await guest.page.getByRole("link", { name: "Back to conversations" }).click();
}

/** The search with results, and the way to a day. */
async function searchIsClean(anna) {
  await anna.click("Search in this conversation");
  const field = anna.page.getByRole("combobox", { name: "Search messages" });
  await field.fill("hello");
  await anna.page.getByRole("option").first().waitFor();
  await field.press("ArrowDown");
  await clean(anna, "the search");
  await anna.click("Done");
  await anna.page
    .getByRole("button", { name: /Jump to a date$/ })
    .first()
    .click();
  await clean(anna, "the dialog of a date");
  await anna.click("Cancel");
}

/** What can be done to a message. */
async function actsAreClean(anna) {
  const open = async (label) => {
    await anna.message("hello").locator(".bubble").hover();
    await anna.click(label, anna.page.getByRole("toolbar"));
  };
  await anna.message("hello").locator(".bubble").hover();
  await anna.page.getByRole("toolbar").waitFor();
  await clean(anna, "the bar of a message");
  await open("More actions");
  await clean(anna, "the menu of a message");
  await anna.page.getByRole("menuitemcheckbox", { name: "React with 👍" }).click();
  await anna.message("hello").getByRole("group", { name: "Reactions" }).waitFor();
  await open("Other emoji");
  await anna.click("Smileys & Emotion");
  await anna.page.getByRole("button", { name: "grinning face", exact: true }).waitFor();
  await clean(anna, "all emoji");
  await anna.click("Close");
  await open("Edit");
  await anna.page.getByRole("textbox", { name: "Edit message" }).waitFor();
  await clean(anna, "a message that is edited");
  await anna.page.keyboard.press("Escape");
  await open("Reply");
  await clean(anna, "a reply");
  await anna.say("to myself");
  await anna.sees("to myself");
  await clean(anna, "a reply that was sent");
  await anna.composer.pressSequentially(":gri");
  await anna.page.getByRole("option").first().waitFor();
  await clean(anna, "suggestions");
  await anna.composer.fill("");
}

for (const [name, options] of Object.entries(WINDOWS)) {
  scene(`every view is open to everybody in ${name}`, async ({ guest, arrive, network }) => {
    const [ben, anna] = [await guest("ben"), await arrive("anna", options)];
    await anna.isSignedOut();
    await clean(anna, "sign-in");
    await anna.click("Create an account");
    await clean(anna, "registration");
    await anna.click("Create account");
    await anna.page.getByText("Please enter your name.").waitFor();
    await clean(anna, "registration with a complaint");
    await anna.click("Sign in instead");
    await anna.register();
    await clean(anna, "the empty inbox");
    await anna.writeTo(ben.handle);
    await clean(anna, "an empty conversation");
    const text = marked(anna.handle, ben.handle);
    await anna.say("hello", "see https://example.com", text);
    await ben.openLine(anna.handle);
    await ben.say(text, "hi");
    await anna.sees("hi");
    await clean(anna, "a conversation");
    await actsAreClean(anna);
    await searchIsClean(anna);
    await toInbox(anna, options);
    const title = `Night owls in ${name}`;
    await anna.makeGroup(title, { topic: "Who is awake" });
    await ben.join(title);
    await anna.click("Details");
    await anna.page.getByRole("list", { name: "Members" }).getByText(ben.handle).waitFor();
    await clean(anna, "a group's details");
    await anna.click("Rename");
    await clean(anna, "the dialog of a new name");
    await anna.click("Cancel");
    await anna.click("Add people");
    await anna.dialog("Add people").getByRole("listitem").first().waitFor();
    await clean(anna, "the dialog that admits people");
    await anna.click("Done");
    await anna.click("Leave group");
    await clean(anna, "a question");
    await anna.click("Cancel");
    await anna.click("Close details");
    await toInbox(anna, options);
    await ben.openLine(anna.handle);
    await ben.say("are you there?");
    await anna.line(ben.handle).getByText("1 unread message").waitFor({ state: "attached" });
    for (const place of ["People", "Groups", "Settings", "Conversations"]) {
      await anna.go(place);
      await anna.page.getByRole("heading", { name: place }).first().waitFor();
      await clean(anna, place);
    }
    await anna.page
      .getByRole("region", { name: "Conversations" })
      .getByRole("button", { name: "New group" })
      .click();
    await clean(anna, "the dialog of a new group");
    await anna.click("Cancel");
    await anna.openLine(ben.handle);
    network.refuse();
    await anna.say("later");
    await anna.page.getByRole("status").getByText("Reconnecting").waitFor();
    await clean(anna, "a lost connection");
  });

  scene(`what is left unsent in a closed conversation is, in ${name}`, async (play) => {
    const [ben, anna] = [await person(play.world, "ben"), await play.guest("anna", options)];
    const id = await ben.group(`Owls ${anna.handle}`);
    await withoutPosts(anna);
    await anna.join(`Owls ${anna.handle}`);
    await anna.say("a long thought ".repeat(200));
    await ben.ask("DELETE", `/api/conversations/${id}/members/${await anna.id()}`);
    await anna.page.getByText("1 unsent message", { exact: true }).waitFor();
    await clean(anna, "a closed conversation");
    await anna.click("Discard");
  });
}
