// Checkers for a message and what belongs to it, in events and in items of a timeline.

import { count, flag, list, maybe, shape, text } from "./shape.ts";
import type { Fields } from "./shape.ts";
import type * as wire from "../wire.ts";

export const person = shape<wire.Person>({ id: text, handle: text });

export const profileFields: Fields<wire.Profile> = {
  user: text,
  handle: text,
  name: maybe(text),
  at: count,
};
export const profile = shape<wire.Profile>(profileFields);

export const mentions = shape<wire.Mentions>({
  people: list(person),
  everyone: maybe(flag),
  here: maybe(list(text)),
});
const quote = shape<wire.Quote>({
  message: count,
  thread_root: count,
  author: text,
  handle: text,
  preview: text,
  deleted: maybe(flag),
});
const deletion = shape<wire.Deletion>({ at: count, removed_by: maybe(person) });
const reaction = shape<wire.Reaction>({
  emoji: text,
  count,
  since: count,
  people: list(person),
});

const file = shape<wire.File>({
  id: text,
  name: text,
  media_type: text,
  size: count,
  sha256: text,
  inline: flag,
  width: maybe(count),
  height: maybe(count),
  duration: maybe(count),
  alt: maybe(text),
  preview_of: maybe(text),
});

export const message: Fields<wire.Message> = {
  client_id: text,
  body: text,
  files: maybe(list(file)),
  quote: maybe(quote),
  mentions: maybe(mentions),
  edited_at: maybe(count),
  deleted: maybe(deletion),
  pinned: maybe(flag),
  reactions: maybe(list(reaction)),
};
export const reactionChange: Fields<wire.ReactionChange> = {
  message: count,
  emoji: text,
  reaction: maybe(reaction),
};
export const ownReactions = shape<wire.OwnReactions>({ message: count, emoji: list(text) });
