// Pinned messages: the mark at them, the list in the details, and the way from there.
import { PHONE, stage } from "../support/stage.mjs";

const { scene } = stage();

async function menu(guest, text) {
  await guest.message(text).locator(".bubble").hover();
  await guest.click("More actions", guest.page.getByRole("toolbar"));
  return (name) => guest.page.getByRole("menuitem", { name, exact: true });
}
const pinned = (guest) => guest.page.getByRole("list", { name: "Pinned messages" });
const mark = (guest, text) => guest.message(text).getByText("Pinned");

scene("an admin pins a message, everybody sees it, and the list leads to it", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  await anna.makeGroup(`Owls ${anna.handle}`);
  await ben.join(`Owls ${anna.handle}`);
  await anna.say("the gate code is on the fridge");
  for (let nth = 1; nth <= 40; nth += 1) await anna.say(`word ${nth}`);
  await ben.sees("word 40");
  const bens = await menu(ben, "word 40");
  await bens("Copy text").waitFor();
  if (await bens("Pin").count()) throw new Error("a member may not pin");
  await ben.page.keyboard.press("Escape");
  await anna.timeline.press("Home");
  const item = await menu(anna, "the gate code is on the fridge");
  await item("Pin").click();
  await mark(anna, "the gate code is on the fridge").waitFor();
  await ben.click("Details");
  const pin = pinned(ben).getByRole("button", { name: /the gate code/ });
  await pin.click();
  await ben.message("the gate code is on the fridge").waitFor();
  await mark(ben, "the gate code is on the fridge").waitFor();
  const again = await menu(anna, "the gate code is on the fridge");
  await again("Unpin").click();
  await pinned(ben).waitFor({ state: "detached" });
  await mark(ben, "the gate code is on the fridge").waitFor({ state: "detached" });
});

scene("both pin in a direct conversation, and a deleted message is no pin", async ({ pair }) => {
  const [anna, ben] = await pair(PHONE);
  await ben.say("tea at five");
  await anna.sees("tea at five");
  const item = await menu(ben, "tea at five");
  await item("Pin").click();
  await anna.click("Details");
  await pinned(anna)
    .getByRole("button", { name: /tea at five/ })
    .click();
  // On a phone the list goes, and the message is in view.
  await pinned(anna).waitFor({ state: "detached" });
  await anna.message("tea at five").waitFor();
  await anna.click("Details");
  await pinned(anna).waitFor();
  const gone = await menu(ben, "tea at five");
  await gone("Delete").click();
  await ben.click("Delete", ben.dialog("Delete this message?"));
  await pinned(anna).waitFor({ state: "detached" });
});
