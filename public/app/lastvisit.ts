// What the page showed last: the inbox, and the ends of a few timelines. The browser keeps it. So
// the next visit shows it at once, and goes on from there when the connections are live.

import { inboxOf } from "../model/inbox.ts";
import { keptOf, timelineOf } from "../model/kept.ts";
import { learnt } from "../model/profiles.ts";
import { initialState } from "./state.ts";
import type { KeptTimeline } from "../model/kept.ts";
import type { Timeline } from "../model/timeline.ts";
import type { Person } from "../wire.ts";
import type { Clock } from "./clock.ts";
import type { Keep } from "./keep.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.ts";

/** What has changed is kept after this long, or when the page is hidden, in ms. */
const PAUSE = 1_500;
/** The most timelines that are kept. The one that changed longest ago goes first. */
const TIMELINES = 10;
/** The most people whose names are kept. Those who were learnt of last stay. */
const PROFILES = 1_000;

interface Deps {
  readonly store: Store;
  readonly keep: Pick<
    Keep,
    "inbox" | "keepInbox" | "timelines" | "keepTimeline" | "dropTimeline" | "forgetSeen"
  >;
  readonly clock: Clock;
}

export interface Seen {
  readonly you: Person;
  readonly parts: Pick<State, "inbox" | "inboxKnown" | "profiles">;
}

export class LastVisit {
  #deps: Deps;
  #user: string | null = null;
  #inbox: object | null = null;
  #profiles: object = initialState.profiles;
  /** The one that changed last is at the end. */
  #kept = new Map<string, KeptTimeline>();
  /** What has changed since then. */
  #latest = new Map<string, Timeline>();
  /** States that need not be kept, or not again. */
  #known = new WeakSet<Timeline>();
  #timer: (() => void) | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.store.addEventListener("change", () => this.#look());
  }

  /** What whoever used the page here last has seen, if they did not sign out. */
  async read(): Promise<Seen | null> {
    const { keep } = this.#deps;
    const last = await keep.inbox();
    if (!last) return null;
    const timelines = await keep.timelines(last.user);
    if (this.#user === null) {
      this.#user = last.user;
      timelines.forEach((timeline) => this.#kept.set(timeline.conversation, timeline));
    }
    const { you, entries, profiles } = last;
    const known = { inbox: inboxOf(entries), inboxKnown: entries.length > 0 };
    return { you, parts: { ...known, profiles: learnt({}, profiles) } };
  }

  /** A timeline as the person has seen it last. */
  timeline(id: string): Timeline | null {
    const latest = this.#latest.get(id);
    const kept = latest ? keptOf(latest) : this.#kept.get(id);
    if (!kept) return null;
    const timeline = timelineOf(kept);
    this.#known.add(timeline);
    return timeline;
  }

  /** Keeps what has changed, unless another person may be signed in by now. */
  flush(): void {
    const { store, keep } = this.#deps;
    const { session, certain, inbox, inboxKnown, profiles } = store.state;
    const { you } = session;
    this.#timer?.();
    this.#timer = null;
    if (!certain || !inboxKnown || !you || you.id !== this.#user) return;
    if (inbox !== this.#inbox || profiles !== this.#profiles) {
      const shown = Object.values(profiles);
      void keep.keepInbox({
        user: you.id,
        you,
        entries: Object.values(inbox),
        ...(shown.length > 0 && { profiles: shown.slice(-PROFILES) }),
      });
    }
    [this.#inbox, this.#profiles] = [inbox, profiles];
    for (const [id, timeline] of this.#latest) {
      const kept = keptOf(timeline);
      this.#known.add(timeline);
      this.#kept.delete(id);
      if (kept) this.#kept.set(id, kept);
      void (kept ? keep.keepTimeline(kept) : keep.dropTimeline(you.id, id));
    }
    this.#latest.clear();
    const ids = [...this.#kept.keys()];
    const spare = ids.filter((id, nth) => nth < ids.length - TIMELINES || !inbox[id]);
    for (const id of spare) {
      this.#kept.delete(id);
      void keep.dropTimeline(you.id, id);
    }
  }

  /** The session has ended elsewhere: what the server alone may show is not kept. */
  async forget(): Promise<void> {
    const user = this.#user;
    this.#begin(null);
    if (user !== null) await this.#deps.keep.forgetSeen(user);
  }

  #begin(user: string | null): void {
    this.#timer?.();
    [this.#user, this.#inbox, this.#timer] = [user, null, null];
    this.#profiles = initialState.profiles;
    this.#kept.clear();
    this.#latest.clear();
  }

  #look(): void {
    const { session, inbox, inboxKnown, conversations, profiles } = this.#deps.store.state;
    if (session.phase === "starting" || session.phase === "unreachable") return;
    const user = session.you?.id ?? null;
    if (user !== this.#user) this.#begin(user);
    if (user === null) return;
    for (const [id, timeline] of Object.entries(conversations))
      if (!this.#known.has(timeline)) this.#latest.set(id, timeline);
    const isNews = inbox !== this.#inbox || profiles !== this.#profiles;
    const isChanged = this.#latest.size > 0 || (inboxKnown && isNews);
    if (isChanged) this.#timer ??= this.#deps.clock.after(PAUSE, () => this.flush());
  }
}
