// The way from a reply to the message that it answers, and back.

import { hashOf } from "../../model/route.ts";
import type { App } from "../app.ts";

/** Goes to the message at `seq`. Back leads to the message `from`. */
export function jump({ go }: Pick<App, "go">, id: string, from: number | null, seq: number) {
  const place = "conversation";
  if (from !== null) history.replaceState(history.state, "", hashOf({ place, id, at: from }));
  go({ place, id, at: seq });
}

/** Marks the row that the reader was brought to, until the eye has found it. */
export function markReached(rows: Element | null, row: Element | null) {
  rows?.querySelector("[data-reached]")?.removeAttribute("data-reached");
  row?.setAttribute("data-reached", "");
}
