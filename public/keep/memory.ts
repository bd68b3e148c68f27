// Keeps things for as long as the page lives, where the browser forbids more: in some private
// windows, and where cookies are blocked.

import type { Backend, Key, PersonalStore, Value } from "./schema.ts";

type Held = { [S in PersonalStore]: Map<string, Value<S>> };

export class MemoryBackend implements Backend {
  #held: Held = { posts: new Map(), drafts: new Map() };
  #person: string | null = null;

  async all<S extends PersonalStore>(store: S, user: string): Promise<Value<S>[]> {
    return [...this.#held[store].values()].filter((value) => value.user === user);
  }

  async put<S extends PersonalStore>(store: S, value: Value<S>): Promise<void> {
    this.#held[store].set(nameOf(value), value);
  }

  async remove<S extends PersonalStore>(store: S, key: Key<S>): Promise<void> {
    this.#held[store].delete(key.join("|"));
  }

  async claim(user: string): Promise<boolean> {
    const before = this.#person;
    const isOther = before !== null && before !== user;
    if (isOther) await this.forget(before);
    this.#person = user;
    return isOther;
  }

  async forget(user: string): Promise<void> {
    for (const store of Object.values(this.#held))
      for (const [name, value] of store) if (value.user === user) store.delete(name);
    if (this.#person === user) this.#person = null;
  }
}

const nameOf = (value: Value<PersonalStore>) =>
  [value.user, value.conversation, ...("client_id" in value ? [value.client_id] : [])].join("|");
