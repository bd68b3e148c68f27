// What a person has written in a conversation that they were removed from stays theirs.
import assert from "node:assert/strict";
import { kept } from "../support/kept.mjs";
import { person } from "../support/people.mjs";
import { stage } from "../support/stage.mjs";
import { withoutPosts } from "../support/unsent.mjs";

const { scene } = stage();

scene("unsent messages outlive the conversation, to be copied or discarded", async (play) => {
  const { guest, world } = play;
  const [anna, ben] = [await guest("anna"), await person(world, "ben")];
  const title = `Owls ${anna.handle}`;
  const id = await ben.group(title);
  await anna.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await withoutPosts(anna);
  await anna.join(title);
  await anna.say("a long thought\nwith two lines", "and another");
  await anna.message("and another", "sending").waitFor();
  const closed = anna.page.getByRole("list", { name: "Closed conversations" });
  assert.equal(await closed.count(), 0);
  await ben.ask("DELETE", `/api/conversations/${id}/members/${await anna.id()}`);
  await anna.page.getByText(`You are not in “${title}” any more.`).waitFor();
  await anna.go("Conversations");
  await closed.getByRole("link", { name: `${title} Closed · 2 unsent messages` }).waitFor();
  await anna.page.reload();
  // What it was called, the browser may have forgotten with the rest of it.
  await closed.getByRole("link", { name: /Closed · 2 unsent messages$/ }).click();
  const unsent = anna.page.getByRole("region", { name: /unsent message/ });
  const first = unsent.getByRole("listitem").filter({ hasText: "a long thought" });
  await anna.click("Copy", first);
  await anna.page.getByText("The message is in the clipboard.").waitFor();
  const copied = await anna.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, "a long thought\nwith two lines");
  await anna.click("Discard", first);
  await closed.getByText("Closed · 1 unsent message").waitFor();
  await anna.click("Discard", unsent);
  await unsent.waitFor({ state: "detached" });
  await closed.waitFor({ state: "detached" });
  assert.doesNotMatch(await kept(anna), /thought|another/);
});

scene("who comes back finds what they left unsent, and can send it", async ({ guest, world }) => {
  const [anna, ben] = [await guest("anna"), await person(world, "ben")];
  const title = `Owls ${anna.handle}`;
  const id = await ben.group(title);
  const posts = await withoutPosts(anna);
  await anna.join(title);
  await anna.say("still here");
  await anna.message("still here", "sending").waitFor();
  const member = `/api/conversations/${id}/members/${await anna.id()}`;
  await ben.ask("DELETE", member);
  await anna.go("Settings");
  await anna.page.getByText("Closed · 1 unsent message").waitFor();
  posts.areLost = false;
  await ben.ask("PUT", member, {});
  await anna.openLine(title);
  assert.equal(await anna.page.getByText("Closed ·").count(), 0);
  await anna.click("Retry", anna.message("still here", "failed"));
  await anna.sees("still here");
});
