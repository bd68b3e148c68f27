// One person with several tabs and browsers: what survives a reload, and what signing out leaves
// behind.
import assert from "node:assert/strict";
import { agree } from "../support/agree.mjs";
import { kept } from "../support/kept.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();

scene(
  "a message that was not sent when the page was reloaded is sent once, even from two tabs",
  async ({ pair, network }) => {
    const [anna, ben] = await pair({}, { direct: true });
    const id = anna.conversation();
    network.blockSockets("silent");
    await anna.is("connecting");
    await anna.say("do not lose me", "nor me");
    await anna.message("nor me", "sending").waitFor();
    assert.match(await kept(anna), /do not lose me/);
    await anna.page.reload();
    const second = await anna.tab(`/#/c/${id}`);
    for (const tab of [anna, second]) await tab.message("nor me", "sending").waitFor();
    network.letSockets();
    await Promise.all([anna.page.reload(), second.page.reload()]);
    for (const tab of [anna, second]) await agree([tab, ["do not lose me", "nor me"]], [ben, []]);
    assert.equal(JSON.parse(await kept(anna)).posts, undefined);
  },
);

scene("a failed message that is discarded in one tab is not sent by another", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  let posts = "are refused";
  await anna.context.routeWebSocket(/\/conversations\//, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      const { type, client_id } = text.startsWith("{") ? JSON.parse(text) : {};
      const error = { type: "error", code: "bad_message", message: "Not like this.", client_id };
      if (type !== "post" || posts === "pass") server.send(text);
      else if (posts === "are refused") socket.send(JSON.stringify(error));
    });
  });
  await anna.writeTo(ben.handle);
  await ben.writeTo(anna.handle);
  await anna.say("never mind");
  await anna.message("never mind", "failed").waitFor();
  posts = "are lost";
  const second = await anna.tab(`/#/c/${anna.conversation()}`);
  await second.message("never mind", "sending").waitFor();
  await anna.click("Discard", anna.message("never mind", "failed"));
  await second.message("never mind", "sending").waitFor({ state: "detached" });
  posts = "pass";
  await second.page.reload();
  await second.at(ben.handle);
  await second.say("hello");
  await agree([second, ["hello"]], [ben, []]);
});

scene(
  "a draft waits for its writer, across a reload and another conversation",
  async ({ guest }) => {
    const [anna, ben, cleo] = await Promise.all([guest("anna"), guest("ben"), guest("cleo")]);
    await anna.writeTo(cleo.handle);
    await anna.say("hello cleo");
    await anna.writeTo(ben.handle);
    await anna.composer.fill("half a thought");
    await anna.openLine(cleo.handle);
    assert.equal(await anna.composer.inputValue(), "");
    await anna.writeTo(ben.handle);
    assert.equal(await anna.composer.inputValue(), "half a thought");
    await anna.page.reload();
    await anna.at(ben.handle);
    assert.equal(await anna.composer.inputValue(), "half a thought");
  },
);

scene(
  "signing out leaves nothing of the person in the page or the browser, and signs out the other tab",
  async ({ guest }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    await anna.writeTo(ben.handle);
    await anna.say("a secret");
    await anna.sees("a secret");
    await anna.composer.fill("half a secret");
    const second = await anna.tab(`/#/c/${anna.conversation()}`);
    await second.sees("a secret");
    await anna.signOut();
    await second.isSignedOut();
    // The other tab may learn it from this one or from the server, whichever is faster.
    await second.page
      .getByRole("status")
      .getByText(/^You (signed out in another tab|have been signed out)\.$/)
      .waitFor();
    for (const tab of [anna, second]) {
      assert.doesNotMatch(
        await tab.page.content(),
        new RegExp(`secret|${ben.handle}|${anna.handle}`),
      );
      assert.equal(await kept(tab), "{}");
      assert.equal(await tab.page.title(), "Dormouse");
    }
    assert.deepEqual(await anna.context.cookies(), []);
    await anna.page.goBack();
    await anna.page.reload();
    await anna.isSignedOut();
    assert.doesNotMatch(await anna.page.content(), /secret/);
  },
);

scene(
  "a browser whose session is ended from the list of sessions is signed out at once",
  async ({ guest, arrive }) => {
    const [anna, ben, phone] = [await guest("anna"), await guest("ben"), await arrive("phone")];
    await phone.signIn(anna.handle);
    await phone.writeTo(ben.handle);
    await phone.say("from the phone");
    await phone.sees("from the phone");
    await anna.go("Settings");
    const sessions = anna.page
      .getByRole("list", { name: "Where you are signed in" })
      .getByRole("listitem");
    const other = sessions.filter({ hasNotText: "This device" });
    await other.getByRole("button", { name: /^End/ }).click();
    await phone.isSignedOut();
    await phone.page.getByText("You have been signed out.").waitFor();
    assert.doesNotMatch(await phone.page.content(), /from the phone/);
    await other.waitFor({ state: "detached" });
    await anna.openLine(ben.handle);
    await anna.sees("from the phone");
  },
);

scene(
  "a session that is ended elsewhere leaves its person where they were, with all they wrote",
  async ({ guest, arrive }) => {
    const [anna, ben, phone] = [await guest("anna"), await guest("ben"), await arrive("phone")];
    let isSilent = false;
    await phone.page.routeWebSocket(/\/conversations\//, (socket) => {
      const server = isSilent ? null : socket.connectToServer();
      socket.onMessage((text) => !isSilent && server?.send(text));
    });
    await phone.signIn(anna.handle);
    await phone.writeTo(ben.handle);
    isSilent = true;
    await phone.say("written in vain?");
    await phone.message("written in vain?", "sending").waitFor();
    await phone.composer.fill("half a thought");
    await anna.go("Settings");
    await anna.click("Sign out everywhere else");
    await anna.click("Sign out the others");
    await phone.isSignedOut();
    assert.doesNotMatch(await phone.page.content(), /in vain|half a thought/);
    isSilent = false;
    await phone.signIn(anna.handle);
    await phone.at(ben.handle);
    await phone.sees("written in vain?");
    assert.equal(await phone.composer.inputValue(), "half a thought");
    await phone.signOut();
    assert.equal(await kept(phone), "{}");
  },
);

scene(
  "what a person left behind is removed when another signs in, and their address too",
  async ({ guest, arrive }) => {
    const [anna, ben, shared] = [await guest("anna"), await guest("ben"), await arrive("shared")];
    await shared.signIn(anna.handle);
    await shared.writeTo(ben.handle);
    await shared.composer.fill("half a secret");
    await shared.context.clearCookies();
    await shared.page.reload();
    await shared.isSignedOut();
    assert.match(await kept(shared), /half a secret/);
    await shared.signIn((await guest("cleo")).handle);
    await shared.page.getByText("No conversations yet.").waitFor();
    assert.equal(new URL(shared.page.url()).hash, "#/");
    assert.doesNotMatch(await kept(shared), /half a secret/);
  },
);

scene(
  "another person who signs in with the same browser sees nothing of the first",
  async ({ guest, arrive }) => {
    const [anna, ben, shared] = [await guest("anna"), await guest("ben"), await arrive("shared")];
    await shared.signIn(anna.handle);
    await shared.writeTo(ben.handle);
    await shared.say("anna's words");
    await shared.sees("anna's words");
    await shared.signOut();
    await shared.signIn((await guest("cleo")).handle);
    await shared.page.getByText("No conversations yet.").waitFor();
    assert.doesNotMatch(await shared.page.content(), /anna's words/);
  },
);
