// Files and pictures: people attach them, others see them, and nothing is lost or jumps on the way.
import assert from "node:assert/strict";
import { eventually } from "../support/eventually.mjs";
import { fileOf, png, wav } from "../support/pictures.mjs";
import { ROUTED, stage } from "../support/stage.mjs";
import { MIB, bytesOf } from "../support/uploads.mjs";

const { scene } = stage();

const attach = (guest, ...files) => guest.page.locator("input[type=file]").setInputFiles(files);
const attached = (guest) => guest.page.getByRole("list", { name: "Attached files" });
const send = (guest) => guest.click("Send");
const isReady = (guest) =>
  eventually(async () => (await attached(guest).locator("[data-state=ready]").count()) > 0);
const picture = (guest, name) => guest.page.getByRole("img", { name });

/** Requests of this kind that the browser makes from now on. */
function watch(guest, method, pattern) {
  const seen = [];
  guest.page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === method && pattern.test(pathname)) seen.push(pathname);
  });
  return seen;
}

scene("a picture is attached, sent and seen by the other", async ({ pair }) => {
  const [anna, ben] = await pair();
  await attach(anna, fileOf("owls.png", "image/png", png(1600, 900)));
  await isReady(anna);
  await anna.composer.fill("look at them");
  await send(anna);
  await attached(anna).waitFor({ state: "detached" });
  await ben.sees("look at them");
  const theirs = picture(ben, "Picture: owls.webp");
  await eventually(() => theirs.evaluate((img) => img.complete && img.naturalWidth > 0));
  const [shown, drawn] = await theirs.evaluate((img) => [img.naturalWidth, img.width]);
  assert.equal(shown, 711, "a smaller picture, which fits 960 × 400");
  assert.ok(drawn <= shown);
});

scene("a picture has its place before its bytes are there", async ({ pair }) => {
  const [anna, ben] = await pair({}, ROUTED);
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await ben.page.route(/\/files\/\w+$/, async (route) => {
    await held;
    await route.continue();
  });
  await attach(anna, fileOf("owls.png", "image/png", png(800, 400)));
  await isReady(anna);
  await send(anna);
  const theirs = picture(ben, "Picture: owls.webp");
  await theirs.waitFor();
  const before = await theirs.boundingBox();
  assert.ok(before.width > 300 && Math.abs(before.width / before.height - 2) < 0.05);
  letGo();
  await eventually(() => theirs.evaluate((img) => img.complete && img.naturalWidth > 0));
  assert.deepEqual(await theirs.boundingBox(), before);
});

scene("an upload that is cut goes on with what is missing", async ({ pair, network }) => {
  const [anna, ben] = await pair(ROUTED);
  const chunks = watch(anna, "PUT", /\/chunks\/\d+$/);
  const bytes = bytesOf(6 * MIB);
  let cuts = 0;
  await anna.page.route(/\/chunks\/1$/, (route) => {
    if (cuts > 0) return route.continue();
    cuts += network.cut();
    return route.abort("connectionreset");
  });
  await attach(anna, fileOf("owls.bin", "application/octet-stream", bytes));
  await isReady(anna);
  const of = (nth) => chunks.filter((path) => path.endsWith(`/${nth}`)).length;
  assert.deepEqual([of(0), of(1)], [1, 2]);
  await anna.is("live");
  await send(anna);
  const card = ben.page.getByRole("link", { name: "Download owls.bin" });
  const [download] = await Promise.all([ben.page.waitForEvent("download"), card.click()]);
  assert.equal(download.suggestedFilename(), "owls.bin");
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  assert.ok(Buffer.concat(parts).equals(bytes));
});

scene("an upload that has failed says why, and is retried or removed", async ({ pair }) => {
  const [anna] = await pair(ROUTED);
  await anna.page.route(/\/finish$/, (route) => route.abort());
  await attach(anna, fileOf("notes.txt", "text/plain", Buffer.from("what owls say")));
  await anna.page.getByRole("button", { name: "Retry notes.txt" }).waitFor();
  assert.ok(await anna.button("Send").isDisabled());
  await anna.page.unroute(/\/finish$/);
  await anna.click("Retry notes.txt");
  await isReady(anna);
  await anna.click("Remove notes.txt");
  await attached(anna).waitFor({ state: "detached" });
  assert.ok(await anna.button("Send").isDisabled());
});

scene("a file that is too large is refused before any byte is sent", async ({ pair }) => {
  const [anna] = await pair(ROUTED);
  const [chunks, declared] = [watch(anna, "PUT", /./), watch(anna, "POST", /\/files$/)];
  await attach(anna, fileOf("film.bin", "application/octet-stream", Buffer.alloc(11 * MIB)));
  await attached(anna).getByText("That is too large: at most 10 MiB.").waitFor();
  assert.deepEqual([...chunks, ...declared], []);
});

scene("a deleted message takes its picture away, and a former member finds none", async (play) => {
  const [anna, ben] = await Promise.all([play.guest("anna"), play.guest("ben")]);
  const title = `Night owls ${anna.handle}`;
  await anna.makeGroup(title);
  await ben.join(title);
  await attach(anna, fileOf("owls.png", "image/png", png(300, 200)));
  await isReady(anna);
  await send(anna);
  const address = await picture(ben, "Picture: owls.webp").getAttribute("src");
  const status = (guest) => guest.page.evaluate(async (url) => (await fetch(url)).status, address);
  assert.equal(await status(ben), 200);
  await ben.click("Details");
  await ben.click("Leave group");
  await ben.click("Leave group", ben.dialog(`Leave “${title}”?`));
  await eventually(async () => (await status(ben)) === 404);
  assert.equal(await status(anna), 200);
  await anna.page.getByRole("article").last().hover();
  await anna.click("More actions", anna.page.locator(".bar"));
  await anna.page.getByRole("menuitem", { name: "Delete" }).click();
  await anna.click("Delete", anna.dialog("Delete this message?"));
  await eventually(async () => (await status(anna)) === 404);
  assert.equal(await picture(anna, "Picture: owls.webp").count(), 0);
});

scene("what a picture shows is said, and heard in the viewer", async ({ pair }) => {
  const [anna, ben] = await pair();
  await attach(anna, fileOf("a.png", "image/png", png(600, 300)));
  await isReady(anna);
  await anna.click("Describe a.png");
  const dialog = anna.dialog("Describe the picture");
  await dialog.getByRole("textbox").fill("An owl asleep");
  await anna.click("Save", dialog);
  await attached(anna).getByText("Described").waitFor();
  await isReady(anna);
  await attach(anna, fileOf("b.png", "image/png", png(300, 600, [40, 120, 200])));
  await eventually(async () => (await attached(anna).locator("[data-state=ready]").count()) === 2);
  await send(anna);
  await ben.click("Open An owl asleep");
  const viewer = ben.dialog("Pictures");
  await viewer.getByRole("img", { name: "An owl asleep" }).waitFor();
  assert.equal(await viewer.getByRole("status").textContent(), "1 of 2");
  await ben.page.keyboard.press("ArrowRight");
  await viewer.getByRole("img", { name: "Picture: b.webp" }).waitFor();
  await ben.page.keyboard.press("ArrowRight");
  assert.equal(await viewer.getByRole("status").textContent(), "2 of 2");
  await ben.click("Earlier picture", viewer);
  await viewer.getByRole("img", { name: "An owl asleep" }).waitFor();
  await ben.page.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });
});

scene("a sound plays in its place, and one seeks in it", async ({ pair }) => {
  const [anna, ben] = await pair();
  await attach(anna, fileOf("hoot.wav", "audio/wav", wav(3)));
  await isReady(anna);
  await send(anna);
  const player = ben.page.getByRole("group", { name: "Sound: hoot.wav" });
  const position = player.getByRole("slider", { name: "Position" });
  await player.getByText("0:03").waitFor();
  await position.focus();
  await ben.page.keyboard.press("End");
  await ben.page.keyboard.press("ArrowLeft");
  await eventually(async () => (await position.getAttribute("aria-valuetext")) === "0:02 of 0:03");
  await ben.click("Play", player);
  await eventually(() => player.locator("audio").evaluate((audio) => audio.ended));
  await ben.button("Play", player).waitFor();
});

scene("a voice message is recorded, sent and heard", async ({ pair }) => {
  const [anna, ben] = await pair({ permissions: ["microphone"] });
  await anna.click("Record a voice message");
  const dialog = anna.dialog("Recording");
  await dialog.getByText("0:01").waitFor();
  await anna.click("Stop and attach", dialog);
  await isReady(anna);
  await send(anna);
  const player = ben.page.getByRole("group", { name: /^Sound: Voice message/ });
  await player.getByText("0:01").waitFor();
  await ben.click("Play", player);
  await eventually(() => player.locator("audio").evaluate((audio) => audio.currentTime > 0.2));
});

scene("files are pasted and dropped, and a long text becomes one", async ({ pair }) => {
  const [anna] = await pair();
  const give = (kind, selector) =>
    anna.page.evaluate(
      ([kind, selector]) => {
        const data = new DataTransfer();
        data.items.add(new File(["what owls say"], `${kind}.txt`, { type: "text/plain" }));
        const place = document.querySelector(selector);
        const options = { bubbles: true, cancelable: true };
        const event =
          kind === "paste"
            ? new ClipboardEvent(kind, { ...options, clipboardData: data })
            : new DragEvent(kind, { ...options, dataTransfer: data });
        place.dispatchEvent(event);
      },
      [kind, selector],
    );
  await give("paste", "#composer");
  await give("drop", ".timeline");
  await attached(anna).getByText("paste.txt").waitFor();
  await attached(anna).getByText("drop.txt").waitFor();
  await anna.page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "owl ".repeat(1_001));
    const event = { bubbles: true, cancelable: true, clipboardData: data };
    document.querySelector("#composer").dispatchEvent(new ClipboardEvent("paste", event));
  });
  await anna.click("Paste as a file", anna.dialog("Paste as a file"));
  await attached(anna).getByText("text.txt").waitFor();
  await eventually(async () => (await attached(anna).locator("[data-state=ready]").count()) === 3);
});

scene("what is attached to a draft survives a reload", async ({ pair }) => {
  const [anna, ben] = await pair();
  await attach(anna, fileOf("owls.png", "image/png", png(300, 200)));
  await isReady(anna);
  await anna.composer.fill("in a moment");
  await anna.page.reload();
  await anna.at(ben.handle);
  await isReady(anna);
  await send(anna);
  await ben.sees("in a moment");
  await picture(ben, "Picture: owls.webp").waitFor();
  await anna.page.reload();
  await anna.at(ben.handle);
  await attached(anna).waitFor({ state: "detached" });
});
