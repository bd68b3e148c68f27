// The server dies under open pages, as after `kill -9`, and a new one starts on the same storage.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { agree } from "../support/agree.mjs";
import { ROUTED, stage } from "../support/stage.mjs";

const { scene } = stage();
const CRASHES = 3;
/** `agree` compares what the page draws at once: at most this many of each. */
const MOST = 45;
/** A person needs this long for the next message, in ms. */
const PACE_MS = 150;

scene(
  "after a kill and a restart while both post, the pages reconnect, and nothing is lost or doubled",
  async ({ guest, world }) => {
    const [anna, ben] = await Promise.all([
      guest("anna", { direct: true }),
      guest("ben", { direct: true }),
    ]);
    await anna.writeTo(ben.handle);
    await ben.writeTo(anna.handle);
    const said = [
      [anna, []],
      [ben, []],
    ];
    let over = false;
    async function write([guest, texts]) {
      while (!over && texts.length < MOST) {
        texts.push(`${guest.handle} ${texts.length + 1}`);
        await guest.say(texts.at(-1));
        // The next one when the page shows the last.
        await guest
          .message(texts.at(-1))
          .or(guest.message(texts.at(-1), "sending"))
          .first()
          .waitFor();
        if (texts.length % 5 === 0) await guest.sees(texts.at(-1));
        await sleep(PACE_MS);
      }
    }
    const writing = said.map(write);
    for (let crash = 1; crash <= CRASHES; crash++) {
      const before = said[0][1].length;
      await world.crash();
      await Promise.all([anna.is("live"), ben.is("live")]);
      await anna.sees(said[0][1][before] ?? said[0][1].at(-1));
    }
    over = true;
    await Promise.all(writing);
    assert.ok(
      said.every(([, texts]) => texts.length >= 2 * CRASHES),
      "both posted all the time",
    );
    await agree(...said);
  },
);

scene(
  "while the server is down the page says so calmly, and stores what is written",
  async ({ guest, network, world }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    await anna.writeTo(ben.handle);
    await anna.say("before");
    await ben.openLine(anna.handle);
    const back = world.crash();
    network.refuse();
    await anna.is("connecting");
    await anna.say("meanwhile");
    await anna.page.getByRole("status").getByText("Reconnecting").waitFor();
    assert.deepEqual(
      (await anna.messages()).map(({ text, state }) => [text, state]),
      [
        ["before", "sent"],
        ["meanwhile", "sending"],
      ],
    );
    await back;
    network.pass();
    await agree([anna, ["before", "meanwhile"]], [ben, []]);
    await anna.page.getByText("Reconnecting").waitFor({ state: "hidden" });
  },
);

scene("a page opened while the server is down waits for it", async ({ arrive, network }) => {
  const anna = await arrive("anna", ROUTED);
  await anna.page.route("**/api/session", (route) => route.abort("connectionrefused"), {
    times: 1,
  });
  await anna.page.reload();
  await anna.page.getByText("The server cannot be reached").waitFor();
  network.pass();
  await anna.click("Try now");
  await anna.register();
});
