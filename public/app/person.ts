// The person's own connection. It brings the inbox, which covers conversations that are not open
// here.

import { afterFrame } from "../model/inbox.ts";
import { learn } from "./profiles.ts";
import { PERSON } from "./state.ts";
import type { InboxEntry, ToUserClient } from "../wire.ts";
import type { AppConnection } from "./connections.ts";
import type { Store } from "./store.ts";

interface Deps {
  readonly store: Store;
  connect(): AppConnection<ToUserClient>;
  gone(conversation: string): void;
  back(conversation: string): void;
  signedOut(): void;
  /** The cookie belongs to another person now. */
  changed(): void;
}

export class PersonConnection {
  #deps: Deps;
  #connection: AppConnection<ToUserClient> | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    const { store, connect, signedOut } = this.#deps;
    const connection = connect();
    this.#connection = connection;
    connection.on("frame", (frame) => this.#hear(frame));
    connection.on("status", (status) => store.put("links", PERSON, status));
    connection.on("ended", () => signedOut());
    connection.start();
  }

  stop(): void {
    this.#connection?.stop();
    this.#connection = null;
  }

  hurry(): void {
    this.#connection?.hurry();
  }

  #hear(frame: ToUserClient): void {
    const { store, gone, changed } = this.#deps;
    const { session } = store.state;
    if (frame.type === "welcome" && frame.you.id !== session.you?.id) return changed();
    store.change({ inbox: afterFrame(store.state.inbox, frame) });
    if (frame.type === "profile") learn(store, [frame]);
    if (frame.type === "welcome" && frame.profile) learn(store, [frame.profile]);
    if (frame.type === "gone") gone(frame.conversation);
    if (frame.type === "inbox") this.#back(frame.entries);
    if (frame.type !== "welcome") return;
    store.change({ inboxKnown: true });
    // The same person may have signed in again in another tab.
    const { session: id = session.id } = frame;
    if (session.phase === "in" && id !== null && id !== session.id)
      store.change({ session: { ...session, id } });
    this.#back(frame.inbox);
  }

  #back(entries: readonly InboxEntry[]): void {
    const { store, back } = this.#deps;
    for (const { conversation } of entries)
      if (store.state.conversations[conversation]?.gone) back(conversation);
  }
}
