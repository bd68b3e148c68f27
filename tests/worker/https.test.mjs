// Passwords and tokens travel in the clear only on this machine, or where `npm start` was told so.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { devArguments } from "../../scripts/lib/dev.mjs";
import { PASSWORD, sendSecurely } from "../support/door.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { startWorld } from "../support/world.mjs";

const HSTS = "strict-transport-security";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

/** At the runtime's own entrance, which takes any address. */
const ask = (url, init, where = world) => where.harness.getWorker().fetch(url, init);
const code = async (answer) => `${answer.status} ${(await answer.json()).code ?? "fine"}`;
const json = (body) => ({
  method: "POST",
  headers: { "content-type": "application/json", origin: "http://chat.example" },
  body: JSON.stringify(body),
});

test("over plain http a public host is refused before anything else", async () => {
  const signIn = json({ handle: "anna", password: PASSWORD, session: "cookie" });
  const paths = ["/api/health", "/api/me", "/api/nothing", "/stream", "/conversations/x/stream"];
  for (const path of paths) {
    assert.equal(await code(await ask(`http://chat.example${path}`)), "403 https_required", path);
  }
  const upgrade = { headers: { upgrade: "websocket" } };
  assert.equal(await code(await ask("http://chat.example/socket", upgrade)), "403 https_required");
  const refused = await ask("http://chat.example/api/accounts", signIn);
  assert.equal(refused.headers.get("set-cookie"), null);
  assert.equal(await code(refused), "403 https_required");
  for (const host of ["192.168.1.2:8787", "localhost.example", "127.0.0.1.example", "[::2]"]) {
    assert.equal(await code(await ask(`http://${host}/api/health`)), "403 https_required", host);
  }
});

test("over plain http this machine is served under all of its names", async () => {
  const hosts = ["localhost:8787", "chat.localhost", "127.0.0.1:8787", "127.1.2.3", "[::1]:8787"];
  for (const host of hosts) {
    const answer = await ask(`http://${host}/api/health`);
    assert.equal(
      answer.headers.get(HSTS),
      null,
      "otherwise the browser would not come again over http",
    );
    assert.equal(await code(answer), "200 fine", host);
  }
});

test("over https every answer and file asks browsers to stay on https, for a year", async () => {
  for (const path of ["/api/health", "/api/me", "/api/nothing", "/socket"]) {
    const { headers } = await sendSecurely(world, "GET", path);
    assert.equal(headers.get(HSTS), "max-age=31536000", path);
  }
  const page = await world.fetch("/");
  await page.text();
  assert.equal(
    page.headers.get(HSTS),
    "max-age=31536000",
    "the header has a meaning only over https",
  );
});

test("`HOST=0.0.0.0 npm start` lets a local network in, and no other setting does", async () => {
  const local = await startWorld({ vars: { ...GENEROUS, ALLOW_HTTP: "1" } });
  try {
    const account = json({ handle: "ben", password: PASSWORD });
    const made = await ask("http://192.168.1.2:8787/api/accounts", account, local);
    assert.equal(await code(made), "201 fine");
  } finally {
    await local.stop();
  }
  const allowed = ["--var", "ALLOW_HTTP:1"].join(" ");
  for (const host of ["0.0.0.0", "::", "192.168.1.2"]) {
    assert.ok(devArguments(host, 8787).join(" ").includes(allowed), host);
  }
  for (const host of ["127.0.0.1", "127.8.9.10", "localhost", "::1"]) {
    assert.ok(!devArguments(host, 8787).join(" ").includes("ALLOW_HTTP"), host);
  }
  const settings = await readFile(new URL("../../wrangler.toml", import.meta.url), "utf8");
  assert.ok(!settings.includes("ALLOW_HTTP"));
});
