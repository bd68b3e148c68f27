// Keeps things in IndexedDB. A write begins in the same task as the call and is committed at once,
// so a reload or a crash that follows does not undo it.

import { openDB } from "idb";
import type { IDBPDatabase } from "idb";
import { SEEN, VERSION, upgrade } from "./schema.ts";
import type { Backend, Key, PersonalStore, Schema, SeenStore, Value } from "./schema.ts";

const NAME = "dormouse";

export class IndexedBackend implements Backend {
  #open: Promise<IDBPDatabase<Schema>> | null = null;

  /** Resolves when the database is open. Rejects where the browser forbids it. */
  async ready(): Promise<void> {
    await this.#database();
  }

  async all<S extends PersonalStore>(store: S, user: string): Promise<Value<S>[]> {
    const database = await this.#database();
    return database.getAll(store, of(user));
  }

  async put<S extends PersonalStore>(store: S, value: Value<S>): Promise<void> {
    const transaction = (await this.#database()).transaction(store, "readwrite");
    const written = transaction.store.put(value);
    transaction.commit();
    await Promise.all([written, transaction.done]);
  }

  async putOwn<S extends SeenStore>(store: S, value: Value<S>): Promise<void> {
    const database = await this.#database();
    const transaction = database.transaction([store, "person"], "readwrite");
    const owner = await transaction.objectStore("person").get("id");
    const kept = transaction.objectStore(store);
    await Promise.all([owner === value.user && kept.put(value), transaction.done]);
  }

  async remove<S extends PersonalStore>(store: S, key: Key<S>): Promise<void> {
    const transaction = (await this.#database()).transaction(store, "readwrite");
    const written = transaction.store.delete(key);
    transaction.commit();
    await Promise.all([written, transaction.done]);
  }

  async person(): Promise<string | undefined> {
    return (await this.#database()).get("person", "id");
  }

  /** One transaction, so that of two tabs with two people the later one clears everything. */
  async claim(user: string): Promise<boolean> {
    const database = await this.#database();
    // Newer pages may have more stores than this one knows.
    const stores = [...database.objectStoreNames];
    const transaction = database.transaction(stores, "readwrite");
    const person = transaction.objectStore("person");
    const before = await person.get("id");
    const isOther = before !== undefined && before !== user;
    if (isOther) await Promise.all(stores.map((store) => transaction.objectStore(store).clear()));
    await Promise.all([person.put(user, "id"), transaction.done]);
    return isOther;
  }

  async forget(user: string): Promise<void> {
    const database = await this.#database();
    const stores = [...database.objectStoreNames];
    const transaction = database.transaction(stores, "readwrite");
    const person = transaction.objectStore("person");
    const removed = stores
      .filter((store) => store !== "person")
      .map((store) => transaction.objectStore(store).delete(of(user)));
    if ((await person.get("id")) === user) removed.push(person.delete("id"));
    await Promise.all([...removed, transaction.done]);
  }

  async forgetSeen(user: string): Promise<void> {
    const transaction = (await this.#database()).transaction(SEEN, "readwrite");
    const removed = SEEN.map((store) => transaction.objectStore(store).delete(of(user)));
    await Promise.all([...removed, transaction.done]);
  }

  #database(): Promise<IDBPDatabase<Schema>> {
    this.#open ??= this.#opened();
    return this.#open;
  }

  async #opened(): Promise<IDBPDatabase<Schema>> {
    const again = () => (this.#open = null);
    const events = {
      upgrade,
      // A newer page upgrades the database. This one opens it again when it needs it.
      blocking: (_was: number, _next: number | null, { target }: IDBVersionChangeEvent) => {
        again();
        if (target instanceof IDBDatabase) target.close();
      },
      terminated: again,
    };
    try {
      return await openDB<Schema>(NAME, VERSION, events);
    } catch (problem) {
      const isNewer = problem instanceof DOMException && problem.name === "VersionError";
      if (isNewer) return openDB<Schema>(NAME, undefined, events);
      again();
      throw problem;
    }
  }
}

/** Every key that begins with the person: an array sorts after every string. */
const of = (user: string) => IDBKeyRange.bound([user], [user, []]);
