// What a person is writing: kept to its last letter, the same in all tabs, and no condition for
// chatting.
import assert from "node:assert/strict";
import { eventually } from "../support/eventually.mjs";
import { kept } from "../support/kept.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();

/** Types all at once, and does something else in the same task of the browser. */
const type = (guest, text, then = "nothing") =>
  guest.page.evaluate(
    ([text, then]) => {
      const input = document.querySelector("#composer");
      input.value = text;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      if (then === "reload") location.reload();
    },
    [text, then],
  );
const hasDraft = (guest, text) =>
  eventually(async () => (await guest.composer.inputValue()) === text);

scene(
  "a draft is kept to its last letter, also when the page reloads or crashes at once",
  async ({ guest }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    await anna.writeTo(ben.handle);
    for (let nth = 1; nth <= 5; nth++) {
      const text = `to the last letter ${nth}`;
      await type(anna, text, "reload");
      await anna.at(ben.handle);
      await hasDraft(anna, text);
    }
    for (let nth = 1; nth <= 5; nth++) {
      const text = `even then ${nth}`;
      const devtools = await anna.context.newCDPSession(anna.page);
      await type(anna, text);
      devtools.send("Page.crash").catch(() => {});
      await anna.page.waitForEvent("crash");
      const path = `/#/c/${anna.conversation()}`;
      await anna.page.close();
      await anna.open(path);
      await anna.at(ben.handle);
      await hasDraft(anna, text);
    }
  },
);

scene("a draft from before the page kept them in IndexedDB is moved, once", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  await anna.writeTo(ben.handle);
  const old = `dormouse|${await anna.id()}|draft|${anna.conversation()}`;
  await anna.page.evaluate((name) => localStorage.setItem(name, "from before"), old);
  await anna.page.reload();
  await hasDraft(anna, "from before");
  assert.equal(await anna.page.evaluate(() => localStorage.length), 0);
});

scene("a draft that was sent in one tab does not come back in another", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  await anna.writeTo(ben.handle);
  const second = await anna.tab(`/#/c/${anna.conversation()}`);
  await second.at(ben.handle);
  await anna.composer.fill("dear Ben");
  await hasDraft(second, "dear Ben");
  await anna.composer.press("Enter");
  await second.sees("dear Ben");
  await hasDraft(second, "");
  await second.go("People");
  await second.page.reload();
  await second.openLine(ben.handle);
  assert.equal(await second.composer.inputValue(), "");
  assert.equal(JSON.parse(await kept(second)).drafts, undefined);
});

scene("where the browser keeps nothing, people chat all the same", async ({ guest, arrive }) => {
  const ben = await guest("ben");
  const anna = await arrive("anna");
  await anna.page.addInitScript(() => {
    const forbidden = () => {
      throw new DOMException("not here", "SecurityError");
    };
    for (const name of ["indexedDB", "localStorage"])
      Object.defineProperty(window, name, { get: forbidden });
  });
  await anna.page.reload();
  await anna.register();
  await anna.writeTo(ben.handle);
  await anna.say("hello");
  await anna.sees("hello");
  await anna.composer.fill("half a thought");
  await anna.go("People");
  await anna.openLine(ben.handle);
  assert.equal(await anna.composer.inputValue(), "half a thought");
});
