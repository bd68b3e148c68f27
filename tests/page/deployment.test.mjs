// The page is kept by the browser, and a newer one replaces it when the person chooses.
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { root } from "../../scripts/lib/run.mjs";
import { markedBuild, removeBuilds } from "../support/deployments.mjs";
import { eventually } from "../support/eventually.mjs";
import { stage } from "../support/stage.mjs";

// At an address of this machine itself, a developer is served: there the network comes first.
const { scene } = stage({ host: "chat.localhost", vars: { ALLOW_HTTP: "1" } });
after(removeBuilds);

/** Waits until the browser keeps the page in full, and the worker serves this tab. */
async function isKept(guest) {
  await guest.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((done) =>
        navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }),
      );
  });
}

const build = (guest) => guest.page.evaluate(() => document.documentElement.dataset.build);
const offer = (guest) => guest.button("Reload");
const caches = (guest) => guest.page.evaluate(() => window.caches.keys());
const tidied = (guest) =>
  guest.page.evaluate(() => navigator.serviceWorker.controller.postMessage("tidy"));
/** The status of the script that this tab runs, asked for once more, as a lazy part would be. */
const ownScript = (guest) =>
  guest.page.evaluate(async () => {
    const { src } = document.querySelector("script[type=module]");
    return (await fetch(src, { cache: "no-store" })).status;
  });

function quiet(guest) {
  const loud = guest.witness.log.filter((line) => /Content Security|Trusted|error: /.test(line));
  const isExpected = /status of 401|ERR_|WebSocket connection/;
  assert.deepEqual(
    loud.filter((line) => !isExpected.test(line)),
    [],
  );
}

scene("a second visit without a network opens the page", async ({ arrive, network }) => {
  const anna = await arrive("anna");
  await anna.isSignedOut();
  await isKept(anna);
  network.refuse();
  await anna.page.goto("/#/");
  await anna.page.reload();
  await anna.page.getByText("The server cannot be reached").waitFor();
  network.pass();
  await anna.click("Try now");
  await anna.isSignedOut();
  await anna.register();
  network.refuse();
  await anna.page.reload();
  await anna.page.getByText("The server cannot be reached").waitFor();
  network.pass();
  await anna.click("Try now");
  await anna.is("live");
  quiet(anna);
});

scene("only the files of the page are kept, and nothing that people say", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  await isKept(anna);
  await anna.writeTo(ben.handle);
  await anna.say("between us");
  await anna.sees("between us");
  const kept = await anna.page.evaluate(async () => {
    const [name] = await window.caches.keys();
    return (await (await window.caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  });
  assert.deepEqual(kept.filter((path) => !/^\/assets\/[\w-]+\.(js|css)$/.test(path)).sort(), [
    "/",
    "/favicon.svg",
    "/manifest.webmanifest",
  ]);
});

scene(
  "a tab of an earlier deployment goes on working, offers to reload, and then runs the newer one",
  async ({ guest, world }) => {
    const anna = await guest("anna");
    const ben = await guest("ben");
    await isKept(anna);
    await anna.writeTo(ben.handle);
    await anna.say("before");
    const other = await anna.tab(`/#/c/${anna.conversation()}`);
    await other.at(ben.handle);
    await world.deploy(await markedBuild("second"));
    await offer(anna).waitFor();
    assert.equal(await build(anna), undefined, "nobody reloads by themself");
    await anna.say("meanwhile");
    await anna.sees("before", "meanwhile");
    assert.equal(await ownScript(anna), 200, "its files are still there");
    await anna.click("Reload");
    await anna.at(ben.handle);
    assert.equal(await build(anna), "second");
    assert.equal(await offer(anna).isVisible(), false);

    await other.say("still the first");
    await other.sees("still the first");
    assert.equal(await build(other), undefined, "another tab is left alone");
    await tidied(anna);
    assert.equal(await ownScript(other), 200);
    assert.equal((await caches(anna)).length, 2);
    await offer(other).waitFor();
    await other.page.close();
    await eventually(async () => {
      await tidied(anna);
      return (await caches(anna)).length === 1;
    });
    [anna, other].forEach(quiet);
  },
);

scene("whoever reloads by hand gets the newer deployment, too", async ({ arrive, world }) => {
  await world.deploy("build/page");
  const anna = await arrive("anna");
  await anna.isSignedOut();
  await isKept(anna);
  await world.deploy(await markedBuild("third"));
  await anna.page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await eventually(async () => (await caches(anna)).length === 2);
  await eventually(async () => {
    await anna.page.reload();
    await anna.isSignedOut();
    return (await build(anna)) === "third";
  });
  quiet(anna);
});

scene("a deployment that the browser cannot keep is offered all the same", async (it) => {
  await it.world.deploy("build/page");
  const anna = await it.guest("anna");
  await isKept(anna);
  const folder = await markedBuild("unkept");
  // Not what the worker has been told, as when a browser's storage is full.
  appendFileSync(join(root, folder, "favicon.svg"), "<!-- changed on its way -->");
  await it.world.deploy(folder);
  await offer(anna).waitFor();
  await anna.click("Reload");
  await anna.page.locator("html[data-build=unkept]").waitFor();
  await anna.is("live");
});

scene("without a service worker, too, the page tells of a newer one", async ({ guest, world }) => {
  await world.deploy("build/page");
  const anna = await guest("anna", { serviceWorkers: "block" });
  await world.deploy(await markedBuild("fourth"));
  await anna.click("Reload");
  await anna.page.locator("html[data-build=fourth]").waitFor();
  await anna.is("live");
});
