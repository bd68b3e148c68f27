// The inbox of a person with many conversations. The entries are added to what the server sends, so
// that hundreds of conversations cost no time.
import assert from "node:assert/strict";
import { stage } from "../support/stage.mjs";
import { eventually } from "../support/eventually.mjs";

const { scene } = stage();
/** The most DOM nodes that a page with a full inbox has. */
const NODES = 3_000;

const idOf = (nth) => `g${String(nth).padStart(20, "0")}`;
const entryOf = (nth, more = {}) => ({
  conversation: idOf(nth),
  kind: "group",
  title: `group ${nth}`,
  role: "member",
  head: 10,
  read: 10,
  unread: 0,
  mentions: 0,
  at: 1_700_000_000_000 - nth,
  last: { seq: 10, at: 1_700_000_000_000 - nth, handle: "ben", preview: `words ${nth}` },
  ...more,
});

/** Gives the page so many conversations. Returns a function that sends it inbox entries. */
async function crowded(guest, count) {
  let page = null;
  await guest.page.routeWebSocket(/\/socket$/, (socket) => {
    page = socket;
    const server = socket.connectToServer();
    server.onMessage((text) => {
      const frame = text === "pong" ? null : JSON.parse(text);
      if (frame?.type === "welcome")
        frame.inbox.push(...Array.from({ length: count }, (_, nth) => entryOf(nth)));
      socket.send(frame ? JSON.stringify(frame) : text);
    });
  });
  await guest.page.reload();
  await guest.is("live");
  await guest.line("group 0").first().waitFor();
  return (...entries) => page.send(JSON.stringify({ type: "inbox", entries }));
}

scene(
  "five hundred conversations stay a small page, of which only the list scrolls",
  async ({ guest }) => {
    const anna = await guest("anna");
    await crowded(anna, 500);
    const list = anna.page.locator(".inbox-scroll");
    const size = await anna.page.evaluate(() => {
      const { scrollHeight, clientHeight } = document.scrollingElement;
      return { scrollHeight, clientHeight, body: document.body.scrollHeight };
    });
    assert.equal(size.scrollHeight, size.clientHeight, "the document does not scroll");
    assert.equal(size.body, size.clientHeight);
    assert.ok((await anna.nodes()) < NODES);
    const links = anna.page.getByRole("region", { name: "Conversations" }).getByRole("link");
    assert.ok((await links.count()) < 60);
    for (let step = 1; step <= 5; step += 1) {
      await list.evaluate((el, part) => (el.scrollTop = part * el.scrollHeight), step / 5);
      await anna
        .line(`group ${step * 100 - 1}`)
        .first()
        .waitFor();
      assert.ok((await anna.nodes()) < NODES);
    }
    const last = anna.line("group 499");
    assert.equal(await last.getAttribute("aria-posinset"), "500");
    assert.equal(await last.getAttribute("aria-setsize"), "500");
  },
);

scene("an arriving message draws its own line again, and no other", async ({ guest }) => {
  const anna = await guest("anna");
  const arrive = await crowded(anna, 500);
  await anna.page.evaluate(() => {
    window.drawn = new Set();
    window.watch = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const line = target.parentElement?.closest(".line") ?? null;
        if (line) window.drawn.add(line.querySelector(".line-title").textContent);
      }
    });
    window.watch.observe(document.querySelector(".inbox-list"), {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  const at = 1_700_000_001_000;
  const last = { seq: 11, at, handle: "ben", preview: "news" };
  arrive(entryOf(7, { at, head: 11, unread: 1, last }));
  await anna.line("news").waitFor();
  assert.match(await anna.page.locator(".inbox-list > li").first().textContent(), /group 7/);
  assert.deepEqual(await anna.page.evaluate(() => [...window.drawn]), ["group 7"]);
});

scene(
  "the keyboard goes through the whole list, and the focused line stays while others come",
  async ({ guest }) => {
    const anna = await guest("anna");
    const arrive = await crowded(anna, 200);
    const focused = () =>
      anna.page.evaluate(() => document.activeElement.querySelector(".line-title")?.textContent);
    await anna.line("group 0").first().getByRole("link").focus();
    for (let step = 0; step < 60; step += 1) await anna.page.keyboard.press("Tab");
    await eventually(async () => (await focused()) === "group 60");
    const at = 1_700_000_001_000;
    arrive(...Array.from({ length: 40 }, (_, nth) => entryOf(100 + nth, { at, head: 11 })));
    await anna.page.locator(".inbox-scroll").evaluate((el) => (el.scrollTop = 0));
    await anna.line("group 100").waitFor();
    assert.equal(await focused(), "group 60");
  },
);

scene("one's own last words are told from the other's", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  await anna.writeTo(ben.handle);
  await anna.say("good night");
  await anna.sees("good night");
  await anna.line(ben.handle).getByText("You: good night", { exact: true }).waitFor();
  await ben.line(anna.handle).getByText("good night", { exact: true }).waitFor();
});

scene("who has gone does not stay online in the open list of people", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  await anna.page.clock.install();
  await anna.page.reload();
  await anna.is("live");
  await anna.go("People");
  const note = anna.page
    .getByRole("list", { name: "People" })
    .getByRole("listitem")
    .filter({ hasText: ben.handle })
    .locator(".item-note");
  await note.getByText("Online", { exact: true }).waitFor();
  await ben.context.close();
  await eventually(async () => {
    await anna.page.clock.runFor(30_000);
    return /^Last seen/.test(await note.textContent());
  });
});
