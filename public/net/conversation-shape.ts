// Checkers for a conversation and its people, as `welcome` and the inbox show them.

import { count, flag, maybe, oneOf, shape, text } from "./shape.ts";
import type * as wire from "../wire.ts";

export const role = oneOf<wire.Role>({ member: true, admin: true, owner: true });
const kind = oneOf<wire.Kind>({ group: true, direct: true });
export const visibility = oneOf<wire.Visibility>({ public: true, private: true });
export const member = shape<wire.Member>({ user: text, handle: text, role, read: count });
export const about = shape<wire.About>({
  id: text,
  kind,
  title: text,
  topic: text,
  visibility,
  epoch: text,
});
export const here = shape<wire.Here>({ user: text, handle: text, focused: flag });
const last = shape<wire.LastMessage>({
  seq: count,
  at: count,
  handle: text,
  name: maybe(text),
  preview: text,
  deleted: maybe(flag),
});
export const entry = shape<wire.InboxEntry>({
  conversation: text,
  kind,
  title: text,
  handle: maybe(text),
  role,
  head: count,
  read: count,
  unread: count,
  mentions: count,
  at: count,
  last: maybe(last),
});
