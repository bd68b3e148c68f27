// Whether a person is signed in on this page: starting → out | in. Knows no cookie; the server
// holds that.

import type { Person } from "../wire.ts";

/** Why nobody is signed in any more, by the code that the words have for it. */
export type SessionNotice = "signed_out" | "signed_out_in_another_tab" | "no_cookies";

/**
 * `id` is the session's; null until the server has said it. `notice` says why the person is signed
 * out.
 */
export type Session =
  | {
      readonly phase: "in";
      readonly you: Person;
      readonly id: string | null;
      readonly notice: null;
    }
  | {
      readonly phase: "starting" | "unreachable" | "out";
      readonly you: null;
      readonly id: null;
      readonly notice: string | null;
    };

export type SessionAction =
  | { readonly type: "signed_in"; readonly you: Person; readonly session: string | null }
  | { readonly type: "signed_out"; readonly notice?: string | null }
  | { readonly type: "unreachable" | "starting" };

export const unknownSession: Session = { phase: "starting", you: null, id: null, notice: null };

export function afterAnswer(session: Session, action: SessionAction): Session {
  switch (action.type) {
    case "signed_in":
      return { phase: "in", you: action.you, id: action.session, notice: null };
    case "signed_out":
      return { phase: "out", you: null, id: null, notice: action.notice ?? null };
    case "unreachable":
      return session.phase === "in" ? session : { ...session, phase: "unreachable" };
    case "starting":
      return { phase: "starting", you: null, id: null, notice: session.notice };
  }
}
