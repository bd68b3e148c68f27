// The frame of the page in English: navigation, inbox, banner, and what every list says.

import { door } from "./conversation.ts";
import { counted } from "./numbers.ts";

const MENTIONS = { one: "mention or reply", other: "mentions and replies" };
const UNREAD = { one: "unread message", other: "unread messages" };

export const shell = {
  brand: "Dormouse",
  waking: "Waking up …",
  unreachable: "The server cannot be reached. Trying again …",
  tryNow: "Try now",
  skip: "Skip to content",
  main: "Main",
  back: "Back to conversations",
  nav: {
    home: "Conversations",
    people: "People",
    groups: "Groups",
    settings: "Settings",
  },
};

export const dialogs = {
  cancel: "Cancel",
  done: "Done",
};

export const inbox = {
  title: "Conversations",
  none: "No conversations yet.",
  newGroup: "New group",
  search: "Search messages",
  noMessages: "No messages yet",
  deleted: "Deleted message",
  /** Whose words the preview of a line has. */
  said: (who: string, text: string) => `${who}: ${text}`,
  you: "You",
  /** For screen readers, after the rest of the line. */
  unread: (count: number) => `, ${counted(count, UNREAD)}`,
  mentions: (count: number) => `, ${counted(count, MENTIONS)}`,
  /** On the badge of a conversation in which the person is mentioned or answered. */
  mention: "@",
  online: ", online",
  most: "99+",
  /** What is kept of conversations that the person is not in any more. */
  closedOnes: "Closed conversations",
  closed: (count: number) => `Closed · ${door.unsent(count)}`,
};

const most = (count: number) => (count > 999 ? "999+" : count);

export const title = {
  /** The title of the tab. */
  page: (unread: number, mentions: number, name: string | null) =>
    (unread ? `(${most(unread)}${mentions ? `, @${most(mentions)}` : ""}) ` : "") +
    (name ? `${name} · ` : "") +
    shell.brand,
};

export const home = {
  title: "All quiet",
  text: "Choose a conversation, or start one: write to a person, join a group, or create your own.",
  findPeople: "Find people",
  browseGroups: "Browse groups",
  createGroup: "Create a group",
};

export const banner = {
  connecting: "Reconnecting … What you write is saved and sent later.",
  offline: "You are offline. What you write is saved and sent later.",
  fallback:
    "Live connections are blocked here. Everything works over another way, a little slower.",
  polling:
    "Live connections are blocked here. Checking for new messages every few seconds instead.",
  newer: "A new version is here.",
  reload: "Reload",
};

export const listing = {
  searching: "Searching …",
  more: "Load more",
  again: "Try again",
};
