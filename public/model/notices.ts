// What an event that is not a message says in a timeline. Its words are in words/: this knows only
// who did what to whom. An unknown kind says nothing.

import type { Event, Role } from "../wire.ts";

/** `who` did it, or it was done to them by `by`. All are handles. */
export type Notice =
  | { readonly what: "created"; readonly who: readonly string[]; readonly title: string }
  | { readonly what: "joined" | "left"; readonly who: readonly string[] }
  | {
      readonly what: "admitted" | "removed";
      readonly who: readonly string[];
      readonly by: string;
    }
  | { readonly what: "role_changed"; readonly who: readonly string[]; readonly role: Role }
  | {
      readonly what: "renamed";
      readonly who: readonly string[];
      readonly title: string;
      readonly topic: string;
    };

export function noticeOf(event: Event): Notice | null {
  switch (event.kind) {
    case "created":
      return { what: "created", who: [event.handle], title: event.title };
    case "joined":
    case "left":
      return { what: event.kind, who: [event.handle] };
    case "admitted":
    case "removed":
      return { what: event.kind, who: [event.user_handle], by: event.handle };
    case "role_changed":
      return { what: "role_changed", who: [event.user_handle], role: event.role };
    case "renamed":
      return { what: "renamed", who: [event.handle], title: event.title, topic: event.topic };
    default:
      return null;
  }
}

/** The same, with the names by which these people are shown. */
export const withNames = (notice: Notice, named: (handle: string) => string): Notice => ({
  ...notice,
  who: notice.who.map(named),
  ...("by" in notice && { by: named(notice.by) }),
});

/** Two adjacent notices as one, or null: the same was done by the same person, or by themself. */
export function together(one: Notice, other: Notice): Notice | null {
  const who = [...one.who, ...other.who];
  switch (one.what) {
    case "joined":
    case "left":
      return one.what === other.what ? { ...one, who } : null;
    case "admitted":
    case "removed":
      return one.what === other.what && one.by === other.by ? { ...one, who } : null;
    default:
      return null;
  }
}
