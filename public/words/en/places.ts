// The views beside conversations in English: people, groups, settings, and their dialogs.

import { counted, fileSizeWords } from "./numbers.ts";

const MEMBERS = { one: "member", other: "members" };

export const people = {
  title: "People",
  search: "Search people",
  nobody: (query: string) =>
    query
      ? `Nobody’s name begins with “${query}”.`
      : "Nobody is here yet. Tell your friends the address.",
  you: "This is you",
  online: "Online",
  lastSeen: (ago: string) => `Last seen ${ago}`,
};

export const admit = {
  title: "Add people",
  list: "People to add",
  add: "Add",
  addOne: (handle: string) => `Add ${handle}`,
  inside: "In the group",
  insideOne: (handle: string) => `In the group: ${handle}`,
};

export const groups = {
  title: "Groups",
  search: "Search groups",
  list: "Public groups",
  none: (query: string) =>
    query
      ? `No public group’s name begins with “${query}”.`
      : "No public groups yet. Create the first one.",
  members: (count: number) => counted(count, MEMBERS),
  join: "Join",
  open: "Open",
  joinOne: (title: string) => `Join ${title}`,
  openOne: (title: string) => `Open ${title}`,
};

export const group = {
  newGroup: "New group",
  create: "Create group",
  rename: "Rename group",
  save: "Save",
  name: "Group name",
  nameMissing: "Please give the group a name.",
  topic: "Topic (optional)",
  who: "Who can join",
  public: "Public",
  publicNote: "Everyone here can find and join it.",
  private: "Private",
  privateNote: "Only people you add can join.",
};

export const settings = {
  title: "Settings",
  files: "Files",
  filesTaken: (taken: number, limit: number) =>
    `Your files take ${fileSizeWords(taken)} of ${fileSizeWords(limit)}.`,
  yourName: "Your name, as others see it",
  yourHandle: (handle: string) => `@${handle}`,
  name: "Display name (optional)",
  nameHint: (handle: string) => `Everyone here sees it. People find and mention you as @${handle}.`,
  saveName: "Save",
  nameSaved: "Your name is changed.",
  writing: "While you write, Enter",
  enter: { send: "sends the message", line: "makes a new line" },
  enterNote: { send: "Shift+Enter makes a new line.", line: "Ctrl+Enter or Cmd+Enter sends." },
  sessions: "Where you are signed in",
  unnamed: "Unnamed",
  thisDevice: "This device",
  used: (ago: string) => `Used ${ago}`,
  since: (time: string) => `Since ${time}`,
  end: "End",
  endOne: (label: string) => `End ${label}`,
  others: "Sign out everywhere else",
  othersTitle: "Sign out everywhere else?",
  othersText: "All other browsers and programs that use your account will be signed out.",
  othersYes: "Sign out the others",
  out: "Sign out",
  outTitle: "Sign out?",
  outUnsent: "Some of your messages have not been sent yet and would be lost.",
  outText: "Drafts on this device will be removed. Your conversations stay.",
};
