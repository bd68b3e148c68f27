// The person's own connection. It brings the inbox, which covers conversations that are not open
// here.

import { afterFrame } from "../model/inbox.ts";
import { PERSON } from "./state.ts";

export class PersonLine {
  #deps;
  #connection = null;

  /**
   * deps: store, connect() → Connection, gone(conversation), back(conversation), signedOut(),
   * changed() if the cookie belongs to another person now
   */
  constructor(deps) {
    this.#deps = deps;
  }

  start() {
    const connection = this.#deps.connect();
    this.#connection = connection;
    connection.addEventListener("frame", ({ detail }) => this.#hear(detail));
    connection.addEventListener("status", ({ detail }) =>
      this.#deps.store.put("links", PERSON, detail),
    );
    connection.addEventListener("ended", () => this.#deps.signedOut());
    connection.start();
  }

  stop() {
    this.#connection?.stop();
    this.#connection = null;
  }

  hurry() {
    this.#connection?.hurry();
  }

  #hear(frame) {
    const { store, gone, back, changed } = this.#deps;
    const isWelcome = frame.type === "welcome";
    if (isWelcome && frame.you.id !== store.state.session.you?.id) return changed();
    store.change({ inbox: afterFrame(store.state.inbox, frame) });
    if (isWelcome) store.change({ inboxKnown: true });
    if (frame.type === "gone") gone(frame.conversation);
    for (const { conversation } of (isWelcome ? frame.inbox : frame.entries) ?? []) {
      if (store.state.conversations[conversation]?.gone) back(conversation);
    }
  }
}
