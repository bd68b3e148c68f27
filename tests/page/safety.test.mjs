// What people write is text and nothing else.
import assert from "node:assert/strict";
import { person } from "../support/people.mjs";
import { MARKED, PAYLOADS } from "../support/payloads.mjs";
import { readUp } from "../support/reading.mjs";
import { shownText } from "../support/shown.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();
/** The most characters that the server accepts in each field. */
const MOST_OF_A_TITLE = 80;
const MOST_OF_A_TOPIC = 250;
/** What marks, links and mentions become. A block of code has a button. */
const ELEMENTS = new Set(
  "A BDI STRONG EM S CODE SPAN P DIV PRE BUTTON BLOCKQUOTE UL OL LI".split(" "),
);

/** Records every violation of the content security policy, and every script that ran. */
async function watched(guest) {
  await guest.context.addInitScript(() => {
    window.breaches = [];
    document.addEventListener("securitypolicyviolation", (breach) =>
      window.breaches.push(`${breach.violatedDirective}: ${breach.blockedURI} ${breach.sample}`),
    );
    for (const call of ["alert", "confirm", "prompt", "print", "open"])
      window[call] = () => window.breaches.push(`${call} was called`);
  });
  await guest.page.reload();
  await guest.is("live");
}

async function unharmed(guest) {
  assert.deepEqual(await guest.page.evaluate(() => window.breaches), []);
  assert.equal(guest.witness.dialogs, 0);
  const isExpected = (line) =>
    line.includes("error: Failed to load resource: the server responded with a status of 401");
  const loud = guest.witness.log.filter(
    (line) => /error: |Content Security|Trusted/i.test(line) && !isExpected(line),
  );
  assert.deepEqual(loud, [], "the console is empty");
  const elements = await guest.page.evaluate(() => [
    ...new Set([...document.querySelectorAll("[data-part=body] *")].map((el) => el.tagName)),
  ]);
  assert.deepEqual(
    elements.filter((name) => !ELEMENTS.has(name)),
    [],
    "what people write makes links and marks, and no other elements",
  );
  const made = await guest.page.evaluate(
    () =>
      document.querySelectorAll(
        "iframe, object, embed, body script, body style, base, form[action], [onclick], [onerror], [onload], [style*=fixed]",
      ).length,
  );
  assert.equal(made, 0);
  const links = await guest.page
    .locator("[data-part=body] a")
    .evaluateAll((all) =>
      all.map(({ href, rel, target }) => [new URL(href).protocol, rel, target]),
    );
  for (const link of links) {
    assert.match(link[0], /^(https?|mailto):$/);
    assert.deepEqual(link.slice(1), ["noopener noreferrer", "_blank"]);
  }
  return links.length;
}

scene(
  `${PAYLOADS.length + MARKED.length} attacks as messages, titles and topics are shown as they were written, and run nothing`,
  async ({ arrive, world }) => {
    const ben = await person(world, "ben");
    const group = await ben.group("harmless");
    const anna = await arrive("anna");
    await watched(await anna.register());
    await anna.join("harmless");
    const line = await ben.open(group);
    let titles = 0;
    for (const payload of PAYLOADS) {
      await line.post(payload);
      const [title, topic] = [MOST_OF_A_TITLE, MOST_OF_A_TOPIC].map((most) =>
        [...payload].slice(0, most).join("").trim(),
      );
      const { code, conversation } = await ben
        .ask("PATCH", `/api/conversations/${group}`, { title, topic })
        .catch((refusal) => refusal);
      if (code === "bad_title" || code === "bad_topic") continue;
      assert.ok(conversation, `${code}: ${title}`);
      titles += 1;
      await anna.titled(`${conversation.title.replace(/\s+/g, " ").trim()} · Dormouse`);
      assert.equal(
        await anna.page.getByRole("heading", { level: 1 }).first().textContent(),
        conversation.title,
      );
      assert.equal(await anna.line("").locator(".line-title").textContent(), conversation.title);
    }
    assert.ok(titles >= 50, `${titles} titles were taken`);
    const posted = [...PAYLOADS, ...MARKED, "the end"];
    for (const payload of posted.slice(PAYLOADS.length)) await line.post(payload);
    await anna.sees("the end");
    const { texts } = await readUp(anna, PAYLOADS[0]);
    assert.deepEqual(texts, posted.map(shownText));
    const stored = (await anna.stored()).map(({ body }) => body);
    assert.deepEqual(stored, posted.slice(-stored.length), "verbatim");
    await anna.timeline.press("End");
    await anna.click("Details");
    await anna.button("Leave group").waitFor();
    await anna.go("Groups");
    await anna.page
      .getByRole("list", { name: "Public groups" })
      .getByRole("listitem")
      .first()
      .waitFor();
    await anna.page.goBack();
    await anna.sees("the end");
    const links = await unharmed(anna);
    assert.ok(links >= 8, "a real address is a link");
  },
);

scene(
  "attacks typed on the page itself, and stored as drafts, run nothing either",
  async ({ guest }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    await Promise.all([watched(anna), watched(ben)]);
    await anna.writeTo(ben.handle);
    const some = [...PAYLOADS, ...MARKED].filter((_, nth) => nth % 6 === 0);
    await anna.say(...some);
    await anna.composer.fill(PAYLOADS[0]);
    await ben.openLine(anna.handle);
    await ben.say("the end");
    for (const tab of [anna, ben]) await tab.sees("the end");
    await anna.page.reload();
    await anna.at(ben.handle);
    assert.equal(await anna.composer.inputValue(), PAYLOADS[0]);
    for (const tab of [anna, ben])
      assert.deepEqual(await tab.texts(), [...some, "the end"].map(shownText));
    await anna.go("People");
    for (const text of ["<img src=x onerror=alert(1)>", "${alert(1)}", "%s%s%n"]) {
      await anna.page.getByRole("searchbox").fill(text);
      await anna.page.getByText(`Nobody’s name begins with “${text}”.`).waitFor();
    }
    await Promise.all([unharmed(anna), unharmed(ben)]);
  },
);
