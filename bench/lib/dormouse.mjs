// This project as it is deployed, with only the rates of posting raised.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/run.mjs";
import { GENEROUS } from "../../tests/support/generous.mjs";
import { bundleOf, modulesIn } from "./bundle.mjs";
import { seedPeople } from "./seed.mjs";
import { startWorkerd } from "./workerd.mjs";

const PASSWORD = "correct horse battery staple";
/** Joins under way at once. */
const AT_ONCE = 8;

const setting = (name) =>
  readFileSync(join(root, "wrangler.toml"), "utf8").match(new RegExp(`^${name} = "(.*)"`, "m"))[1];

/**
 * Starts it with so many people registered; on a folder that is not new, with those who are there.
 * `modules` are a build's (bundle.mjs), ours unless said otherwise.
 */
export async function startDormouse(persist, options = {}) {
  const { people: count = 0, vars = {}, onLog, isNew = true } = options;
  const { modules = modulesIn(bundleOf(root)) } = options;
  const dormouse = new Dormouse(() => startWorkerd({
    name: "dormouse",
    persist,
    modules,
    objects: { USERS: "UserObject", CONVERSATIONS: "ConversationObject", GATES: "GateObject" },
    date: setting("compatibility_date"),
    d1: ["DB"],
    vars: {
      REGISTRATION: "open",
      ...GENEROUS,
      POST_BURST: "10000000",
      POST_PER_SECOND: "10000000",
      ...vars,
    },
    onLog,
  }));
  await dormouse.begin();
  if (!isNew) return dormouse;
  // The first request brings D1's tables to their newest form.
  await dormouse.register("owner");
  dormouse.people = await seedPeople(await dormouse.miniflare.getD1Database("DB"), count);
  return dormouse;
}

class Dormouse {
  name = "dormouse";
  dialect = "dormouse";
  #groups = new Map();
  #start;

  constructor(start) {
    this.#start = start;
  }

  async begin() {
    Object.assign(this, await this.#start());
  }

  /** A new process with the same people, groups and data. */
  async restart() {
    await this.stop();
    await this.begin();
  }

  async ask(token, method, path, body) {
    const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body && { "content-type": "application/json" }) };
    const answer = await fetch(`http://${this.address}${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text && JSON.parse(text);
  }

  /** A real registration; resolves to the token. */
  async register(handle) {
    const { token } = await this.ask(null, "POST", "/api/accounts", { handle, password: PASSWORD });
    return token;
  }

  /** What signs this handle in. */
  credentials = (handle) => ({ handle, password: PASSWORD });

  /** The id of a group with these people in it; the same again for the same name. */
  async group(name, people) {
    if (this.#groups.has(name)) return this.#groups.get(name);
    const [owner, ...others] = people;
    const { conversation } = await this.ask(owner.token, "POST", "/api/groups", { title: name });
    const waiting = [...others];
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let one = waiting.pop(); one; one = waiting.pop()) {
        await this.ask(one.token, "POST", `/api/conversations/${conversation.id}/join`);
      }
    }));
    this.#groups.set(name, conversation.id);
    return conversation.id;
  }

  /** So many rooms of so many clients, each somebody else. */
  async seats(rooms, clients) {
    const seats = [];
    for (let room = 0; room < rooms; room += 1) {
      const people = this.people.slice(room * clients, (room + 1) * clients);
      const group = await this.group(`${rooms} of ${clients}, ${room}`, people);
      for (const { token } of people) seats.push(seat(group, token, room));
    }
    return seats;
  }
}

export const seat = (group, token, room) => ({
  path: `/conversations/${group}/socket`,
  headers: [["authorization", `Bearer ${token}`]],
  room,
});
