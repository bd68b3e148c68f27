// A page of another site in a signed-in person's browser: it sends their cookie and gains nothing.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { stage } from "../support/stage.mjs";

const { scene } = stage();
/**
 * Sockets, streams, reads, writes in three forms and two modes, signing out, a frame and a form.
 */
const WAYS = 3 + 2 + 5 + 3 * 2 * 3 + 1;

/** A page of another origin. It reports what its visitor's browser sent with each request. */
async function otherSite(html) {
  let cookies = "";
  const server = createServer((request, answer) => {
    cookies += request.headers.cookie ?? "";
    answer.setHeader("content-type", "text/html").end(html);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cookies: () => cookies,
    close: () => server.close(),
  };
}

scene(
  "another site with the person's cookie opens no socket, posts nothing, reads nothing and frames nothing",
  async ({ guest, network }) => {
    const [anna, ben] = await Promise.all([guest("anna"), guest("ben")]);
    await anna.writeTo(ben.handle);
    await anna.say("mine");
    await anna.sees("mine");
    const id = anna.conversation();
    const site = await otherSite(`<!doctype html><iframe src="${network.url}/"></iframe>`);
    try {
      const page = await anna.context.newPage();
      await page.goto(site.url);
      assert.match(site.cookies(), /=/, "the cookie is sent: ports do not separate cookies");
      const got = await page.evaluate(attack, { target: network.url, id, user: await ben.id() });
      for (const [what, answer] of got) assert.match(answer, /^(nothing|opaque)$/, what);
      assert.equal(got.length, WAYS, "every way was tried");
      const frame = page.frames().find((one) => one !== page.mainFrame());
      assert.equal(
        await frame
          .locator("#page")
          .count()
          .catch(() => 0),
        0,
        "the page is not framed",
      );
    } finally {
      site.close();
    }
    assert.deepEqual(
      (await anna.stored(id)).map(({ body }) => body),
      ["mine"],
    );
    const known = await Promise.all(
      ["/api/inbox", "/api/groups?prefix=forged"].map(async (path) =>
        (await anna.context.request.get(path)).text(),
      ),
    );
    assert.doesNotMatch(known.join(), /forged/, "no group was made");
    await anna.say("still signed in");
    await anna.sees("still signed in");
  },
);

/** Runs in the other site's page and tries every way in. Returns what each one brought. */
async function attack({ target, id, user }) {
  const got = [];
  const socket = (path) =>
    new Promise((resolve) => {
      const line = new WebSocket(target.replace("http", "ws") + path);
      line.onopen = () => resolve("open");
      line.onmessage = ({ data }) => resolve(data);
      line.onclose = () => resolve("nothing");
    });
  const stream = (path) =>
    new Promise((resolve) => {
      const source = new EventSource(target + path, { withCredentials: true });
      source.onopen = () => resolve("open");
      source.onmessage = ({ data }) => resolve(data);
      source.onerror = () => (source.close(), resolve("nothing"));
    });
  const ask = (path, init) =>
    fetch(target + path, { credentials: "include", ...init }).then(
      async (answer) =>
        answer.type === "opaque" ? "opaque" : `${answer.status} ${await answer.text()}`,
      () => "nothing",
    );
  const json = JSON.stringify({ client_id: "forged", body: "forged" });
  for (const path of [
    "/socket",
    `/conversations/${id}/socket`,
    `/conversations/${id}/socket?since=0`,
  ])
    got.push([`socket ${path}`, await socket(path)]);
  for (const path of ["/stream", `/conversations/${id}/stream`])
    got.push([`stream ${path}`, await stream(path)]);
  for (const path of [
    "/api/me",
    "/api/inbox",
    "/api/sessions",
    "/api/people",
    `/api/conversations/${id}/events`,
  ])
    got.push([`read ${path}`, await ask(path)]);
  for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
    for (const mode of ["cors", "no-cors"]) {
      const init = { method: "POST", mode, headers: { "content-type": type } };
      got.push([
        `post as ${type} ${mode}`,
        await ask(`/api/conversations/${id}/posts`, { ...init, body: json }),
      ]);
      got.push([
        `group as ${type} ${mode}`,
        await ask("/api/groups", { ...init, body: JSON.stringify({ title: "forged" }) }),
      ]);
      got.push([
        `direct as ${type} ${mode}`,
        await ask("/api/direct", { ...init, body: JSON.stringify({ user }) }),
      ]);
    }
  }
  got.push(["sign out", await ask("/api/session", { method: "DELETE" })]);
  const form = Object.assign(document.createElement("form"), {
    method: "post",
    action: `${target}/api/groups`,
    enctype: "text/plain",
    target: "sink",
  });
  const sink = document.body.appendChild(
    Object.assign(document.createElement("iframe"), { name: "sink" }),
  );
  form.append(
    Object.assign(document.createElement("input"), {
      name: '{"title":"forged","topic":"',
      value: '"}',
    }),
  );
  document.body.append(form);
  await new Promise((resolve) => {
    sink.onload = resolve;
    form.submit();
  });
  return got;
}
