// Sends edits, deletions, reactions and pins until the server has answered. Owns the acts in the
// state, and keeps the text of edits. Knows no connections: `tell(conversation, frame)` sends, and
// returns false if it cannot.

import * as acts from "../model/acts.ts";
import { clean } from "../model/cleaning.ts";
import { itemAt } from "../model/ranges.ts";
import { TOO_LONG, isTooLong } from "../model/size.ts";
import { frameOf } from "../net/act-frames.ts";
import { actsIn, conversationIn, editingIn } from "./state.ts";
import type { Act, Acts as Waiting, Change, Reason } from "../model/acts.ts";
import type { Item } from "../model/changes.ts";
import type { ErrorBody, FromClient } from "../wire.ts";
import type { Clock } from "./clock.ts";
import type { Keep } from "./keep.ts";
import type { Store } from "./store.ts";

/** How often to check for acts without an answer, in ms. */
const CHECK_EVERY = 1_000;
/** After these refusals the message is as good as deleted. */
const GONE: ReadonlySet<string> = new Set(["message_deleted", "no_such_message"]);

interface Deps {
  readonly store: Store;
  readonly keep: Pick<Keep, "edits" | "keepEdit" | "dropEdit">;
  readonly clock: Clock;
  newId(): string;
  tell(conversation: string, frame: FromClient): boolean;
  /** Shows why an act was taken back. */
  complain(refusal: Reason): void;
  /** Saves the text of an edit whose message was deleted. */
  rescue(conversation: string, text: string): void;
}

export class Acts {
  #deps: Deps;
  #timer: (() => void) | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  edit(conversation: string, message: number, body: string): void {
    const user = this.#me;
    if (user) void this.#deps.keep.keepEdit({ user, conversation, message, text: body });
    this.#begin(conversation, message, { kind: "edit", body });
  }

  delete(conversation: string, message: number): void {
    for (const act of this.#in(conversation))
      if (act.message === message) this.#drop(conversation, act);
    this.#begin(conversation, message, { kind: "delete" });
  }

  react(conversation: string, message: number, emoji: string, on: boolean): void {
    this.#begin(conversation, message, { kind: "react", emoji, on });
  }

  pin(conversation: string, message: number, on: boolean): void {
    this.#begin(conversation, message, { kind: "pin", on });
  }

  retry(conversation: string, request: string): void {
    this.#put(conversation, acts.retried(this.#in(conversation), request));
    this.flush(conversation);
  }

  /** Gives up a failed edit. Returns its text; null if there is none. */
  discard(conversation: string, request: string): string | null {
    const act = this.#in(conversation).find((one) => one.request === request);
    this.#put(conversation, acts.discarded(this.#in(conversation), request));
    if (act?.change.kind !== "edit") return null;
    this.#drop(conversation, act);
    return act.change.body;
  }

  /** Whether an act is still on its way. */
  busy(conversation: string): boolean {
    return this.#in(conversation).some(({ state }) => state === "waiting");
  }

  /** Shows the edits that an earlier page left: their author decides what becomes of them. */
  async restore(user: string): Promise<void> {
    const kept = await this.#deps.keep.edits(user);
    if (this.#me !== user) return;
    for (const { conversation, message, text } of kept) {
      const held = this.#in(conversation);
      if (held.some((act) => act.message === message && act.change.kind === "edit")) continue;
      const change = { kind: "edit", body: clean(text) } as const;
      const named = { request: this.#deps.newId(), message, change };
      this.#put(conversation, acts.added(held, acts.failed(named, { code: acts.UNSAVED })));
    }
  }

  done(conversation: string, request: string): void {
    const act = this.#in(conversation).find((one) => one.request === request);
    if (!act) return;
    this.#drop(conversation, act);
    this.#put(conversation, acts.done(this.#in(conversation), request, this.#deps.clock.now()));
    this.heard(conversation);
  }

  refused(conversation: string, error: ErrorBody): void {
    const { clock, complain } = this.#deps;
    const before = this.#in(conversation);
    const { acts: after, takenBack } = acts.refused(before, error, clock.now());
    this.#put(conversation, after);
    this.#watch();
    const isGone = GONE.has(error.code);
    const edit = after.find(
      ({ request, state }) => request === error.request && state === "failed",
    );
    if (edit && isGone) this.#rescue(conversation, edit);
    if (takenBack && !(takenBack.change.kind === "delete" && isGone)) complain(error);
  }

  /** The timeline has changed. */
  heard(conversation: string): void {
    const held = conversationIn(this.#deps.store.state, conversation);
    const heldAt = (seq: number) => itemAt(held, seq);
    const now = this.#deps.clock.now();
    this.#put(conversation, acts.settled(this.#in(conversation), heldAt, now));
    for (const act of this.#in(conversation))
      if (act.state === "failed" && isDeleted(heldAt(act.message))) this.#rescue(conversation, act);
  }

  unsure(conversation: string): void {
    this.#put(conversation, acts.unsure(this.#in(conversation)));
  }

  failAll(conversation: string, reason: Reason): void {
    this.#put(conversation, acts.failedAll(this.#in(conversation), reason));
  }

  /** Sends the acts that are due, if the conversation is connected. */
  flush(conversation: string): void {
    const now = this.#deps.clock.now();
    this.#put(conversation, acts.expired(this.#in(conversation), now));
    for (const act of acts.due(this.#in(conversation), now)) {
      if (act.change.kind === "edit" && isTooLong(act.change.body)) {
        this.refused(conversation, { ...TOO_LONG, request: act.request });
        continue;
      }
      if (!this.#deps.tell(conversation, frameOf(act))) break;
      this.#put(conversation, acts.said(this.#in(conversation), act.request, now));
    }
    this.#watch();
  }

  #begin(conversation: string, message: number, change: Change): void {
    const act = acts.waiting({ request: this.#deps.newId(), message, change });
    this.#put(conversation, acts.added(this.#in(conversation), act));
    this.flush(conversation);
  }

  get #me(): string | undefined {
    return this.#deps.store.state.session.you?.id;
  }

  #in(conversation: string): Waiting {
    return actsIn(this.#deps.store.state, conversation);
  }

  #put(conversation: string, next: Waiting): void {
    if (next !== this.#in(conversation)) this.#deps.store.put("acts", conversation, next);
  }

  #rescue(conversation: string, { request }: Act): void {
    const text = this.discard(conversation, request);
    if (text !== null) this.#deps.rescue(conversation, text);
  }

  #drop(conversation: string, { change, message }: Act): void {
    const user = this.#me;
    // The text of an edit that is open now is kept under the same key.
    const isOpen = editingIn(this.#deps.store.state, conversation)?.message === message;
    if (!user || change.kind !== "edit" || isOpen) return;
    void this.#deps.keep.dropEdit(user, conversation, message);
  }

  /** Checks again while any act is on its way, or its event is. */
  #watch(): void {
    const open = () =>
      Object.entries(this.#deps.store.state.acts).flatMap(([conversation, list]) =>
        list.some(({ state }) => state !== "failed") ? [conversation] : [],
      );
    if (this.#timer || open().length === 0) return;
    this.#timer = this.#deps.clock.after(CHECK_EVERY, () => {
      this.#timer = null;
      for (const conversation of open()) {
        this.heard(conversation);
        this.flush(conversation);
      }
    });
  }
}

const isDeleted = (item: Item | undefined) => item?.kind === "message" && Boolean(item.deleted);
