// A second visit begins with what the first one showed, before the server has answered and without
// a network, and goes on from there.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { agree } from "../support/agree.mjs";
import { eventually } from "../support/eventually.mjs";
import { PASSWORD } from "../support/guest.mjs";
import { kept } from "../support/kept.mjs";
import { person } from "../support/people.mjs";
import { ROUTED, stage } from "../support/stage.mjs";

const { scene } = stage();

/** What the page keeps is written after a pause. */
const keeps = (guest, text) => eventually(async () => (await kept(guest)).includes(text));

scene("the inbox and the conversation are there before the server answers", async ({ guest }) => {
  const [anna, ben] = [await guest("anna", ROUTED), await guest("ben")];
  await anna.writeTo(ben.handle);
  await anna.say("one", "two");
  await anna.sees("one", "two");
  await keeps(anna, "two");
  let answer;
  const answered = new Promise((go) => (answer = go));
  await anna.page.route("**/api/session", async (route) => {
    await answered;
    await route.continue();
  });
  await anna.page.reload();
  await anna.sees("one", "two");
  await anna.line(ben.handle).getByText("two").waitFor();
  await anna.say("three");
  await anna.message("three", "sending").waitFor();
  await sleep(1_500);
  assert.deepEqual((await ben.stored(anna.conversation())).length, 2, "nothing is sent");
  answer();
  await agree([anna, ["one", "two", "three"]]);
});

scene("without a network the last visit can be read, and written to", async ({ guest }) => {
  const [anna, ben, cleo] = [await guest("anna"), await guest("ben"), await guest("cleo")];
  await anna.writeTo(cleo.handle);
  await anna.say("dear Cleo");
  await anna.sees("dear Cleo");
  await anna.writeTo(ben.handle);
  await anna.say("dear Ben");
  await anna.sees("dear Ben");
  await keeps(anna, "dear Ben");
  await anna.page.evaluate(() => navigator.serviceWorker.ready);
  await anna.context.setOffline(true);
  await anna.page.reload();
  await anna.sees("dear Ben");
  await anna.page.getByRole("status").getByText("You are offline").waitFor();
  await anna.line(cleo.handle).getByRole("link").click();
  await anna.sees("dear Cleo");
  await anna.say("in the train");
  await anna.message("in the train", "sending").waitFor();
  await anna.context.setOffline(false);
  await anna.is("live");
  await agree([anna, ["dear Cleo", "in the train"]]);
});

scene(
  "what has come since the last visit is new, and one opens at it",
  async ({ guest, world }) => {
    const [anna, ben] = [await guest("anna"), await person(world, "ben")];
    const id = await ben.direct({ id: await anna.id() });
    const line = await ben.open(id);
    const say = async (from, to) => {
      for (let nth = from; nth <= to; nth += 1)
        line.say({ type: "post", client_id: `message-${nth}`, body: `message ${nth}` });
      await line.said(`message ${to}`);
    };
    await say(1, 5);
    await anna.openLine(ben.handle);
    await anna.sees("message 5");
    await keeps(anna, "message 5");
    await anna.page.goto("about:blank");
    // Until her page has closed its socket, she is there and reads what arrives.
    await line.next("presence", ({ here }) => !here);
    await say(6, 45);
    await anna.page.goto(`/#/c/${id}`);
    await anna.sees("message 6");
    const top = await anna.timeline
      .getByRole("separator", { name: "New from here" })
      .evaluate((line) => line.getBoundingClientRect().top);
    assert.ok(top > 0 && top < 400, `the line is in view, at ${top}`);
    await anna.line(ben.handle).getByText("40", { exact: true }).waitFor();
  },
);

scene("a session that ended meanwhile leaves nothing of what was shown", async ({ guest }) => {
  const [anna, ben] = [await guest("anna"), await guest("ben")];
  await anna.writeTo(ben.handle);
  await anna.say("secret");
  await anna.sees("secret");
  await keeps(anna, "secret");
  await anna.context.clearCookies();
  await anna.page.reload();
  await anna.isSignedOut();
  await anna.page.getByText("You have been signed out").waitFor();
  assert.doesNotMatch(await kept(anna), /secret/);
});

scene("a cookie of another person ends what was shown of the first", async ({ guest }) => {
  const [anna, ben, cleo] = [await guest("anna"), await guest("ben"), await guest("cleo")];
  await anna.writeTo(ben.handle);
  await anna.say("secret");
  await anna.sees("secret");
  await keeps(anna, "secret");
  const owner = await anna.page.evaluate(
    async ([handle, password]) => {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ handle, password, session: "cookie" });
      await (await fetch("/api/sessions", { method: "POST", headers, body })).json();
      return (await (await fetch("/api/me")).json()).you.handle;
    },
    [cleo.handle, PASSWORD],
  );
  assert.equal(owner, cleo.handle);
  await anna.page.reload();
  await anna.go("Settings");
  await anna.page.getByText(cleo.handle).first().waitFor();
  assert.doesNotMatch(await kept(anna), /secret/);
});
