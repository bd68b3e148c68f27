// `@handle` in a message. The handle of a member is highlighted, and more so the reader's own. Any
// other stays as it was written.

import type { State } from "../../app/state.ts";
import { currentId } from "../../app/state.ts";
import { handlesOf } from "../../model/members.ts";
import { useSelect } from "../use.ts";

type Named = "me" | "member" | null;

/** Whom a handle names in the conversation in view. */
function named(state: State, handle: string): Named {
  const small = handle.toLowerCase();
  if (state.session.you?.handle === small) return "me";
  const id = currentId(state);
  const members = id === null ? undefined : state.conversations[id]?.members;
  return members && handlesOf(members).has(small) ? "member" : null;
}

export function Mention({ handle }: { handle: string }) {
  const whom = useSelect((state) => named(state, handle));
  const text = `@${handle}`;
  if (whom === null) return <>{text}</>;
  return (
    <span class="mention" data-me={whom === "me" ? "" : undefined}>
      {text}
    </span>
  );
}
