// This project as it is deployed: the bundle of `wrangler deploy --dry-run`, with only the rates of posting raised.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { must, root } from "../../scripts/lib/run.mjs";
import { quietly, wrangler } from "../../scripts/lib/wrangler.mjs";
import { GENEROUS } from "../../tests/support/generous.mjs";
import { seedPeople } from "./seed.mjs";
import { startWorkerd } from "./workerd.mjs";

const BUNDLE = join(root, ".wrangler/bundle");
const PASSWORD = "correct horse battery staple";
/** Joins under way at once. */
const AT_ONCE = 8;

export async function buildDormouse() {
  const [command, args] = wrangler("deploy", "--dry-run", "--outdir", BUNDLE);
  await must(command, args, { env: quietly() });
}

const setting = (name) => readFileSync(join(root, "wrangler.toml"), "utf8").match(new RegExp(`^${name} = "(.*)"`, "m"))[1];

/** Starts it with so many people registered; on a folder that is not new, with those who are there. */
export async function startDormouse(persist, { people: count = 0, vars = {}, onLog, isNew = true } = {}) {
  const entry = readFileSync(join(BUNDLE, "entry.js"), "utf8");
  const [, wasm] = entry.match(/"\.\/([^"]+\.wasm)"/);
  const server = await startWorkerd({
    name: "dormouse",
    persist,
    modules: [
      { type: "ESModule", path: "entry.js", contents: entry },
      { type: "CompiledWasm", path: wasm, contents: readFileSync(join(BUNDLE, wasm)) },
    ],
    objects: { USERS: "UserObject", CONVERSATIONS: "ConversationObject", GATES: "GateObject" },
    date: setting("compatibility_date"),
    d1: ["DB"],
    vars: { REGISTRATION: "open", ...GENEROUS, POST_BURST: "10000000", POST_PER_SECOND: "10000000", ...vars },
    onLog,
  });
  const dormouse = new Dormouse(server);
  dormouse.restarted = async () => {
    await server.stop();
    return startDormouse(persist, { vars, onLog, isNew: false });
  };
  if (!isNew) return dormouse;
  // The first request brings D1's tables to their newest form.
  await dormouse.register("owner");
  dormouse.people = await seedPeople(await server.miniflare.getD1Database("DB"), count);
  return dormouse;
}

class Dormouse {
  name = "dormouse";
  dialect = "dormouse";
  #groups = new Map();

  constructor(server) {
    Object.assign(this, server);
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
