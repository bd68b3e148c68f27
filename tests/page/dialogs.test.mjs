// Dialogs: Back closes them and nothing else, and the focus returns to where it came from.
import assert from "node:assert/strict";
import { stage } from "../support/stage.mjs";

const { scene } = stage();

const focusedName = (guest) =>
  guest.page.evaluate(
    () => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent,
  );

scene("Back closes a dialog and leaves the view below it", async ({ guest }) => {
  const anna = await guest("anna");
  const id = await anna.makeGroup("Dialogs");
  await anna.click("Details");
  for (const [button, title] of [
    ["Rename", "Rename group"],
    ["Add people", "Add people"],
    ["Leave group", "Leave “Dialogs”?"],
  ]) {
    await anna.click(button);
    await anna.dialog(title).waitFor();
    await anna.page.goBack();
    await anna.dialog(title).waitFor({ state: "detached" });
    assert.equal(anna.conversation(), id, "the conversation is still in view");
    assert.equal(await focusedName(anna), button, "the focus returns");
  }
  await anna.go("Settings");
  await anna.click("Sign out");
  await anna.page.goBack();
  await anna.dialog("Sign out?").waitFor({ state: "detached" });
  assert.match(anna.page.url(), /#\/settings$/);
  await anna.page.goBack();
  await anna.at("Dialogs");
});

scene("a dialog that leads elsewhere leaves nothing for Back to return to", async ({ guest }) => {
  const anna = await guest("anna");
  await anna.go("Groups");
  await anna.makeGroup("Elsewhere");
  assert.equal(await anna.page.locator("dialog").count(), 0);
  await anna.page.goBack();
  await anna.page.getByRole("heading", { level: 1, name: "Groups" }).waitFor();
  assert.equal(await anna.page.locator("dialog").count(), 0);
});

scene("a dialog ends with the session", async ({ guest, arrive }) => {
  const [anna, phone] = [await guest("anna"), await arrive("phone")];
  await phone.signIn(anna.handle);
  await phone.page
    .getByRole("region", { name: "Conversations" })
    .getByRole("button", { name: "New group" })
    .click();
  await phone.dialog("New group").waitFor();
  await anna.go("Settings");
  await anna.click("Sign out everywhere else");
  await anna.click("Sign out the others");
  await phone.isSignedOut();
  await phone.dialog("New group").waitFor({ state: "detached" });
  assert.equal(await phone.page.getByRole("textbox", { name: "Name" }).isEditable(), true);
});

scene("a hint belongs to one field, and an error takes its place", async ({ arrive }) => {
  const anna = await arrive("anna");
  await anna.click("Create an account");
  const name = anna.page.getByRole("textbox", { name: "Name" });
  const password = anna.page.getByRole("textbox", { name: "Password" });
  const said = (field) =>
    field.evaluate((el) => document.getElementById(el.getAttribute("aria-describedby")).innerText);
  assert.match(await said(name), /^2–32 letters/);
  assert.equal(await said(password), "At least 8 characters.");
  await name.fill("a");
  await password.fill("short");
  await anna.click("Create account");
  await name.and(anna.page.locator("[aria-invalid=true]")).waitFor();
  assert.match(await said(name), /^A name has 2 to 32 letters/);
  assert.equal(await said(password), "At least 8 characters.");
  await anna.page.getByText("2–32 letters").waitFor({ state: "detached" });
});

scene("after an outage the banner offers to try at once", async ({ guest, network }) => {
  const anna = await guest("anna");
  network.refuse();
  await anna.page.getByRole("status").getByText("Reconnecting").waitFor();
  // Long enough for the waits between attempts to grow far beyond this test's patience.
  await anna.button("Try now").waitFor();
  network.pass();
  await anna.click("Try now");
  await anna.is("live");
  await anna.button("Try now").waitFor({ state: "detached" });
});

scene("what is filled in and submitted within one frame is what is sent", async ({ guest }) => {
  const anna = await guest("anna");
  await anna.page
    .getByRole("region", { name: "Conversations" })
    .getByRole("button", { name: "New group" })
    .click();
  await anna.dialog("New group").evaluate((dialog) => {
    const [title, topic] = dialog.querySelectorAll("input[type=text]");
    for (const [input, value] of [
      [title, "Quick hands"],
      [topic, "Filled at once"],
    ]) {
      input.value = value;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    dialog.querySelector("input[value=private]").click();
    dialog.querySelector("form").requestSubmit();
  });
  await anna.at("Quick hands");
  await anna.click("Details");
  await anna.page.locator(".details-topic").getByText("Filled at once").waitFor();
  await anna.page.getByText("Private group").waitFor();
});
