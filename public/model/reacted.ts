// Who has reacted with an emoji, for the words about it.

import type { Reaction } from "../wire.ts";

/** `you`: whether I am among them. `handles`: the others that are known. `more`: all the rest. */
export interface Reacted {
  readonly you: boolean;
  readonly handles: readonly string[];
  readonly more: number;
}

export function whoReacted({ count, people }: Reaction, isMine: boolean, me: string | undefined) {
  const handles = people.filter(({ id }) => id !== me).map(({ handle }) => handle);
  const named = handles.length + (isMine ? 1 : 0);
  return { you: isMine, handles, more: Math.max(0, count - named) } satisfies Reacted;
}
