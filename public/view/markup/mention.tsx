// `@handle`, `@everyone` and `@here` in a message. Whom the message mentions is highlighted, and
// more so the reader. Anything else stays as it was written.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { State } from "../../app/state.ts";
import { currentId } from "../../app/state.ts";
import { handlesOf } from "../../model/members.ts";
import type { Mentions } from "../../wire.ts";
import { useSelect } from "../use.ts";

type Named = "me" | "other" | null;

/**
 * Whom the server says that the message mentions. Undefined: it has not said so yet. Then the
 * members whom the page knows are highlighted.
 */
export const Mentioned = createContext<Mentions | null | undefined>(undefined);

function named(state: State, name: string, mentions: Mentions | null | undefined): Named {
  const { you } = state.session;
  if (mentions === undefined) return isMember(state, name) ? whom(you?.handle === name) : null;
  if (mentions === null) return null;
  const { people, everyone, here } = mentions;
  if (name === "everyone") return everyone ? "me" : null;
  if (name === "here") return here ? whom(you !== null && here.includes(you.id)) : null;
  const person = people.find(({ handle }) => handle === name);
  return person ? whom(person.id === you?.id) : null;
}

const whom = (isMe: boolean): Named => (isMe ? "me" : "other");

function isMember(state: State, handle: string): boolean {
  const id = currentId(state);
  const members = id === null ? undefined : state.conversations[id]?.members;
  return members !== undefined && handlesOf(members).has(handle);
}

export function Mention({ handle }: { handle: string }) {
  const mentions = useContext(Mentioned);
  const whom = useSelect((state) => named(state, handle.toLowerCase(), mentions));
  const text = `@${handle}`;
  if (whom === null) return <>{text}</>;
  return (
    <span class="mention" data-me={whom === "me" ? "" : undefined}>
      {text}
    </span>
  );
}
