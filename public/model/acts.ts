// Acts on messages that the server may not have heard yet: waiting → done or failed. An act sets a
// state, so it is sent again after any doubt. No clock, no network, no storage.

import type { ErrorBody, Params } from "../wire.ts";
import type { Item } from "./changes.ts";
import { isReached } from "./acts-shown.ts";

/** Without an answer for this long, an act is sent again, in ms (docs/protocol.md). */
export const ANSWER_WITHIN = 10_000;
/** An act that was sent so often without an answer has failed. */
export const TRIES = 20;
/** Refusals that may pass, and how many attempts are made before the act fails. */
const PASSING: ReadonlySet<string> = new Set(["too_fast", "busy", "internal"]);
const PASSING_TRIES = 8;
/** The event of an act that is done may come later than the answer, by this many ms at most. */
const EVENT_WITHIN = 10_000;

/** The codes of acts that failed here. "unsaved": the page was closed before the answer came. */
export const UNANSWERED = "unanswered";
export const UNSAVED = "unsaved";

/** What is done to a message. */
export type Change =
  | { readonly kind: "edit"; readonly body: string }
  | { readonly kind: "delete" }
  | { readonly kind: "react"; readonly emoji: string; readonly on: boolean }
  | { readonly kind: "pin"; readonly on: boolean };

export interface Reason {
  readonly code: string;
  readonly message?: string;
  readonly params?: Params | null | undefined;
}

interface Named {
  readonly request: string;
  /** The `seq` of the message. */
  readonly message: number;
  readonly change: Change;
}

/** `sentAt`: over the present connection, or null. `notBefore`: it waits until then. */
export interface Waiting extends Named {
  readonly state: "waiting";
  readonly sentAt: number | null;
  readonly notBefore: number;
  readonly tries: number;
}

/** The server has answered, but the event may not be here yet. */
interface Done extends Named {
  readonly state: "done";
  readonly at: number;
}

/** Only an edit stays when it has failed: somebody has written its text. */
export interface Failed extends Named {
  readonly state: "failed";
  readonly reason: Reason;
}

export type Act = Waiting | Done | Failed;
export type Acts = readonly Act[];

export const waiting = ({ request, message, change }: Named): Waiting => ({
  request,
  message,
  change,
  state: "waiting",
  sentAt: null,
  notBefore: 0,
  tries: 0,
});

export const failed = ({ request, message, change }: Named, reason: Reason): Failed => ({
  request,
  message,
  change,
  state: "failed",
  reason,
});

/** A later act on the same thing takes the place of an earlier one. */
export const added = (acts: Acts, act: Act): Acts => [
  ...acts.filter((other) => !isOvertaken(other, act)),
  act,
];

function isOvertaken(earlier: Act, { message, change }: Act): boolean {
  if (earlier.message !== message) return false;
  if (change.kind === "delete") return true;
  if (earlier.change.kind !== change.kind) return false;
  return (
    earlier.change.kind !== "react" ||
    change.kind !== "react" ||
    earlier.change.emoji === change.emoji
  );
}

/** The acts to send now, in order. */
export const due = (acts: Acts, now: number): readonly Waiting[] =>
  acts.filter(
    (act): act is Waiting =>
      act.state === "waiting" &&
      act.notBefore <= now &&
      (act.sentAt === null || now - act.sentAt >= ANSWER_WITHIN),
  );

export const said = (acts: Acts, request: string, now: number): Acts =>
  each(acts, (act) =>
    act.request === request && act.state === "waiting"
      ? { ...act, sentAt: now, tries: act.tries + 1 }
      : act,
  );

export const done = (acts: Acts, request: string, now: number): Acts =>
  each(acts, (act) => {
    if (act.request !== request) return act;
    return { request, message: act.message, change: act.change, state: "done", at: now };
  });

/** The acts after a refusal, and the act that is taken back for it, if one is. */
export function refused(
  acts: Acts,
  { code, message, params, request, retry_after }: ErrorBody,
  now: number,
): { readonly acts: Acts; readonly takenBack: Act | null } {
  const act = acts.find((one) => one.request === request && one.state === "waiting");
  if (act?.state !== "waiting") return { acts, takenBack: null };
  if (PASSING.has(code) && act.tries < PASSING_TRIES) {
    const later = { ...act, sentAt: null, notBefore: now + (retry_after ?? 2) * 1000 };
    return { acts: each(acts, (one) => (one === act ? later : one)), takenBack: null };
  }
  return ending(acts, act, { code, message, params });
}

/** An edit stays as failed. Another act is taken back. */
function ending(acts: Acts, act: Waiting, reason: Reason) {
  return act.change.kind === "edit"
    ? { acts: each(acts, (one) => (one === act ? failed(act, reason) : one)), takenBack: null }
    : { acts: acts.filter((one) => one !== act), takenBack: act };
}

/** The connection is lost, so nobody knows which acts arrived. */
export const unsure = (acts: Acts): Acts =>
  each(acts, (act) =>
    act.state === "waiting" && act.sentAt !== null ? { ...act, sentAt: null } : act,
  );

/** What waits fails for one reason. Edits stay. */
export const failedAll = (acts: Acts, reason: Reason): Acts =>
  acts.flatMap((act) => {
    if (act.state !== "waiting") return [act];
    return act.change.kind === "edit" ? [failed(act, reason)] : [];
  });

/** An act that no repeat has got an answer for fails. Call it before `due`, while connected. */
export function expired(acts: Acts, now: number): Acts {
  const isOver = (act: Act): act is Waiting =>
    act.state === "waiting" &&
    act.tries >= TRIES &&
    (act.sentAt === null || now - act.sentAt >= ANSWER_WITHIN);
  return acts
    .filter(isOver)
    .reduce<Acts>((left, act) => ending(left, act, { code: UNANSWERED }).acts, acts);
}

/** Without the acts that are done and that the timeline shows. `itemAt`: what it holds of a seq. */
export function settled(acts: Acts, itemAt: (seq: number) => Item | undefined, now: number): Acts {
  const isOver = (act: Act) =>
    act.state === "done" &&
    (now - act.at >= EVENT_WITHIN || isReached(itemAt(act.message), act.change));
  return acts.some(isOver) ? acts.filter((act) => !isOver(act)) : acts;
}

export const retried = (acts: Acts, request: string): Acts =>
  each(acts, (act) => (act.request === request && act.state === "failed" ? waiting(act) : act));

export const discarded = (acts: Acts, request: string): Acts =>
  acts.some((act) => act.request === request)
    ? acts.filter((act) => act.request !== request)
    : acts;

/** The same list if nothing changed. */
function each(acts: Acts, change: (act: Act) => Act): Acts {
  const next = acts.map(change);
  return next.every((act, nth) => act === acts[nth]) ? acts : next;
}
