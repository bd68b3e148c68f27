// What can be done to messages, in English: the menu, edits, replies, reactions, deletions.

import { digits } from "./numbers.ts";

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

export const acts = {
  menu: "Message actions",
  more: "More actions",
  react: "React",
  /** On the button of one emoji at hand. */
  reactWith: (emoji: string) => `React with ${emoji}`,
  moreEmoji: "Other emoji",
  reply: "Reply",
  forward: "Forward",
  edit: "Edit",
  pin: "Pin",
  unpin: "Unpin",
  pinned: "Pinned",
  copyText: "Copy text",
  copyLink: "Copy link",
  delete: "Delete",
  whoReacted: "Who reacted",
  profile: (name: string) => `Profile of ${name}`,
  copied: "Copied.",
  notCopied: "This browser did not let the page copy that.",
};

export const deleting = {
  title: "Delete this message?",
  text: "It is deleted for everyone, on all devices. This cannot be undone.",
  /** A message of another person. */
  others: (handle: string) => `Everyone can see that you deleted a message of ${handle}.`,
  replies: "Replies to it stay, and show that it was deleted.",
  yes: "Delete",
  now: "Deleting …",
};

export const tombstone = {
  own: "This message was deleted.",
  byAdmin: (handle: string) => `${handle} deleted this message.`,
};

export const editing = {
  label: "Edit message",
  save: "Save",
  cancel: "Cancel",
  keys: {
    send: "Enter saves, Esc cancels",
    line: "Ctrl+Enter saves, Esc cancels",
  },
  edited: "edited",
  /** For screen readers and the tooltip. */
  editedAt: (time: string) => `Edited ${time}`,
  saving: "Saving …",
  failed: (reason: string) => `Not saved: ${reason}`,
  retry: "Try again",
  discard: "Discard",
  dropTitle: "Discard your changes?",
  dropText: "The message stays as it was.",
  dropYes: "Discard",
  rescued: "The message was deleted meanwhile. Your text is in the box below.",
};

export const reply = {
  /** Before the name of the person who is answered. */
  to: (who: string) => `Reply to ${who}`,
  cancel: "Cancel reply",
  deleted: "Deleted message",
  you: "You",
  /** The button that leads to the answered message. */
  jump: (who: string) => `Go to the message of ${who} that is answered`,
};

export const forward = {
  title: "Forward message",
  search: "Search conversations",
  list: "Conversations",
  none: "None of your conversations is called so.",
  tooLong: "With the words of who wrote it, this is longer than a message may be.",
  send: "Forward",
  done: (title: string) => `Forwarded to ${title}.`,
  /** Becomes part of the message. `title`: of a public group. */
  head: (handle: string, title: string | null) =>
    title === null ? `Forwarded from **${handle}**` : `Forwarded from **${handle}** in ${title}`,
};

export const reactions = {
  label: "Reactions",
  you: "You",
  /** Names, and how many people beside them. */
  who: (names: readonly string[], more: number) =>
    more > 0 ? `${names.join(", ")} and ${digits(more)} more` : list.format(names),
  one: (emoji: string, count: number, who: string) => `${emoji} ${digits(count)}, ${who}`,
};

export const picker = {
  title: "Choose an emoji",
  search: "Search emoji",
  loading: "Loading emoji …",
  failed: "The emoji could not be loaded.",
  again: "Try again",
  none: "No emoji has that name.",
  recent: "Used lately",
  groups: "Groups of emoji",
  tone: "Skin tone",
  tones: ["No tone", "Light", "Medium light", "Medium", "Medium dark", "Dark"],
  close: "Close",
};
