// Searching messages in English. The page loads this with the search.

import { counted } from "./numbers.ts";

const RESULTS = { one: "result", other: "results" };
const CONVERSATIONS = { one: "conversation", other: "conversations" };

export const search = {
  title: "Search",
  field: "Search messages",
  here: "In this conversation",
  everywhere: "Everywhere",
  scope: "Where to search",
  hint: "“a phrase” · from:name · in:group · before: after: on:2026-11-28 · has:link · has:reaction",
  list: "Results",
  found: (count: number, isMore: boolean) =>
    `${counted(count, RESULTS)}${isMore ? ". There may be more." : ""}`,
  none: "No message fits.",
  noneYet: "No message fits so far.",
  searchedFrom: (day: string) =>
    `Searched back to ${day}. Earlier messages are being prepared and can be found later.`,
  partly: "Some conversations are not searched to their beginning yet.",
  unanswered: (count: number) => `${counted(count, CONVERSATIONS)} did not answer. Try again.`,
  moreIn: (title: string) => `More in ${title}`,
  you: "You",
};
