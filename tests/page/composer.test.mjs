// Writing: the box grows and hides nothing, Enter means what people expect, and no text is lost.
import assert from "node:assert/strict";
import { eventually } from "../support/eventually.mjs";
import { PHONE, stage } from "../support/stage.mjs";

const { scene } = stage();
const LINES = Array.from({ length: 8 }, (_, nth) => `line ${nth + 1}`).join("\n");

/** Anna and Ben have said so much that the timeline scrolls. */
async function talk({ pair }, options = {}) {
  const [anna, ben] = await pair(options);
  const texts = Array.from({ length: 20 }, (_, nth) => `word ${nth + 1}`);
  await ben.say(...texts);
  await anna.sees("word 20");
  return { anna, ben };
}

const isInView = (guest, text) =>
  guest.message(text).evaluate((row) => {
    const [own, log] = [row, row.closest("[role=log]")].map((el) => el.getBoundingClientRect());
    return own.top >= log.top - 1 && own.bottom <= log.bottom + 1;
  });

scene("a draft of eight lines hides nothing, and what arrives counts as read", async (play) => {
  const { anna, ben } = await talk(play);
  await anna.composer.fill(LINES);
  await eventually(() => isInView(anna, "word 20"));
  await ben.say("over the draft");
  await anna.sees("over the draft");
  await eventually(() => isInView(anna, "over the draft"));
  await anna.titled(`${ben.handle} · Dormouse`);
  await anna.composer.fill("");
  await eventually(() => isInView(anna, "over the draft"));
});

scene("Enter in the same moment as the last letter sends what was written", async (play) => {
  const { anna } = await talk(play);
  await anna.composer.evaluate((box) => {
    for (const text of ["quick one", "quick two"]) {
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    }
  });
  await anna.sees("quick one", "quick two");
  assert.equal(await anna.composer.inputValue(), "");
});

scene("after joining from a link the box is as high as a line", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  const id = await anna.makeGroup(`Night owls ${anna.handle}`);
  await ben.page.goto(`/#/c/${id}`);
  await ben.click("Join");
  await ben.at(`Night owls ${anna.handle}`);
  assert.ok((await ben.composer.boundingBox()).height >= 38);
});

scene("Enter that an input method uses sends nothing, in Safari too", async (play) => {
  const { anna } = await talk(play);
  await anna.composer.fill("にほん");
  for (const signs of [{ isComposing: true }, { keyCode: 229 }]) {
    await anna.composer.dispatchEvent("keydown", { key: "Enter", bubbles: true, ...signs });
    assert.equal(await anna.composer.inputValue(), "にほん");
  }
  await anna.composer.press("Enter");
  await anna.sees("にほん");
});

scene("on a phone Enter makes a new line, and the button sends", async (play) => {
  const { anna, ben } = await talk(play, PHONE);
  assert.equal(await anna.composer.getAttribute("enterkeyhint"), "enter");
  await anna.composer.fill("first");
  await anna.composer.press("Enter");
  await anna.composer.pressSequentially("second");
  await anna.click("Send");
  await eventually(async () => (await ben.texts()).at(-1) === "first\nsecond");
});

scene("the first line keeps its indentation", async (play) => {
  const { anna, ben } = await talk(play);
  await anna.composer.fill("\n    if x:\n        return y  \n\n");
  await anna.composer.press("Enter");
  await eventually(async () => (await ben.texts()).at(-1) === "    if x:\n        return y");
});

scene("a message that was refused can be edited, in front of what is written", async (play) => {
  const { guest } = play;
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  await anna.page.routeWebSocket(/\/conversations\/.*\/socket/, (page) => {
    const server = page.connectToServer();
    page.onMessage((text) => {
      const frame = text === "ping" ? {} : JSON.parse(text);
      if (frame.type !== "post" || frame.body !== "bad") return server.send(text);
      const { client_id } = frame;
      const error = { type: "error", code: "bad_message", message: "No such words.", client_id };
      return page.send(JSON.stringify(error));
    });
  });
  await anna.writeTo(ben.handle);
  await anna.say("bad");
  const failed = anna.message("bad", "failed");
  await failed.getByText("Not sent").waitFor();
  for (const act of ["Retry", "Edit", "Discard"]) await anna.button(act, failed).waitFor();
  await anna.composer.fill("and more");
  await anna.click("Edit", failed);
  await failed.waitFor({ state: "detached" });
  assert.equal(await anna.composer.inputValue(), "bad\nand more");
  await anna.page.reload();
  await anna.at(ben.handle);
  assert.equal(await anna.composer.inputValue(), "bad\nand more");
});

scene(
  "Enter makes a new line for a person who has set it so, also after a reload",
  async (play) => {
    const { anna, ben } = await talk(play);
    await anna.go("Settings");
    await anna.page.getByRole("radio", { name: "makes a new line" }).check();
    await anna.openLine(ben.handle);
    const write = async (first, second) => {
      await anna.composer.pressSequentially(first);
      await anna.composer.press("Enter");
      await anna.composer.pressSequentially(second);
      await anna.composer.press("Control+Enter");
      await eventually(async () => (await ben.texts()).at(-1) === `${first}\n${second}`);
    };
    await write("one", "two");
    await anna.page.reload();
    await anna.at(ben.handle);
    await write("three", "four");
  },
);
