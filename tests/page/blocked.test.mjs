// Networks that pass requests and block WebSockets. The page changes to the stream by itself, or to
// polls where streams are buffered, and back to the socket when it can.
import assert from "node:assert/strict";
import { agree } from "../support/agree.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();
/**
 * Longer than the page waits for a welcome, and longer than its first pause before it tries the
 * socket again, in ms.
 */
const WELCOME = 13_000;
const TRIAL = 31_000;

/**
 * Advances the page's clock over its patience until it has this connection. After each step its
 * next request gets time to start: a clock that is ahead of it would wear out nothing.
 */
async function waitOut(guest, connection) {
  for (let nth = 0; nth < 30 && !(await guest.isNow(connection)); nth++) {
    await guest.page.clock.runFor(WELCOME);
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  await guest.is(connection);
}

const waysOf = (guest) => guest.witness.log.filter((line) => line.includes("/socket")).length;

scene(
  "where WebSockets are refused the page uses the stream, both ways, and returns by itself",
  async ({ guest, network }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben", { direct: true })]);
    await anna.page.clock.install();
    network.blockSockets("refused");
    await anna.page.reload();
    await anna.is("fallback");
    await anna.page.getByRole("status").getByText("Live connections are blocked here").waitFor();
    await anna.writeTo(ben.handle, "fallback");
    await ben.writeTo(anna.handle);
    await anna.say("by a detour");
    await ben.sees("by a detour");
    await ben.say("it works", "both ways");
    await anna.sees("both ways");
    const frames = waysOf(anna);
    await anna.say("still on the detour");
    await ben.sees("still on the detour");
    assert.equal(waysOf(anna), frames, "no socket carried a message");
    network.letSockets();
    await anna.page.clock.fastForward(TRIAL);
    await anna.is("live");
    await anna.page.getByText("Live connections are blocked here").waitFor({ state: "hidden" });
    await anna.say("on the road again");
    await agree(
      [anna, ["by a detour", "still on the detour", "on the road again"]],
      [ben, ["it works", "both ways"]],
    );
  },
);

scene(
  "where WebSockets open and never answer, the page uses the stream too, and sends the rest there",
  async ({ guest, network }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben", { direct: true })]);
    await anna.page.clock.install();
    await anna.page.reload();
    await anna.writeTo(ben.handle);
    await ben.writeTo(anna.handle);
    network.blockSockets("silent");
    await anna.is("connecting");
    await anna.say("can you hear me?");
    await anna.message("can you hear me?", "sending").waitFor();
    // Advance the clock over the page's patience: two silent sockets in a row.
    await waitOut(anna, "fallback");
    await ben.say("yes");
    await agree([anna, ["can you hear me?"]], [ben, ["yes"]]);
  },
);

scene(
  "where streams are buffered as well the page polls, two people talk, and it returns by itself",
  async ({ guest, network }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben", { direct: true })]);
    await anna.page.clock.install();
    network.blockSockets("refused");
    network.bufferStreams();
    await anna.page.reload();
    // Advance the clock over the page's patience: two silent streams in a row.
    await waitOut(anna, "polling");
    await anna.page
      .getByRole("status")
      .getByText("Checking for new messages every few seconds")
      .waitFor();
    await anna.writeTo(ben.handle, "polling");
    await ben.writeTo(anna.handle);
    await anna.say("can you hear me?");
    await ben.sees("can you hear me?");
    await ben.say("now and then", "what about you?");
    await anna.sees("now and then", "what about you?");
    assert.equal(
      await anna.timeline.getByRole("separator", { name: "New from here" }).count(),
      0,
      "she has it focused",
    );
    await anna.go("Conversations");
    await ben.say("are you gone?");
    await anna.titled("(1) Dormouse");
    await anna.openLine(ben.handle, "polling");
    await anna.titled(`${ben.handle} · Dormouse`);
    network.letSockets();
    network.letStreams();
    // Trials have failed meanwhile, so the next one is some minutes away.
    await anna.page.clock.fastForward(10 * TRIAL);
    await anna.is("live");
    await anna.say("on the road again");
    await agree(
      [anna, ["can you hear me?", "on the road again"]],
      [ben, ["now and then", "what about you?", "are you gone?"]],
    );
  },
);

scene("a stream that is cut resumes from its cursor", async ({ guest, network }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben", { direct: true })]);
  network.blockSockets("refused");
  await anna.page.reload();
  await anna.is("fallback");
  await anna.writeTo(ben.handle, "fallback");
  await ben.writeTo(anna.handle);
  const [hers, his] = [[], []];
  for (let cut = 1; cut <= 3; cut++) {
    hers.push(`anna ${cut}`);
    his.push(`ben ${cut}`);
    await anna.is("fallback");
    await anna.say(hers.at(-1));
    assert.ok(network.cut() > 0, "a stream was open");
    await ben.say(his.at(-1));
  }
  await agree([anna, hers], [ben, his]);
});

scene(
  "signing out ends the stream, and leaving a group over it closes the group at once",
  async ({ guest, network }) => {
    const [anna, ben] = await Promise.all([guest("anna", { direct: true }), guest("ben")]);
    const title = `Night owls ${anna.handle}`;
    await anna.makeGroup(title);
    network.blockSockets("refused");
    await ben.page.reload();
    await ben.is("fallback");
    await ben.join(title, "fallback");
    await anna.click("Details");
    await anna.click(`Remove ${ben.handle}`);
    await anna.click("Remove", anna.dialog(`Remove ${ben.handle}?`));
    await ben.button("Join").waitFor();
    await anna.say("alone");
    await anna.sees("alone");
    assert.equal((await ben.page.content()).includes("alone"), false);
    await ben.signOut();
  },
);
