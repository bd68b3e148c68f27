// HTTP requests and their answers. A refusal is thrown as a Refusal with the server's own sentence.

export class Refusal extends Error {
  constructor({ code, message, retry_after = null }, status) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retry_after;
  }
}

const UNREACHABLE = {
  code: "unreachable",
  message: "The server cannot be reached. Check your connection and try again.",
};
const UNREADABLE = {
  code: "internal",
  message: "Something went wrong on the way. Please try again.",
};
/** Longer than any answer takes, in ms. */
const PATIENCE = 30_000;

/** Sends a request. Returns the JSON, or null for an empty answer. Throws Refusal. */
export async function ask(method, path, body, { fetch = globalThis.fetch } = {}) {
  const init = {
    method,
    cache: "no-store",
    credentials: "same-origin",
    signal: AbortSignal.timeout(PATIENCE),
  };
  if (body !== undefined)
    Object.assign(init, {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  let answer;
  let text;
  try {
    answer = await fetch(path, init);
    text = await answer.text();
  } catch {
    throw new Refusal(UNREACHABLE, 0);
  }
  const value = parsed(text);
  if (answer.ok && value !== undefined) return value;
  throw new Refusal(value?.code && value?.message ? value : UNREADABLE, answer.status);
}

function parsed(text) {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const q = (params) => {
  const given = Object.entries(params).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  return given.length ? `?${new URLSearchParams(given)}` : "";
};
const conversation = (id, more = "") => `/api/conversations/${encodeURIComponent(id)}${more}`;
const member = (id, user) => conversation(id, `/members/${encodeURIComponent(user)}`);

export const api = {
  register: (handle, password) =>
    ask("POST", "/api/accounts", { handle, password, session: "cookie" }),
  signIn: (handle, password) =>
    ask("POST", "/api/sessions", { handle, password, session: "cookie" }),
  signOut: () => ask("DELETE", "/api/session"),
  me: () => ask("GET", "/api/me"),
  sessions: () => ask("GET", "/api/sessions"),
  endSession: (id) => ask("DELETE", `/api/sessions/${encodeURIComponent(id)}`),
  endOtherSessions: () => ask("DELETE", "/api/sessions"),
  people: (prefix, after) => ask("GET", `/api/people${q({ prefix, after })}`),
  groups: (prefix, after) => ask("GET", `/api/groups${q({ prefix, after })}`),
  direct: (user) => ask("POST", "/api/direct", { user }),
  createGroup: (group) => ask("POST", "/api/groups", group),
  conversation: (id) => ask("GET", conversation(id)),
  rename: (id, change) => ask("PATCH", conversation(id), change),
  join: (id) => ask("POST", conversation(id, "/join"), {}),
  leave: (id) => ask("POST", conversation(id, "/leave"), {}),
  members: (id, after) => ask("GET", conversation(id, `/members${q({ after })}`)),
  setMember: (id, user, role) => ask("PUT", member(id, user), role ? { role } : {}),
  removeMember: (id, user) => ask("DELETE", member(id, user)),
  /** `place`: { before }, { after } or { around }. */
  timeline: (id, place, limit) =>
    ask("GET", conversation(id, `/timeline${q({ ...place, limit })}`)),
};
