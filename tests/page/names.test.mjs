// Display names: people choose one in the settings, and everybody sees it, at once and later.
import assert from "node:assert/strict";
import { eventually } from "../support/eventually.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();

/** Changes the name in the settings. Leaves what is said about it on the page. */
async function takesName({ page, ...guest }, name, go) {
  await go();
  await page.getByRole("textbox", { name: "Display name" }).fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
}
const changes = (guest, name) => takesName(guest, name, () => guest.go("Settings"));
const named = (guest, name) =>
  eventually(async () => (await guest.page.locator(".me-name").textContent()) === name);

scene("a name is seen at once by everyone who looks, and later by others", async ({ guest }) => {
  const [anna, ben, cleo] = [await guest("anna"), await guest("ben"), await guest("cleo")];
  await anna.makeGroup("Night owls");
  await anna.say("who is up?");
  await anna.sees("who is up?");
  await ben.join("Night owls");
  await ben.sees("who is up?");
  await cleo.writeTo(anna.handle);
  await cleo.say("hello");
  await cleo.sees("hello");
  await changes(anna, "  Änne   李小龍 ");
  await named(anna, "Änne 李小龍");
  const author = ben.page.locator(".message-name").filter({ hasText: "Änne 李小龍" });
  await author.first().waitFor();
  assert.equal(await author.first().getAttribute("title"), `@${anna.handle}`);
  await ben.page.getByText(`Änne 李小龍 created the group`).waitFor();
  await cleo.at("Änne 李小龍");
  await cleo.line("Änne 李小龍").waitFor();
  await cleo.page.getByText(`@${anna.handle}`).first().waitFor();
  await ben.page.reload();
  await author.first().waitFor();
  await ben.page.getByRole("button", { name: "Details" }).click();
  await ben.page.getByRole("button", { name: "Write to Änne 李小龍" }).waitFor();
  await changes(anna, "");
  await named(anna, anna.handle);
  await ben.page.getByText(`${anna.handle} created the group`).waitFor();
  await cleo.at(anna.handle);
});

scene("a name that is refused stays in its field, with the reason beside it", async ({ guest }) => {
  const anna = await guest("anna");
  const refused = {
    Admin: "That name means something else here; choose another.",
    "\u202eannA": "A name cannot hold characters that are invisible or turn the text around.",
    [`Z${"\u0336".repeat(40)}`]: "A letter of a name has at most 4 marks.",
    [`${"a".repeat(65)}`]: "A name has at most 64 characters.",
    "\u3164": "A name needs something visible.",
  };
  for (const [name, reason] of Object.entries(refused)) {
    await changes(anna, name);
    await anna.page.getByRole("alert").filter({ hasText: reason }).waitFor();
    const field = anna.page.getByRole("textbox", { name: "Display name" });
    assert.equal(await field.getAttribute("aria-invalid"), "true");
  }
  await named(anna, anna.handle);
});

scene("the card of a person opens from their name and from the menu", async ({ guest }) => {
  const [anna, ben] = [await guest("anna"), await guest("ben")];
  await changes(anna, "Änne");
  await named(anna, "Änne");
  await anna.makeGroup("Owls with cards");
  await anna.say("who is up?");
  await anna.sees("who is up?");
  await ben.join("Owls with cards");
  await ben.sees("who is up?");
  const card = ben.dialog("Änne");
  await ben.page.locator(".message-name").filter({ hasText: "Änne" }).first().click();
  await card.getByText(`@${anna.handle}`).waitFor();
  await card.getByText("Online").waitFor();
  await ben.page.keyboard.press("Escape");
  await card.waitFor({ state: "hidden" });
  const more = ben.message("who is up?").getByRole("button", { name: "Message actions" });
  await more.focus();
  await ben.page.keyboard.press("Enter");
  await ben.page.getByRole("menuitem", { name: "Profile of Änne" }).focus();
  await ben.page.keyboard.press("Enter");
  await card.waitFor();
  await ben.click("Close", card);
  await card.waitFor({ state: "hidden" });
  await ben.page.locator(".message-name").filter({ hasText: "Änne" }).first().click();
  await ben.click("Message", card);
  await ben.at("Änne");
});

scene(
  "two people who could be taken for each other have their handles beside",
  async ({ guest }) => {
    const [anna, eve] = [await guest("anna"), await guest("eve")];
    await changes(anna, "Anna B");
    await named(anna, "Anna B");
    await anna.makeGroup("Owls alike");
    await anna.say("it is me");
    await anna.sees("it is me");
    await eve.join("Owls alike");
    await eve.say("no, me");
    await anna.sees("no, me");
    const author = anna.page.locator(".message-name").filter({ hasText: eve.handle });
    assert.equal(await author.locator(".handle").count(), 0, "a handle alone needs no second one");
    await changes(eve, "Аnnа В");
    await author
      .locator(".handle")
      .filter({ hasText: `@${eve.handle}` })
      .first()
      .waitFor();
  },
);

scene("a name that is read from right to left turns nothing around it", async ({ guest }) => {
  const [anna, ben] = [await guest("anna"), await guest("ben")];
  await changes(anna, "אברהם");
  await named(anna, "אברהם");
  await anna.makeGroup("Owls of the right");
  await anna.say("שלום");
  await ben.join("Owls of the right");
  await ben.page.getByText("\u2068אברהם\u2069 created the group").waitFor();
  const name = ben.page.locator(".message-name bdi").filter({ hasText: "אברהם" });
  await name.first().waitFor();
});
