// Who is signed in on this page, from the first question to the server until sign-out is complete.
// Does not know what signing in starts and signing out ends: `begin()` and `end()` do.
//
// All tabs share one cookie. So after a sign-in in any tab, every tab asks the server whose cookie
// it is. Until it knows, it sends nothing: a tab never acts as somebody else than it shows.

import { afterAnswer } from "../model/session.ts";
import { isSignedOut } from "../net/api.ts";
import { Certainty } from "./certain.ts";
import { SignIns } from "./signins.ts";
import type { Api } from "../net/api.ts";
import type { SessionAction, SessionNotice } from "../model/session.ts";
import type { Me } from "../wire.ts";
import type { Clock } from "./clock.ts";
import type { Keep } from "./keep.ts";
import type { Seen } from "./lastvisit.ts";
import type { Store } from "./store.ts";
import type { TabMessage, Tabs } from "./tabs.ts";

/** While the server cannot be reached, the page asks again this often, in ms. */
const ASK_AGAIN = 5_000;

interface Deps {
  readonly store: Store;
  readonly api: Pick<Api, "me" | "register" | "signIn" | "signOut">;
  readonly keep: Pick<Keep, "forget">;
  readonly tabs: Pick<Tabs, "say" | "listen">;
  readonly clock: Clock;
  begin(): void;
  /** `isForgotten`: the address goes too. */
  end(isForgotten: boolean): void;
  /** Starts over, because the cookie belongs to another person than the page shows. */
  reload(): void;
  /** The cookie belongs to the person shown, after all. */
  goOn(): void;
}

export class Account {
  #deps: Deps;
  #again: (() => void) | null = null;
  #asked = 0;
  /** The server has accepted a sign-in of this tab, so a cookie must be there. */
  #accepted = false;
  #certainty: Certainty;
  #others: SignIns;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#certainty = new Certainty(deps.store);
    this.#others = new SignIns(deps.clock, () => {
      if (this.#phase !== "out") void this.ask();
    });
    deps.tabs.listen((message) => this.#told(message));
  }

  get #phase() {
    return this.#deps.store.state.session.phase;
  }

  /** Asks the server who is signed in. */
  async ask(): Promise<void> {
    const { api, clock } = this.#deps;
    this.#again?.();
    const nth = ++this.#asked;
    try {
      const me = await api.me();
      // The cookie may have changed since the question, and it was asked again.
      if (nth === this.#asked) this.#found(me);
    } catch (refusal) {
      if (nth !== this.#asked) return;
      if (isSignedOut(refusal)) return this.#nobody();
      this.#change({ type: "unreachable" });
      this.#certainty.unanswered(refusal);
      this.#again = clock.after(ASK_AGAIN, () => void this.ask());
    }
  }

  /** Shows who used the page last. Until the server says who is signed in, nothing is sent. */
  recall({ you, parts }: Seen): void {
    if (this.#phase === "in") return;
    // The server was quicker to say that their session is over.
    if (this.#phase === "out") return this.#left("signed_out", false);
    this.#certainty.doubt();
    this.#deps.store.change(parts);
    this.#change({ type: "signed_in", you, session: null });
    this.#deps.begin();
  }

  register(handle: string, password: string): Promise<void> {
    return this.#enter(() => this.#deps.api.register(handle, password));
  }

  signIn(handle: string, password: string): Promise<void> {
    return this.#enter(() => this.#deps.api.signIn(handle, password));
  }

  /** Only this forgets what the browser keeps of the person. */
  async signOut(): Promise<void> {
    await this.certain();
    const { tabs, keep, store } = this.#deps;
    // A socket may hear of the end before the answer is here.
    const { you } = store.state.session;
    try {
      await this.#deps.api.signOut();
    } catch (refusal) {
      if (!isSignedOut(refusal)) throw refusal;
    }
    tabs.say({ word: "signed_out" });
    this.#left(null, true);
    if (you) await keep.forget(you.id);
  }

  /** The server ended the session: on another device, or because it expired. */
  signedOut(): void {
    if (this.#phase === "in") this.#left("signed_out", false);
  }

  /** See Certainty. */
  certain = () => this.#certainty.wait();

  async #enter(attempt: () => Promise<unknown>): Promise<void> {
    const { tabs } = this.#deps;
    tabs.say({ word: "signing_in" });
    try {
      await attempt();
    } catch (refusal) {
      tabs.say({ word: "not_signed_in" });
      throw refusal;
    }
    tabs.say({ word: "signed_in" });
    this.#accepted = true;
    await this.ask();
  }

  #told({ word }: TabMessage): void {
    const { phase, notice } = this.#deps.store.state.session;
    switch (word) {
      case "signing_in":
        this.#others.begun();
        return phase === "out" ? undefined : this.#doubt();
      case "signed_in":
        this.#others.ended();
        if (phase === "in") this.#doubt();
        return void this.ask();
      case "not_signed_in":
        this.#others.ended();
        // The server may have accepted it all the same: an answer can be lost.
        return phase === "out" ? undefined : void this.ask();
      case "missed":
        if (phase === "in") this.#doubt();
        return void this.ask();
      case "signed_out":
        if (phase === "in") return this.#left("signed_out_in_another_tab", true);
        // The server has told it already, and the address was kept for the person.
        return notice === "signed_out" ? this.#deps.end(true) : undefined;
      default:
    }
  }

  #doubt(): void {
    this.#again?.();
    this.#asked += 1;
    this.#certainty.doubt();
  }

  #found({ you, session }: Me): void {
    const { store, begin, reload, goOn } = this.#deps;
    const shown = store.state.session.you;
    this.#accepted = false;
    if (this.#phase === "in" && shown?.id !== you.id) return reload();
    const isNew = this.#phase !== "in";
    this.#change({ type: "signed_in", you, session: session.id });
    if (this.#others.areOpen) this.#doubt();
    else this.#certainty.sure();
    if (isNew) begin();
    else goOn();
  }

  #nobody(): void {
    if (this.#phase === "in") return this.signedOut();
    this.#change({ type: "signed_out", notice: this.#accepted ? "no_cookies" : null });
    this.#accepted = false;
    this.#certainty.sure();
  }

  #left(notice: SessionNotice | null, isForgotten: boolean): void {
    const { store, end } = this.#deps;
    end(isForgotten);
    // These are of the tab, not of the person.
    const { online, way, route, deployment } = store.state;
    store.clear({ online, way, route, deployment });
    this.#change({ type: "signed_out", notice });
    this.#certainty.sure();
  }

  #change(action: SessionAction): void {
    const { store } = this.#deps;
    store.change({ session: afterAnswer(store.state.session, action) });
  }
}
