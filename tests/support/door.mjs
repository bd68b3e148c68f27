// Plain requests and answers, for tests that check statuses, headers and refusals themselves.
// How long a refused client waits after "busy". The protocol demands this wait, not the test.
const AGAIN_MS = 120;

export const PASSWORD = "correct horse battery staple";

/** `{ status, headers, body }`; `body` is the JSON, if there was any. `json` is sent as JSON. */
export async function send(world, method, path, { json, headers = {}, ...init } = {}) {
  if (json !== undefined) {
    headers = { "content-type": "application/json", ...headers };
    init.body = JSON.stringify(json);
  }
  return read(await world.fetch(path, { method, headers, ...init }));
}

/** The same over https, which only the runtime's own entrance accepts on this machine. */
export async function sendSecurely(world, method, path, { json, headers = {} } = {}) {
  const init = { method, headers: { "content-type": "application/json", ...headers } };
  if (json !== undefined) init.body = JSON.stringify(json);
  return read(await world.harness.getWorker().fetch(`https://chat.example${path}`, init));
}

async function read(answer) {
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text ? JSON.parse(text) : undefined,
  };
}

/**
 * A registration or sign-in that was refused as too early waits as the answer says and tries
 * again.
 */
export async function patiently(ask) {
  for (;;) {
    const answer = await ask();
    if (answer.body?.code !== "busy") return answer;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

export function register(world, handle, password = PASSWORD, more = {}) {
  return patiently(() =>
    send(world, "POST", "/api/accounts", { json: { handle, password, ...more } }),
  );
}

export function signIn(world, handle, password = PASSWORD, { headers, ...more } = {}) {
  return patiently(() =>
    send(world, "POST", "/api/sessions", { json: { handle, password, ...more }, headers }),
  );
}

export function bearer(token) {
  return { authorization: `Bearer ${token}` };
}

/** The cookie that a registered browser stores, in the form in which it sends it. */
export async function cookieOf(world, handle) {
  const json = { handle, password: PASSWORD, session: "cookie" };
  const { headers } = await patiently(() =>
    send(world, "POST", "/api/accounts", { json, headers: { origin: world.url } }),
  );
  return headers.get("set-cookie").split(";")[0];
}
