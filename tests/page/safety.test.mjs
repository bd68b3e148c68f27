// What people write is text and nothing else, and no other site acts in a person's name.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { person } from "../support/people.mjs";
import { PAYLOADS } from "../support/payloads.mjs";
import { stage } from "../support/stage.mjs";

const { scene } = stage();
/** What the server takes as a title: one line of 80 characters. */
const MOST_OF_A_TITLE = 80;

/** Writes down every breach of the policy, and every script that ran. */
async function watched(guest) {
  await guest.context.addInitScript(() => {
    window.breaches = [];
    document.addEventListener("securitypolicyviolation", (breach) => window.breaches.push(`${breach.violatedDirective}: ${breach.blockedURI} ${breach.sample}`));
    for (const call of ["alert", "confirm", "prompt", "print", "open"]) window[call] = () => window.breaches.push(`${call} was called`);
  });
  await guest.page.reload();
  await guest.is("live");
}

async function unharmed(guest) {
  assert.deepEqual(await guest.page.evaluate(() => window.breaches), []);
  assert.equal(guest.dialogs, 0);
  const loud = guest.log.filter((line) => /error: (?!Failed to load resource: the server responded with a status of 401)|Content Security|Trusted/i.test(line));
  assert.deepEqual(loud, [], "the console is quiet");
  const elements = await guest.page.evaluate(() => [...new Set([...document.querySelectorAll("[data-part=body] *")].map((el) => el.tagName))]);
  assert.ok(elements.every((name) => name === "A"), `nothing but links in what people write: ${elements}`);
  const made = await guest.page.evaluate(() => document.querySelectorAll("iframe, object, embed, body script, body style, base, form[action], [onclick], [onerror], [onload], [style*=fixed]").length);
  assert.equal(made, 0);
  const links = await guest.page.locator("[data-part=body] a").evaluateAll((all) => all.map(({ href, rel, target }) => [new URL(href).protocol, rel, target]));
  for (const link of links) {
    assert.match(link[0], /^(https?|mailto):$/);
    assert.deepEqual(link.slice(1), ["noopener noreferrer", "_blank"]);
  }
  return links.length;
}

scene(`${PAYLOADS.length} attacks as messages, titles and topics are shown as they were written, and run nothing`, async ({ arrive, world }) => {
  const ben = await person(world, "ben");
  const group = await ben.group("harmless");
  const anna = await arrive("anna");
  await watched(await anna.register());
  await anna.join("harmless");
  const line = await ben.open(group);
  let titles = 0;
  for (const payload of PAYLOADS) {
    await line.post(payload);
    const title = payload.slice(0, MOST_OF_A_TITLE).trim();
    const { conversation } = await ben.ask("PATCH", `/api/conversations/${group}`, { title, topic: payload.slice(0, 250) }).catch((refusal) => refusal);
    if (!conversation) continue;
    titles += 1;
    await anna.titled(`${conversation.title.replace(/\s+/g, " ").trim()} · Dormouse`);
    assert.equal(await anna.page.getByRole("heading", { level: 1 }).first().textContent(), conversation.title);
    assert.equal(await anna.line("").locator(".line-title").textContent(), conversation.title);
  }
  assert.ok(titles >= 50, `${titles} titles were taken`);
  await line.post("the end");
  await anna.sees("the end");
  assert.deepEqual((await anna.texts()).filter((text) => text !== "the end"), PAYLOADS, "verbatim");
  await anna.click("Details");
  await anna.button("Leave group").waitFor();
  await anna.go("Groups");
  await anna.page.getByRole("list", { name: "Public groups" }).getByRole("listitem").first().waitFor();
  await anna.page.goBack();
  await anna.sees("the end");
  const links = await unharmed(anna);
  assert.ok(links >= 8, "what is an honest address is a link");
});

scene("attacks typed on the page itself, and kept as drafts, run nothing either", async ({ guest }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  await Promise.all([watched(anna), watched(ben)]);
  await anna.writeTo(ben.handle);
  const some = PAYLOADS.filter((_, nth) => nth % 6 === 0).map((text) => text.trim());
  await anna.say(...some);
  await anna.composer.fill(PAYLOADS[0]);
  await ben.openLine(anna.handle);
  await ben.say("the end");
  for (const tab of [anna, ben]) await tab.sees("the end");
  await anna.page.reload();
  await anna.at(ben.handle);
  assert.equal(await anna.composer.inputValue(), PAYLOADS[0]);
  for (const tab of [anna, ben]) assert.deepEqual(await tab.texts(), [...some, "the end"]);
  await anna.go("People");
  for (const text of ["<img src=x onerror=alert(1)>", "${alert(1)}", "%s%s%n"]) {
    await anna.page.getByRole("searchbox").fill(text);
    await anna.page.getByText(`Nobody’s name begins with “${text}”.`).waitFor();
  }
  await Promise.all([unharmed(anna), unharmed(ben)]);
});

/** A page of another origin, which answers what its visitor's browser sent along. */
async function otherSite(html) {
  let cookies = "";
  const server = createServer((request, answer) => {
    cookies += request.headers.cookie ?? "";
    answer.setHeader("content-type", "text/html").end(html);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, cookies: () => cookies, close: () => server.close() };
}

scene("another site with the person's cookie opens no socket, posts nothing, reads nothing and frames nothing", async ({ guest, network }) => {
  const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
  await anna.writeTo(ben.handle);
  await anna.say("mine");
  await anna.sees("mine");
  const id = anna.conversation();
  const site = await otherSite(`<!doctype html><iframe src="${network.url}/"></iframe>`);
  try {
    const page = await anna.context.newPage();
    await page.goto(site.url);
    assert.match(site.cookies(), /=/, "the cookie goes along: ports do not keep cookies apart");
    const got = await page.evaluate(attack, { target: network.url, id, user: await ben.id() });
    const answers = Object.fromEntries(got.map(([what, answer]) => [what, answer]));
    for (const [what, answer] of got) assert.match(answer, /^(nothing|opaque)$/, what);
    assert.equal(got.length, Object.keys(answers).length);
    const frame = page.frames().find((one) => one !== page.mainFrame());
    assert.equal(await frame.locator("#page").count().catch(() => 0), 0, "the page is not framed");
  } finally {
    site.close();
  }
  assert.deepEqual((await anna.stored(id)).map(({ body }) => body), ["mine"]);
  const known = await Promise.all(["/api/inbox", "/api/groups?prefix=forged"].map(async (path) => (await anna.context.request.get(path)).text()));
  assert.doesNotMatch(known.join(), /forged/, "no group was made");
  await anna.say("still signed in");
  await anna.sees("still signed in");
});

/** Runs in the other site's page: every way in it has. Answers what each brought. */
async function attack({ target, id, user }) {
  const got = [];
  const socket = (path) => new Promise((resolve) => {
    const line = new WebSocket(target.replace("http", "ws") + path);
    line.onopen = () => resolve("open");
    line.onmessage = ({ data }) => resolve(data);
    line.onclose = () => resolve("nothing");
  });
  const stream = (path) => new Promise((resolve) => {
    const source = new EventSource(target + path, { withCredentials: true });
    source.onopen = () => resolve("open");
    source.onmessage = ({ data }) => resolve(data);
    source.onerror = () => (source.close(), resolve("nothing"));
  });
  const ask = (path, init) => fetch(target + path, { credentials: "include", ...init })
    .then(async (answer) => (answer.type === "opaque" ? "opaque" : `${answer.status} ${await answer.text()}`), () => "nothing");
  const json = JSON.stringify({ client_id: "forged", body: "forged" });
  for (const path of ["/socket", `/conversations/${id}/socket`, `/conversations/${id}/socket?since=0`]) got.push([`socket ${path}`, await socket(path)]);
  for (const path of ["/stream", `/conversations/${id}/stream`]) got.push([`stream ${path}`, await stream(path)]);
  for (const path of ["/api/me", "/api/inbox", "/api/sessions", "/api/people", `/api/conversations/${id}/events`]) got.push([`read ${path}`, await ask(path)]);
  for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
    for (const mode of ["cors", "no-cors"]) {
      const init = { method: "POST", mode, headers: { "content-type": type } };
      got.push([`post as ${type} ${mode}`, await ask(`/api/conversations/${id}/posts`, { ...init, body: json })]);
      got.push([`group as ${type} ${mode}`, await ask("/api/groups", { ...init, body: JSON.stringify({ title: "forged" }) })]);
      got.push([`direct as ${type} ${mode}`, await ask("/api/direct", { ...init, body: JSON.stringify({ user }) })]);
    }
  }
  got.push(["sign out", await ask("/api/session", { method: "DELETE" })]);
  const form = Object.assign(document.createElement("form"), { method: "post", action: `${target}/api/groups`, enctype: "text/plain", target: "sink" });
  const sink = document.body.appendChild(Object.assign(document.createElement("iframe"), { name: "sink" }));
  form.append(Object.assign(document.createElement("input"), { name: '{"title":"forged","topic":"', value: '"}' }));
  document.body.append(form);
  await new Promise((resolve) => {
    sink.onload = resolve;
    form.submit();
  });
  return got;
}
