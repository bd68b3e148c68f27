// Who is in a conversation, folded from its events. Knows nothing of how members are shown. A
// welcome is a snapshot at its head: events up to that head are in it and must not count twice.

import type { Event, Member, Role } from "../wire.ts";

const RANK: Readonly<Record<Role, number>> = { member: 0, admin: 1, owner: 2 };

/** In larger groups only admins mention everyone (`MENTION_ALL_MEMBERS` in limits.rs). */
export const MENTION_ALL_MEMBERS = 20;

/** By user id. */
export type MemberMap = Readonly<Record<string, Member>>;

/** The members that are known, and how many there are in all. */
interface Membership {
  readonly members: MemberMap;
  readonly count: number;
}

export function afterEvent({ members, count }: Membership, event: Event): Membership {
  switch (event.kind) {
    case "created":
      return admit({ members, count }, event.author, event.handle, "owner", event.seq);
    case "joined":
      return admit({ members, count }, event.author, event.handle, "member", event.seq);
    case "admitted":
      return admit({ members, count }, event.user, event.user_handle, "member", event.seq);
    case "left":
      return { members: without(members, event.author), count: Math.max(0, count - 1) };
    case "removed":
      return { members: without(members, event.user), count: Math.max(0, count - 1) };
    case "role_changed": {
      const { user, user_handle: handle, role } = event;
      const read = members[user]?.read ?? 0;
      return { members: { ...members, [user]: { user, handle, role, read } }, count };
    }
    default:
      return { members, count };
  }
}

function admit(
  { members, count }: Membership,
  user: string,
  handle: string,
  role: Role,
  seq: number,
): Membership {
  const more = members[user] ? 0 : 1;
  return {
    members: { ...members, [user]: { user, handle, role, read: seq } },
    count: count + more,
  };
}

/** The members after one of them has read up to `seq`. The same map if that is known. */
export function afterRead(members: MemberMap, user: string, seq: number): MemberMap {
  const known = members[user];
  if (!known || known.read >= seq) return members;
  const next = { ...members, [user]: { ...known, read: seq } };
  people.set(next, peopleOf(members));
  return next;
}

const people = new WeakMap<MemberMap, MemberMap>();

/**
 * A map of the same people, and the same one for as long as only what they have read changes. What
 * depends on who they are is made once for it, and not with every message.
 */
export const peopleOf = (members: MemberMap): MemberMap => people.get(members) ?? members;

/** Whether these are the same people in the same roles, however far they have read. */
export function areSame(one: MemberMap, other: MemberMap): boolean {
  if (one === other) return true;
  const members = Object.values(one);
  const isThere = ({ user, role }: Member) => other[user]?.role === role;
  return members.length === Object.keys(other).length && members.every(isThere);
}

/** A map without one key. */
export function without<T>(map: Readonly<Record<string, T>>, key: string) {
  const { [key]: _gone, ...rest } = map;
  return rest;
}

const handles = new WeakMap<MemberMap, ReadonlySet<string>>();

/** The handles of these members. The same set for the same people. */
export function handlesOf(members: MemberMap): ReadonlySet<string> {
  const key = peopleOf(members);
  const known = handles.get(key);
  if (known) return known;
  const made = new Set(Object.values(members).map(({ handle }) => handle));
  handles.set(key, made);
  return made;
}

type Ranked = Pick<Member, "handle" | "role">;

/** Owners first, then admins, then the others, each by handle. */
export const inRank = <T extends Ranked>(members: readonly T[]): T[] =>
  [...members].sort(
    (a, b) =>
      RANK[b.role] - RANK[a.role] || (a.handle < b.handle ? -1 : a.handle > b.handle ? 1 : 0),
  );

/** What `mine` (a role) may do in a group; see docs/protocol.md, "Roles". */
export const may = {
  admit: (mine: Role) => RANK[mine] >= RANK.admin,
  rename: (mine: Role) => RANK[mine] >= RANK.admin,
  remove: (mine: Role, theirs: Role) => RANK[mine] >= RANK.admin && RANK[mine] > RANK[theirs],
  deleteOthers: (mine: Role) => RANK[mine] >= RANK.admin,
  pin: (mine: Role) => RANK[mine] >= RANK.admin,
  mentionAll: (mine: Role, members: number) =>
    members <= MENTION_ALL_MEMBERS || RANK[mine] >= RANK.admin,
  changeRole: (mine: Role, theirs: Role) => mine === "owner" && theirs !== "owner",
};
