// A message that the page holds, as it is drawn, and what the person may do to it.

import { actsIn, conversationIn } from "../../app/state.ts";
import type { State } from "../../app/state.ts";
import { itemsShown } from "../../model/acts-shown.ts";
import type { ShownMessage } from "../../model/acts-shown.ts";
import { may } from "../../model/members.ts";
import { itemAt } from "../../model/ranges.ts";

export function messageAt(state: State, id: string, seq: number): ShownMessage | null {
  const held = conversationIn(state, id);
  const item = itemAt(held, seq);
  if (item?.kind !== "message" || item.deleted) return null;
  const me = held.you && { id: held.you.user, handle: held.you.handle };
  const [shown] = itemsShown([item], actsIn(state, id), me);
  return shown?.kind === "message" ? shown : null;
}

export function rightsTo(state: State, id: string, { author }: ShownMessage) {
  const { about, you } = conversationIn(state, id);
  const isOwn = author === state.session.you?.id;
  const isAdmin = about?.kind === "group" && you !== null && may.deleteOthers(you.role);
  const mayPin = about?.kind === "direct" || (you !== null && may.pin(you.role));
  return { pin: mayPin, edit: isOwn, delete: isOwn || isAdmin };
}
