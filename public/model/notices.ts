// The words for events that are not messages. An unknown kind has none.

const ROLES = { member: "a member", admin: "an admin", owner: "an owner" };

/**
 * { who, said, merge }: `said` tells what `who` did or what was done to them. Adjacent rows with
 * equal `merge` become one.
 */
export function noticeOf(event) {
  switch (event.kind) {
    case "created":
      return { who: [event.handle], said: `created the group “${event.title}”`, merge: null };
    case "joined":
      return { who: [event.handle], said: "joined", merge: "joined" };
    case "left":
      return { who: [event.handle], said: "left", merge: "left" };
    case "admitted":
      return {
        who: [event.user_handle],
        said: `added by ${event.handle}`,
        merge: `admitted ${event.author}`,
        passive: true,
      };
    case "removed":
      return {
        who: [event.user_handle],
        said: `removed by ${event.handle}`,
        merge: `removed ${event.author}`,
        passive: true,
      };
    case "role_changed":
      return {
        who: [event.user_handle],
        said: `now ${ROLES[event.role] ?? event.role}`,
        merge: null,
        passive: true,
      };
    case "renamed":
      return { who: [event.handle], said: renamed(event), merge: null };
    default:
      return null;
  }
}

const renamed = ({ title, topic }) => `named the group “${title}”${topic ? ` — ${topic}` : ""}`;

/** The notice as one sentence. */
export function noticeWords({ who, said, passive }) {
  const verb = passive ? (who.length > 1 ? "were " : "was ") : "";
  const is = said.startsWith("now ") ? "is " : verb;
  return `${listed(who)} ${is}${said}`;
}

/** "ana", "ana and ben", "ana, ben and 3 others". */
export function listed(who) {
  if (who.length <= 1) return who[0] ?? "";
  if (who.length === 2) return `${who[0]} and ${who[1]}`;
  if (who.length === 3) return `${who[0]}, ${who[1]} and ${who[2]}`;
  return `${who[0]}, ${who[1]} and ${who.length - 2} others`;
}
