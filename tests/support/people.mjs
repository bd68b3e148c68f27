// People who use a running Dormouse as programs do: a bearer token, HTTP, and sockets whose frames
// can be awaited.
import { randomBytes } from "node:crypto";
import { Line } from "./line.mjs";

const AT_ONCE = 3;
const PASSWORD = "correct horse battery staple";

/** `const anna = await person(world, "anna")` registers a person with (almost) that name. */
export async function person(world, name) {
  const handle = `${name}-${randomBytes(4).toString("hex")}`;
  const { you, session, token } = await ask(world, null, "POST", "/api/accounts", {
    handle,
    password: PASSWORD,
  });
  return new Person(world, { ...you, session: session.id, token });
}

/**
 * Several people: `const [anna, ben] = await people(world, "anna", "ben")`. A few at a time,
 * because the queue for hashing is short.
 */
export async function people(world, ...names) {
  const all = [];
  for (let nth = 0; nth < names.length; nth += AT_ONCE) {
    all.push(
      ...(await Promise.all(names.slice(nth, nth + AT_ONCE).map((name) => person(world, name)))),
    );
  }
  return all;
}

/** Anna's group with Ben in it. */
export async function groupOfTwo(world) {
  const [anna, ben] = await people(world, "anna", "ben");
  const group = await anna.group();
  await ben.join(group);
  return { anna, ben, group };
}

class Person {
  constructor(world, { id, handle, session, token }) {
    Object.assign(this, { world, id, handle, session, token });
  }

  /** The same person on another device, with its own session. */
  async again() {
    const body = { handle: this.handle, password: PASSWORD };
    const { you, session, token } = await ask(this.world, null, "POST", "/api/sessions", body);
    return new Person(this.world, { ...you, session: session.id, token });
  }

  /** The body of an answer. A refusal is thrown, with `code` and `status`. */
  ask(method, path, body) {
    return ask(this.world, this.token, method, path, body);
  }

  get(path) {
    return this.ask("GET", path);
  }

  async group(title = "Night owls", visibility = "public") {
    return (await this.ask("POST", "/api/groups", { title, visibility })).conversation.id;
  }

  /** The direct conversation with a person. */
  async direct(other) {
    return (await this.ask("POST", "/api/direct", { user: other.id })).conversation.id;
  }

  join(conversation) {
    return this.ask("POST", `/api/conversations/${conversation}/join`);
  }

  leave(conversation) {
    return this.ask("POST", `/api/conversations/${conversation}/leave`);
  }

  post(conversation, body, client_id = newId()) {
    return this.ask("POST", `/api/conversations/${conversation}/posts`, { client_id, body });
  }

  /** A conversation's entry in the inbox, if there is one. */
  async entry(conversation) {
    const { inbox } = await this.get("/api/inbox");
    return inbox.find((entry) => entry.conversation === conversation);
  }

  /** Opens a conversation and waits until it is live. `query` is e.g. `?since=3`. */
  async open(conversation, query = "") {
    const line = await this.line(`/conversations/${conversation}/socket${query}`);
    await line.next("live");
    return line;
  }

  /** Opens the user socket and waits for its welcome. */
  async openInbox() {
    const line = await this.line("/socket");
    line.welcome = await line.next("welcome");
    return line;
  }

  /** A socket, as soon as it is open. A refused upgrade is thrown like a refusal. */
  line(path) {
    return Line.open(this.world.socketUrl(path), { authorization: `Bearer ${this.token}` });
  }
}

/** A new client_id. */
export function newId() {
  return randomBytes(12).toString("hex");
}

async function ask(world, token, method, path, body) {
  const headers = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const answer = await world.fetch(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const read = text ? JSON.parse(text) : {};
  if (!answer.ok) throw refusal(`${method} ${path}: ${answer.status} ${text}`, answer.status, read);
  return read;
}

function refusal(message, status, { code, retry_after, client_id }) {
  return Object.assign(new Error(message), { status, code, retry_after, client_id });
}
