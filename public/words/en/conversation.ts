// What a conversation says in English: its head, timeline, composer, details, and closed door.

import { noticeWords, typingWords } from "./notices.ts";
import { counted, digits } from "./numbers.ts";

const MEMBERS = { one: "member", other: "members" };
const OTHERS = { one: "other", other: "others" };
const PEOPLE = { one: "person", other: "people" };
const SUGGESTIONS = { one: "suggestion", other: "suggestions" };
const NEW = { one: "new message", other: "new messages" };
const TOO_MANY = { one: "character too many", other: "characters too many" };
const UNSENT = { one: "unsent message", other: "unsent messages" };
const LEFT = { one: "character left", other: "characters left" };

export const conversation = {
  label: "Conversation",
  opening: "Opening …",
  notLoaded: "This part of the page could not be loaded.",
  details: "Details",
  search: "Search in this conversation",
  hereNow: "Here now",
  others: (count: number) => `${digits(count)} here now`,
  members: (count: number) => counted(count, MEMBERS),
};

export const timeline = {
  label: "Timeline",
  new: "New",
  newFrom: "New from here",
  /** What leads to the end. */
  latest: "Latest",
  news: (count: number) => counted(count, NEW),
  empty: "No messages yet. Write the first message.",
  hello: (handle: string) => `Say hello to ${handle}.`,
  start: (handle: string) => `The beginning of your conversation with ${handle}`,
  earlier: "Earlier messages",
  later: "Later messages",
  loading: "Loading earlier messages …",
  failed: "Could not load earlier messages. Try again",
  offline: "You are offline. This conversation cannot be loaded until you are online again.",
  unreachable: "This conversation cannot be loaded, because the server cannot be reached.",
  notice: noticeWords,
};

export const dates = {
  open: (day: string) => `${day}. Jump to a date`,
  title: "Jump to a date",
  day: "Day",
  jump: "Jump",
  none: "There are no messages since that day. These are the latest.",
};

export const message = {
  you: "You",
  states: { sending: "Sending …", sent: "" },
  failed: (reason: string) => `Not sent: ${reason}`,
  retry: "Retry",
  edit: "Edit",
  discard: "Discard",
};

/** A block of code in a message. */
export const code = {
  of: (language: string) => (language === "" ? "Code" : `Code, ${language}`),
  copy: "Copy code",
  /** On the button. */
  copyShort: "Copy",
  copied: "Copied",
  failed: "Not copied",
};

export const composer = {
  label: "Message",
  placeholder: "Write a message",
  send: "Send",
  typing: typingWords,
  tooMany: (count: number) => counted(count, TOO_MANY),
  left: (count: number) => counted(count, LEFT),
};

/** The list of what a word in the composer can become. */
export const completion = {
  label: "Suggestions",
  count: (count: number) => counted(count, SUGGESTIONS),
  isHere: "here now",
  /** The first of an emoji's short names. */
  short: ([name]: readonly string[]) => (name === undefined ? "" : `:${name}:`),
  /** How many others they tell; null: nobody knows. */
  here: (count: number | null) =>
    count === null ? "everyone who is here now" : `${counted(count, OTHERS)} here now`,
  everyone: (count: number | null) => counted(count ?? 0, OTHERS),
};

/** Before a message that tells many people. */
export const askAll = {
  title: (count: number) => `Tell ${counted(count, PEOPLE)}?`,
  unknownTitle: "Tell everyone who is here?",
  text: "Each of them gets a mention, whatever they are doing.",
  yes: "Send",
};

/** Somebody who is named and is not in the group. */
export const outsider = {
  text: (handle: string) => `${handle} is not in this group and is not told.`,
  add: "Add to group",
  addOne: (handle: string) => `Add ${handle} to the group`,
  close: "Do not add",
};

export const details = {
  title: "Details",
  close: "Close details",
  rename: "Rename",
  admit: "Add people",
  members: "Members",
  pins: "Pinned messages",
  /** The button that leads to a pinned message. */
  pinOf: (handle: string, preview: string) => `Go to the pinned message of ${handle}: ${preview}`,
  public: "Public group",
  private: "Private group",
  direct: "Direct conversation",
  leave: "Leave group",
  leaveTitle: (title: string) => `Leave “${title}”?`,
  leaveText: "You will not see its messages any more.",
  leavePrivate: "To come back, somebody has to add you.",
  leaveLast: "You are the last member, so the group will be closed for ever.",
};

export const member = {
  you: "You",
  here: "here now",
  roles: { member: "Member", admin: "Admin", owner: "Owner" },
  write: (handle: string) => `Write to ${handle}`,
  role: (handle: string) => `Role of ${handle}`,
  change: "Change role",
  changeOne: (handle: string) => `Change role of ${handle}`,
  remove: "Remove",
  removeOne: (handle: string) => `Remove ${handle}`,
  removeTitle: (handle: string) => `Remove ${handle}?`,
  removeText: "They will not see anything more of this group.",
  ownerTitle: (handle: string) => `Make ${handle} an owner?`,
  ownerText: "Owners cannot be demoted or removed by other owners.",
  ownerYes: "Share ownership",
};

export const profile = {
  write: "Message",
  close: "Close",
};

export const door = {
  /** Instead of a name that this page does not know. */
  unknown: "No conversation",
  join: "Join",
  browse: "Browse groups",
  open: (title: string) => `“${title}” is a public group. Join to read and write in it.`,
  /** The page knew the group until now. */
  out: (title: string) =>
    `You are not in “${title}” any more. You left it elsewhere, or you were removed.`,
  unsent: (count: number) => counted(count, UNSENT),
  copy: "Copy",
  copied: "The message is in the clipboard.",
  selected: "The message is selected. Copy it from there.",
  none: "This conversation does not exist, or you are not in it any more.",
};
