// A timeline of ten thousand messages: few of them are drawn, and the reader does not notice.
import assert from "node:assert/strict";
import { withHistory } from "../support/history.mjs";
import { person } from "../support/people.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();
const COUNT = 10_000;
/** The most DOM nodes that the page has, texts among them. */
const NODES = 3_000;
/** How many rows come at once when the reader comes near an end of the drawn ones. */
const STEP = 40;

/** Anna reads a conversation with Ben, who has written ten thousand messages. */
async function archive({ guest, world }) {
  const [anna, ben] = await Promise.all([guest("anna"), person(world, "ben")]);
  const id = await ben.direct({ id: await anna.id() });
  const line = await ben.open(id);
  await line.post("the last");
  await withHistory(anna, { id, author: ben, count: COUNT });
  await anna.openLine(ben.handle);
  await anna.sees("the last");
  return { anna, ben, line };
}

const firstText = async (guest) => (await guest.texts())[0];

/**
 * Scrolls by `by` px `times` times. Returns by how much the message in the middle of the view was
 * misplaced at worst, in px, and the most nodes there ever were.
 */
const travel = (guest, by, times) =>
  guest.timeline.evaluate(
    async (log, [by, times]) => {
      const frames = () =>
        new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const all = () => [...log.querySelectorAll("article.message")];
      const top = (row) => row.getBoundingClientRect().top;
      let worst = 0;
      let most = 0;
      for (let nth = 0; nth < times; nth += 1) {
        const middle = log.getBoundingClientRect().top + log.clientHeight / 2;
        const row = all().find((one) => top(one) > middle - by) ?? all().at(by < 0 ? 0 : -1);
        const [before, from] = [top(row), log.scrollTop];
        log.scrollTop += by;
        const moved = log.scrollTop - from;
        await frames();
        await frames();
        if (row.isConnected) worst = Math.max(worst, Math.abs(top(row) - (before - moved)));
        else worst = Infinity;
        most = Math.max(most, document.querySelectorAll("*").length);
      }
      return { worst, most };
    },
    [by, times],
  );

scene("ten thousand messages are few nodes, wherever one reads", async (play) => {
  const { anna } = await archive(play);
  assert.ok((await anna.nodes()) <= NODES, `${await anna.nodes()} nodes at the end`);
  for (const key of ["Home", "PageDown", "PageDown", "End"]) {
    await anna.timeline.press(key);
    assert.ok((await anna.nodes()) <= NODES, `${await anna.nodes()} nodes after ${key}`);
  }
  await anna.sees("the last");
});

scene("the message in view stays in its place while the rows around it change", async (play) => {
  const { anna } = await archive(play);
  const up = await travel(anna, -900, 60);
  assert.ok(up.worst < 2, `upwards a message was ${up.worst} px off`);
  assert.ok(up.most <= NODES);
  const first = await firstText(anna);
  assert.match(first, /^old (8|7)\d\d\d$/, "it went far");
  const down = await travel(anna, 900, 70);
  assert.ok(down.worst < 2, `downwards a message was ${down.worst} px off`);
  await anna.sees("the last");
});

scene(
  "Home leads to the very first message, and from there every message can be read",
  async (play) => {
    const { anna } = await archive(play);
    await anna.timeline.press("Home");
    await anna.sees("old 1");
    const seen = new Set(await anna.texts());
    while (!seen.has("old 400")) {
      await travel(anna, 400, 1);
      for (const text of await anna.texts()) seen.add(text);
    }
    for (let nth = 1; nth <= 400; nth += 1) assert.ok(seen.has(`old ${nth}`), `old ${nth}`);
  },
);

scene("a message that arrives draws one row", async (play) => {
  const { anna, line } = await archive(play);
  await anna.timeline.evaluate((log) => {
    window.drawn = 0;
    new MutationObserver((changes) => {
      for (const { addedNodes, removedNodes, type } of changes)
        window.drawn += type === "childList" ? addedNodes.length + removedNodes.length : 1;
    }).observe(log, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  for (const text of ["one", "two", "three"]) {
    await line.post(text);
    await anna.sees(text);
  }
  const drawn = await anna.page.evaluate(() => window.drawn);
  assert.ok(drawn <= 3 * 10, `${drawn} changes of the timeline for three messages`);
});

scene("however often the log reports a scroll, the rows move one step a frame", async (play) => {
  const { anna } = await archive(play);
  const steps = await anna.timeline.evaluate(async (log) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const rows = () => [...log.querySelectorAll("article.message")];
    const counts = [];
    log.scrollTop = 0;
    for (let nth = 0; nth < 6; nth += 1) {
      const before = new Set(rows());
      for (let again = 0; again < 5; again += 1) log.dispatchEvent(new Event("scroll"));
      await frame();
      await frame();
      counts.push(rows().filter((row) => !before.has(row)).length);
    }
    return counts;
  });
  assert.ok(steps[0] > 0, "it moves");
  assert.ok(Math.max(...steps) <= 2 * STEP, `new rows in two frames: ${steps}`);
  assert.deepEqual(steps.slice(-2), [0, 0], "and then it rests");
});

scene("who reads far up is not moved by what arrives, however much it is", async (play) => {
  const { anna, line } = await archive(play);
  await travel(anna, -900, 10);
  const view = () =>
    anna.timeline.evaluate((log) => {
      const middle = log.getBoundingClientRect().top + log.clientHeight / 2;
      const row = [...log.querySelectorAll("article.message")].find(
        (one) => one.getBoundingClientRect().bottom > middle,
      );
      return `${row.innerText} at ${Math.round(row.getBoundingClientRect().top)}`;
    });
  const before = await view();
  for (let nth = 1; nth <= 150; nth += 1)
    line.say({ type: "post", client_id: `flood-${nth}`, body: `flood ${nth}` });
  await anna.button("150 new messages").waitFor();
  assert.equal(await view(), before);
  assert.ok((await anna.nodes()) <= NODES);
  await anna.click("150 new messages");
  await anna.sees("flood 150");
  await anna.page.locator("button.jump").waitFor({ state: "hidden" });
});
