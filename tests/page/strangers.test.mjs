// Two people who have never met: they register, find each other and talk.
import assert from "node:assert/strict";
import { stage } from "../support/stage.mjs";

const { scene } = stage();

scene(
  "two strangers find each other in People and talk, and both see everything in order",
  async ({ guest }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    await anna.writeTo(ben.handle);
    await anna.say("hello ben");
    await anna.sees("hello ben");
    await anna.line(ben.handle).getByText("hello ben").waitFor();
    await ben.openLine(anna.handle);
    await ben.sees("hello ben");
    await ben.say("hello anna", "how is the hazel?");
    await anna.sees("how is the hazel?");
    await anna.say("ripe");
    await ben.sees("ripe");
    const talk = ["hello ben", "hello anna", "how is the hazel?", "ripe"];
    assert.deepEqual(await anna.texts(), talk);
    assert.deepEqual(await ben.texts(), talk);
    assert.deepEqual(
      (await anna.messages()).map(({ mine }) => mine),
      [true, false, false, true],
    );
  },
);

scene(
  "unread messages count in the inbox and the tab's title, and reading in one tab clears the other",
  async ({ guest }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    await anna.writeTo(ben.handle);
    await ben.go("Conversations");
    const second = await ben.tab();
    await second.is("live");
    await anna.say("one", "two", "three");
    for (const tab of [ben, second]) {
      await tab.line(anna.handle).getByText("3 unread messages").waitFor({ state: "attached" });
      await tab.titled("(3) Dormouse");
      await tab.line(anna.handle).getByText("three", { exact: true }).waitFor();
    }
    await ben.openLine(anna.handle);
    await ben.sees("one", "two", "three");
    await ben.titled(`${anna.handle} · Dormouse`);
    await second.titled("Dormouse");
    await second.line(anna.handle).getByText("unread").waitFor({ state: "detached" });
  },
);

scene(
  "all tabs of two people show the same messages, and who is typing until they post",
  async ({ guest }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    await anna.writeTo(ben.handle);
    await anna.say("are you there?");
    await ben.openLine(anna.handle);
    const second = await anna.tab(`/#/c/${anna.conversation()}`);
    await second.at(ben.handle);
    await ben.composer.pressSequentially("yes");
    await anna.page.getByText(`${ben.handle} is typing`).waitFor();
    await second.page.getByText(`${ben.handle} is typing`).waitFor();
    await ben.say("yes, always");
    await anna.page.getByText(`${ben.handle} is typing`).waitFor({ state: "detached" });
    await second.say("good");
    for (const tab of [anna, ben, second]) {
      await tab.sees("good");
      assert.deepEqual(await tab.texts(), ["are you there?", "yes, always", "good"]);
    }
  },
);

scene(
  "a name that is taken, and a wrong password, are each reported beside their field",
  async ({ guest, arrive }) => {
    const anna = await guest("anna");
    const thief = await arrive("thief");
    const { page } = thief;
    await thief.click("Create an account");
    await page.getByRole("textbox", { name: "Name" }).fill(anna.handle.toUpperCase());
    await page.getByRole("textbox", { name: "Password" }).fill("another long password");
    await thief.click("Create account");
    await page
      .getByRole("textbox", { name: "Name" })
      .and(page.locator("[aria-invalid=true]"))
      .waitFor();
    await thief.click("Sign in instead");
    await thief.click("Sign in");
    await page
      .getByRole("textbox", { name: "Password" })
      .and(page.locator("[aria-invalid=true]"))
      .waitFor();
    assert.equal(await page.locator("body").getAttribute("data-session"), "out");
  },
);
