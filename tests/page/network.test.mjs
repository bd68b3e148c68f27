// The network under an open page is slow, is lost, and comes back.
import assert from "node:assert/strict";
import { agree } from "../support/agree.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();

/** Anna on a network that will fail, and Ben without it, in one conversation. */
const apart = ({ pair }) => pair({}, { direct: true });

const words = (who, count) => Array.from({ length: count }, (_, nth) => `${who} ${nth + 1}`);

scene("a message appears at once, as sending, and becomes sent", async (play) => {
  const { network } = play;
  const [anna, ben] = await apart(play);
  network.delay(700);
  await anna.say("first", "second");
  assert.deepEqual(
    (await anna.messages()).map(({ text, state }) => [text, state]),
    [
      ["first", "sending"],
      ["second", "sending"],
    ],
  );
  await agree([anna, ["first", "second"]], [ben, []]);
});

scene(
  "in a tunnel messages wait, the page says so, and afterwards nothing is lost or doubled",
  async (play) => {
    const { network } = play;
    const [anna, ben] = await apart(play);
    await anna.say("before");
    await ben.sees("before");
    network.blackHole();
    await anna.context.setOffline(true);
    await anna.say("into the tunnel", "still there?");
    await ben.say("where are you?", "hello?");
    await anna.is("offline");
    await anna.page.getByRole("status").getByText("You are offline").waitFor();
    assert.deepEqual(
      (await anna.messages()).map(({ state }) => state),
      ["sent", "sending", "sending"],
    );
    network.pass();
    await anna.context.setOffline(false);
    await anna.is("live");
    await agree(
      [anna, ["before", "into the tunnel", "still there?"]],
      [ben, ["where are you?", "hello?"]],
    );
    await anna.page.getByText("You are offline").waitFor({ state: "hidden" });
  },
);

scene("where nobody answers the page waits and says so, and comes back by itself", async (play) => {
  const { network } = play;
  const [anna, ben] = await apart(play);
  network.refuse();
  await anna.is("connecting");
  await anna.say("one", "two", "three");
  await ben.say("four", "five");
  await anna.page.getByRole("status").getByText("Reconnecting").waitFor();
  network.pass();
  await anna.is("live");
  await agree([anna, ["one", "two", "three"]], [ben, ["four", "five"]]);
});

scene("a message whose answer was lost is stored once and shown once", async (play) => {
  const { network } = play;
  const [anna, ben] = await apart(play);
  network.loseAnswers();
  await anna.say("did you get this?");
  await ben.sees("did you get this?");
  assert.equal((await anna.messages())[0].state, "sending");
  network.pass();
  network.cut();
  await agree([anna, ["did you get this?"]], [ben, []]);
});

scene(
  "connections cut ten times while both post: nothing lost, nothing doubled, one order",
  async (play) => {
    const { network } = play;
    const [anna, ben] = await apart(play);
    const [hers, his] = [words("anna", 30), words("ben", 30)];
    let cuts = 0;
    async function loseTheNetwork() {
      for (let nth = 0; nth < 30; nth += 3) {
        await anna.say(hers[nth], hers[nth + 1]);
        await anna.context.setOffline(true);
        if (network.cut() > 0) cuts += 1;
        await anna.is("offline");
        await anna.say(hers[nth + 2]);
        await anna.context.setOffline(false);
        await anna.is("live");
      }
    }
    await Promise.all([loseTheNetwork(), ben.say(...his)]);
    await agree([anna, hers], [ben, his]);
    assert.equal(cuts, 10, "each cut ended a connection");
  },
);

scene(
  "a refused message stays with its reason, and can be tried again or discarded",
  async (play) => {
    const [anna, ben] = await apart(play);
    const refusals = { "once more": 1, "never mind": Infinity };
    await anna.page.routeWebSocket(/\/conversations\//, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((text) => {
        const { type, client_id, body } = text.startsWith("{") ? JSON.parse(text) : {};
        if (type === "post" && refusals[body]-- > 0)
          return socket.send(
            JSON.stringify({
              type: "error",
              code: "bad_message",
              message: "Not like this.",
              client_id,
            }),
          );
        return server.send(text);
      });
    });
    await anna.page.reload();
    await anna.at(ben.handle);
    await anna.say("once more", "never mind");
    for (const text of ["once more", "never mind"])
      await anna.message(text, "failed").getByText("Not sent: Not like this.").waitFor();
    await anna.click("Retry", anna.message("once more", "failed"));
    await anna.click("Discard", anna.message("never mind", "failed"));
    await agree([anna, ["once more"]], [ben, []]);
  },
);
