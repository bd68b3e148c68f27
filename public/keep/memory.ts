// Keeps things for as long as the page lives, where the browser forbids more: in some private
// windows, and where cookies are blocked.

import type { Backend, Key, PersonalStore, SeenStore, Value } from "./schema.ts";

type Held = { [S in PersonalStore]: Map<string, Value<S>> };

export class MemoryBackend implements Backend {
  #held: Held = {
    posts: new Map(),
    drafts: new Map(),
    attachments: new Map(),
    edits: new Map(),
    emoji: new Map(),
    inboxes: new Map(),
    timelines: new Map(),
  };
  #person: string | null = null;

  async all<S extends PersonalStore>(store: S, user: string): Promise<Value<S>[]> {
    return [...this.#held[store].values()].filter((value) => value.user === user);
  }

  async put<S extends PersonalStore>(store: S, value: Value<S>): Promise<void> {
    this.#held[store].set(nameOf(value), value);
  }

  async putOwn<S extends SeenStore>(store: S, value: Value<S>): Promise<void> {
    if (value.user === this.#person) await this.put(store, value);
  }

  async remove<S extends PersonalStore>(store: S, key: Key<S>): Promise<void> {
    this.#held[store].delete(key.join("|"));
  }

  async person(): Promise<string | undefined> {
    return this.#person ?? undefined;
  }

  async claim(user: string): Promise<boolean> {
    const before = this.#person;
    const isOther = before !== null && before !== user;
    if (isOther) await this.forget(before);
    this.#person = user;
    return isOther;
  }

  async forget(user: string): Promise<void> {
    this.#clear(Object.values(this.#held), user);
    if (this.#person === user) this.#person = null;
  }

  async forgetSeen(user: string): Promise<void> {
    this.#clear([this.#held.inboxes, this.#held.timelines], user);
  }

  #clear(stores: readonly Map<string, Value<PersonalStore>>[], user: string): void {
    for (const store of stores)
      for (const [name, value] of store) if (value.user === user) store.delete(name);
  }
}

const nameOf = (value: Value<PersonalStore>) =>
  [
    value.user,
    ...("conversation" in value ? [value.conversation] : []),
    ...("client_id" in value ? [value.client_id] : []),
    ...("message" in value ? [value.message] : []),
  ].join("|");
