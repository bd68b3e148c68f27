// Who is signed in on this page, from the first question to the server until sign-out is complete.
// Does not know what signing in starts and signing out ends: `begin()` and `end()` do.

import { afterAnswer } from "../model/session.ts";

/** While the server cannot be reached, the page asks again this often, in ms. */
const ASK_AGAIN = 5_000;

export class Account {
  #deps;
  #again = null;

  /** deps: store, api, keep, tabs, clock, begin(), end() */
  constructor(deps) {
    this.#deps = deps;
    deps.tabs.addEventListener("in", () => this.#phase !== "in" && this.ask());
    deps.tabs.addEventListener(
      "out",
      () => this.#phase === "in" && this.#left("You signed out in another tab."),
    );
  }

  get #phase() {
    return this.#deps.store.state.session.phase;
  }

  /** Asks the server whether a person is signed in; called when the page opens. */
  async ask() {
    const { api, clock } = this.#deps;
    this.#again?.();
    try {
      const { you, session } = await api.me();
      this.#entered(you, session.id);
    } catch (refusal) {
      if (refusal.status === 401) return this.#change({ type: "signed_out" });
      this.#change({ type: "unreachable" });
      this.#again = clock.after(ASK_AGAIN, () => this.ask());
    }
  }

  register(handle, password) {
    return this.#enter(this.#deps.api.register(handle, password));
  }

  signIn(handle, password) {
    return this.#enter(this.#deps.api.signIn(handle, password));
  }

  async signOut() {
    try {
      await this.#deps.api.signOut();
    } catch (refusal) {
      if (refusal.status !== 401) throw refusal;
    }
    this.#deps.tabs.say("out");
    this.#left(null);
  }

  /** The server ended the session: on another device, or because it expired. */
  signedOut() {
    if (this.#phase === "in") this.#left("You have been signed out.");
  }

  async #enter(answer) {
    const { you, session } = await answer;
    this.#deps.tabs.say("in");
    this.#entered(you, session.id);
  }

  #entered(you, session) {
    if (this.#phase === "in") return;
    this.#change({ type: "signed_in", you, session });
    this.#deps.begin();
  }

  #left(notice) {
    this.#deps.end();
    this.#deps.keep.forget();
    this.#deps.store.clear({
      session: this.#deps.store.initial.session,
      online: this.#deps.store.state.online,
    });
    this.#change({ type: "signed_out", notice });
  }

  #change(action) {
    this.#deps.store.change({ session: afterAnswer(this.#deps.store.state.session, action) });
  }
}
