// One browser has one cookie: every tab shows the person to whom it belongs, and says so if there
// is none.
import assert from "node:assert/strict";
import { eventually } from "../support/eventually.mjs";
import { PASSWORD } from "../support/guest.mjs";
import { ROUTED, stage } from "../support/stage.mjs";

const { scene } = stage();

/** Fills in the card without sending it. */
async function fills(tab, handle) {
  await tab.page.getByRole("textbox", { name: "Name" }).fill(handle);
  await tab.page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
}
/** Whose cookie the browser has. */
async function owner({ page }) {
  const answer = await page.evaluate(async () => (await fetch("/api/me")).json());
  return answer.you.handle;
}

scene(
  "two tabs that sign in as two people at the same moment both become the one who came last",
  async ({ guest, arrive }) => {
    const [anna, ben, cleo] = [await guest("anna"), await guest("ben"), await guest("cleo")];
    const first = await arrive("shared", ROUTED);
    const second = await first.tab();
    const asked = [];
    await first.context.route("**/api/sessions", (route) => {
      if (route.request().method() !== "POST") return route.continue();
      // Both requests are on their way before either is answered.
      asked.push(route);
      return asked.length === 2 ? Promise.all(asked.map((one) => one.continue())) : undefined;
    });
    await fills(first, anna.handle);
    await fills(second, ben.handle);
    const answers = [first, second].map(({ page }) => page.waitForResponse("**/api/sessions"));
    await Promise.all([first.click("Sign in"), second.click("Sign in")]);
    await Promise.all(answers);
    const last = await owner(first);
    for (const tab of [first, second])
      await eventually(async () => {
        await tab.go("Settings");
        return tab.page.getByText(last).first().isVisible();
      });
    for (const [tab, text] of [
      [first, "from the first tab"],
      [second, "from the second tab"],
    ]) {
      await tab.writeTo(cleo.handle);
      await tab.say(text);
      await tab.sees(text);
    }
    const stored = await first.stored();
    assert.deepEqual(
      stored.map(({ handle }) => handle),
      [last, last],
    );
  },
);

scene("a browser that blocks cookies is told that they are needed", async ({ guest, arrive }) => {
  const anna = await guest("anna");
  const visitor = await arrive("visitor", ROUTED);
  await visitor.page.route("**/api/sessions", async (route) => {
    const response = await route.fetch();
    const { "set-cookie": _cookie, ...headers } = response.headers();
    await visitor.context.clearCookies();
    await route.fulfill({ response, headers });
  });
  await fills(visitor, anna.handle);
  await visitor.click("Sign in");
  await visitor.page
    .getByRole("status")
    .getByText(/cookies/)
    .waitFor();
  await visitor.isSignedOut();
});
