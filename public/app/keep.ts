// What survives a reload, in localStorage: unsent posts and drafts, one key each, so that tabs do
// not overwrite one another. If storage is full or forbidden, nothing survives, and nothing else
// breaks.

const PREFIX = "dormouse|";
const key = (...parts) => PREFIX + parts.join("|");

export class Keep {
  #storage;

  constructor(storage) {
    this.#storage = storage;
  }

  keepPost(user, conversation, { client_id, body, at }) {
    this.#set(key(user, "post", conversation, client_id), JSON.stringify({ body, at }));
  }

  dropPost(user, conversation, client_id) {
    this.#remove(key(user, "post", conversation, client_id));
  }

  /** [{ conversation, client_id, body, at }], oldest first. */
  posts(user) {
    const start = `${key(user, "post")}|`;
    return this.#keys()
      .filter((name) => name.startsWith(start))
      .flatMap((name) => {
        const [conversation, client_id] = name.slice(start.length).split("|");
        const stored = parsed(this.#get(name));
        return typeof stored?.body === "string" && Number.isFinite(stored.at)
          ? [{ conversation, client_id, ...stored }]
          : [];
      })
      .sort((a, b) => a.at - b.at);
  }

  draft(user, conversation) {
    return this.#get(key(user, "draft", conversation)) ?? "";
  }

  keepDraft(user, conversation, text) {
    const name = key(user, "draft", conversation);
    if (text) this.#set(name, text);
    else this.#remove(name);
  }

  /** Removes everything that belongs to the person. */
  forget() {
    for (const name of this.#keys()) this.#remove(name);
  }

  #keys() {
    try {
      return Object.keys(this.#storage).filter((name) => name.startsWith(PREFIX));
    } catch {
      return [];
    }
  }

  #get(name) {
    try {
      return this.#storage.getItem(name);
    } catch {
      return null;
    }
  }

  #set(name, value) {
    try {
      this.#storage.setItem(name, value);
    } catch {
      // Storage is full or forbidden. The post is still in memory and on its way.
    }
  }

  #remove(name) {
    try {
      this.#storage.removeItem(name);
    } catch {
      // Storage is forbidden, so there is nothing to remove.
    }
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
