// This project as it is deployed, except for higher rates of posting.
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
 * Starts it with this many registered people. On a folder in use it has the people from before.
 * `modules` are a build's (bundle.mjs), by default this checkout's.
 */
export async function startDormouse(persist, options = {}) {
  const { people: count = 0, vars = {}, onLog, isNew = true } = options;
  const { modules = modulesIn(bundleOf(root)) } = options;
  const dormouse = new Dormouse(() =>
    startWorkerd({
      name: "dormouse",
      persist,
      modules,
      objects: {
        USERS: "UserObject",
        CONVERSATIONS: "ConversationObject",
        GATES: "GateObject",
        FILES: "FileObject",
      },
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
    }),
  );
  await dormouse.begin();
  if (!isNew) return dormouse;
  // The first request migrates D1's tables.
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
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { "content-type": "application/json" }),
    };
    const answer = await fetch(`http://${this.address}${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text && JSON.parse(text);
  }

  /** A real registration. Resolves to the token. */
  async register(handle) {
    const { token } = await this.ask(null, "POST", "/api/accounts", { handle, password: PASSWORD });
    return token;
  }

  /** The credentials of this handle. */
  credentials = (handle) => ({ handle, password: PASSWORD });

  /** The id of a group with these people in it. The same name gives the same group. */
  async group(name, people) {
    if (this.#groups.has(name)) return this.#groups.get(name);
    const [owner, ...others] = people;
    const { conversation } = await this.ask(owner.token, "POST", "/api/groups", { title: name });
    const waiting = [...others];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let one = waiting.pop(); one; one = waiting.pop()) {
          await this.ask(one.token, "POST", `/api/conversations/${conversation.id}/join`);
        }
      }),
    );
    this.#groups.set(name, conversation.id);
    return conversation.id;
  }

  /** This many groups of this many clients, each another person. */
  async endpoints(groups, clients) {
    const endpoints = [];
    for (let nth = 0; nth < groups; nth += 1) {
      const people = this.people.slice(nth * clients, (nth + 1) * clients);
      const id = await this.group(`${groups} of ${clients}, ${nth}`, people);
      for (const { token } of people) endpoints.push(endpoint(id, token, nth));
    }
    return endpoints;
  }
}

export const endpoint = (id, token, group) => ({
  path: `/conversations/${id}/socket`,
  headers: [["authorization", `Bearer ${token}`]],
  group,
});
