// Everything without a mouse: Tab, Enter, Escape and letters.
import assert from "node:assert/strict";
import { PASSWORD } from "../support/guest.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();
/** More stops than any view has. */
const STOPS = 60;

const press = (guest, ...keys) =>
  keys.reduce(
    (before, key) => before.then(() => guest.page.keyboard.press(key)),
    Promise.resolve(),
  );

/** The focused element, as a screen reader announces it. */
function focused(guest) {
  return guest.page.evaluate(() => {
    const el = document.activeElement;
    return (
      (el.getAttribute("aria-label") ?? el.labels?.[0]?.textContent ?? "") ||
      (el.matches("a, button") ? el.textContent.trim() : "")
    );
  });
}

/** Presses Tab, or `key`, until the focused element has this name and is visible and marked. */
async function reach(guest, name, key = "Tab") {
  for (let stop = 0; stop < STOPS; stop++) {
    if ((await focused(guest)).includes(name)) return marked(guest, name);
    await press(guest, key);
  }
  throw new Error(`no way by ${key} to ${name}; it stands on ${await focused(guest)}`);
}

async function marked(guest, name) {
  const seen = await guest.page.evaluate(() => {
    const el = document.activeElement;
    const { outlineStyle, boxShadow, borderColor } = getComputedStyle(el);
    const { width, height } = el.getBoundingClientRect();
    return {
      visible: width > 0 && height > 0,
      mark: outlineStyle !== "none" || boxShadow !== "none",
      borderColor,
    };
  });
  assert.ok(seen.visible, `${name} is seen`);
  assert.ok(seen.mark || name === "Message", `the focus on ${name} is visible`);
}

const type = (guest, text) => guest.page.keyboard.type(text);

scene(
  "registering, posting, creating a group and leaving it need no mouse",
  async ({ guest, arrive }) => {
    const [ben, anna] = [await guest("ben"), await arrive("anna")];
    await anna.isSignedOut();
    await reach(anna, "Create an account");
    await press(anna, "Enter");
    await reach(anna, "Name", "Shift+Tab");
    await type(anna, anna.handle);
    await reach(anna, "Password");
    await type(anna, PASSWORD);
    await press(anna, "Enter");
    await anna.is("live");

    await reach(anna, "People");
    await press(anna, "Enter");
    await reach(anna, "Search people");
    await type(anna, ben.handle);
    await anna.page
      .getByRole("list", { name: "People" })
      .getByRole("button", { name: ben.handle })
      .waitFor();
    await reach(anna, ben.handle);
    await press(anna, "Enter");
    await anna.at(ben.handle);
    assert.equal(await focused(anna), "Message", "the composer has the focus");
    await type(anna, "without");
    await press(anna, "Shift+Enter");
    await type(anna, "a mouse");
    await press(anna, "Enter");
    await ben.openLine(anna.handle);
    await ben.page.locator("[data-part=body]").filter({ hasText: "without a mouse" }).waitFor();
    assert.deepEqual(await ben.texts(), ["without\na mouse"]);

    await reach(anna, "New group", "Shift+Tab");
    await press(anna, "Enter");
    await anna.dialog("New group").waitFor();
    assert.equal(await focused(anna), "Group name");
    await press(anna, "Escape");
    await anna.dialog("New group").waitFor({ state: "detached" });
    assert.equal(await focused(anna), "New group", "the focus returns to where it came from");
    await press(anna, "Enter");
    // At once: the dialog takes the first letter too.
    await type(anna, "Keyboard friends");
    await press(anna, "Enter");
    await anna.at("Keyboard friends");
    assert.equal(await focused(anna), "Message");
    await type(anna, "just keys here");
    await press(anna, "Enter");
    await anna.sees("just keys here");

    await reach(anna, "Details", "Shift+Tab");
    await press(anna, "Enter");
    await anna.page.getByRole("complementary", { name: "Details" }).waitFor();
    assert.equal(await focused(anna), "Close details");
    await press(anna, "Escape");
    assert.equal(await focused(anna), "Details");
    await press(anna, "Enter");
    await reach(anna, "Leave group");
    await press(anna, "Enter");
    await anna.dialog("Leave “Keyboard friends”?").waitFor();
    assert.equal(await focused(anna), "Cancel", "the safe answer has the focus");
    await reach(anna, "Leave group");
    await press(anna, "Enter");
    await anna.page.getByRole("heading", { name: "All quiet" }).waitFor();
    await anna.line("Keyboard friends").waitFor({ state: "detached" });
  },
);

scene(
  "the skip link leads past the navigation, and the timeline scrolls by keys",
  async ({ guest }) => {
    const anna = await guest("anna");
    await anna.makeGroup("Scrolling");
    await anna.say(...Array.from({ length: 30 }, (_, nth) => `line ${nth + 1}`));
    await anna.sees("line 30");
    await reach(anna, "Timeline", "Shift+Tab");
    await press(anna, "Home");
    await anna.button("Latest").waitFor();
    await press(anna, "End");
    await anna.page.locator("button.jump").waitFor({ state: "hidden" });
    await reach(anna, "Skip to content", "Shift+Tab");
    await press(anna, "Enter");
    assert.equal(await anna.page.evaluate(() => document.activeElement.id), "main");
    assert.match(anna.page.url(), /#\/c\//, "the address does not change");
  },
);
