// Whether a person is signed in on this page: starting → out | in. Knows no cookie; the server
// holds that.

export const unknownSession = { phase: "starting", you: null, id: null, notice: null };

export function afterAnswer(session, action) {
  switch (action.type) {
    case "signed_in":
      return { phase: "in", you: action.you, id: action.session, notice: null };
    case "signed_out":
      return { phase: "out", you: null, id: null, notice: action.notice ?? null };
    case "unreachable":
      return { ...session, phase: session.phase === "in" ? "in" : "unreachable" };
    case "starting":
      return { ...session, phase: "starting" };
    default:
      return session;
  }
}
