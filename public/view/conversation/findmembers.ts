// The page knows the first members of a large group. While a person writes a handle, it asks the
// server for those whom they may mean.

import { useEffect, useRef } from "preact/hooks";
import type { Token } from "../../model/completion.ts";
import type { App } from "../app.ts";

/** How long a person pauses before the server is asked, in ms. */
const PAUSE = 150;

export function useMembers({ actions, clock }: App, id: string, token: Token | null) {
  const asked = useRef(new Set<string>());
  const query = token?.kind === "mention" ? token.query : "";
  useEffect(() => {
    if (query === "" || asked.current.has(query)) return;
    return clock.after(PAUSE, () => {
      asked.current.add(query);
      // The list shows those that are known; the next letter asks again.
      actions.findMembers(id, query).catch(() => asked.current.delete(query));
    });
  }, [id, query]);
}
