// The sentences for what happens in a conversation, in English: notices, and who is typing.

import type { Notice } from "../../model/notices.ts";

/** Without a comma before "and". */
const list = new Intl.ListFormat("en-GB", { type: "conjunction" });
/** More names than this are counted. */
const NAMED = 3;

const ROLES = { member: "a member", admin: "an admin", owner: "an owner" };

/** "ana joined", "ana and ben were added by carla". */
export function noticeWords(notice: Notice): string {
  const { who } = notice;
  const were = who.length > 1 ? "were" : "was";
  switch (notice.what) {
    case "created":
      return `${listed(who)} created the group “${notice.title}”`;
    case "joined":
      return `${listed(who)} joined`;
    case "left":
      return `${listed(who)} left`;
    case "admitted":
      return `${listed(who)} ${were} added by ${notice.by}`;
    case "removed":
      return `${listed(who)} ${were} removed by ${notice.by}`;
    case "role_changed":
      return `${listed(who)} is now ${ROLES[notice.role]}`;
    case "renamed":
      return `${listed(who)} named the group “${notice.title}”${about(notice.topic)}`;
  }
}

const about = (topic: string) => (topic === "" ? "" : ` — ${topic}`);

/** "ana", "ana and ben", "ana, ben and 3 others". */
export const listed = (who: readonly string[]): string =>
  list.format(
    who.length > NAMED ? [...who.slice(0, NAMED - 1), `${who.length - NAMED + 1} others`] : who,
  );

/** "ana is typing", for one, two or many people; empty for nobody. */
export function typingWords(handles: readonly string[]): string {
  if (handles.length === 0) return "";
  if (handles.length > 2) return "Several people are typing";
  return `${list.format(handles)} ${handles.length > 1 ? "are" : "is"} typing`;
}
