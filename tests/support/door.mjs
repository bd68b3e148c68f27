// Requests as they are sent, answers as they come: for tests that look at statuses, headers and refusals themselves.
// How long somebody who was told "busy" waits; a wait of the protocol, not of the test.
const AGAIN_MS = 120;

export const PASSWORD = "correct horse battery staple";

/** `{ status, headers, body }`; `body` is the JSON, if there was any. `json` is sent as such. */
export async function send(world, method, path, { json, headers = {}, ...init } = {}) {
  if (json !== undefined) {
    headers = { "content-type": "application/json", ...headers };
    init.body = JSON.stringify(json);
  }
  return read(await world.fetch(path, { method, headers, ...init }));
}

/** The same over https, which only the runtime's own entrance can do locally. */
export async function sendSecurely(world, method, path, { json, headers = {} } = {}) {
  const init = { method, headers: { "content-type": "application/json", ...headers } };
  if (json !== undefined) init.body = JSON.stringify(json);
  return read(await world.harness.getWorker().fetch(`https://chat.example${path}`, init));
}

async function read(answer) {
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : undefined };
}

/** A refused registration or sign-in that was only too early is asked again, as its answer says. */
export async function patiently(ask) {
  for (;;) {
    const answer = await ask();
    if (answer.body?.code !== "busy") return answer;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

export function register(world, handle, password = PASSWORD, more = {}) {
  return patiently(() => send(world, "POST", "/api/accounts", { json: { handle, password, ...more } }));
}

export function signIn(world, handle, password = PASSWORD, { headers, ...more } = {}) {
  return patiently(() => send(world, "POST", "/api/sessions", { json: { handle, password, ...more }, headers }));
}

export function bearer(token) {
  return { authorization: `Bearer ${token}` };
}

/** What a browser that registered keeps: the cookie, as it sends it back. */
export async function cookieOf(world, handle) {
  const json = { handle, password: PASSWORD, session: "cookie" };
  const { headers } = await patiently(() => send(world, "POST", "/api/accounts", { json, headers: { origin: world.url } }));
  return headers.get("set-cookie").split(";")[0];
}
