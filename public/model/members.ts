// Who is in a conversation, folded from its events. Knows nothing of how members are shown. A
// welcome is a snapshot at its head: events up to that head are in it and must not count twice.

const RANK = { member: 0, admin: 1, owner: 2 };

/** The members after `event`: { members, count }, where `members` is a map by user id. */
export function afterEvent({ members, count }, event) {
  const person = event.user ?? event.author;
  const handle = event.user_handle ?? event.handle;
  switch (event.kind) {
    case "created":
      return admit(members, count, person, handle, "owner", event.seq);
    case "joined":
    case "admitted":
      return admit(members, count, person, handle, "member", event.seq);
    case "left":
    case "removed":
      return { members: without(members, person), count: Math.max(0, count - 1) };
    case "role_changed":
      return {
        members: {
          ...members,
          [person]: { read: 0, ...members[person], user: person, handle, role: event.role },
        },
        count,
      };
    default:
      return { members, count };
  }
}

function admit(members, count, user, handle, role, seq) {
  const more = members[user] ? 0 : 1;
  return {
    members: { ...members, [user]: { user, handle, role, read: seq } },
    count: count + more,
  };
}

/** A map without one key. */
export function without(map, key) {
  const { [key]: _gone, ...rest } = map;
  return rest;
}

/** Owners first, then admins, then the others, each by handle. */
export function inRank(members) {
  return [...members].sort(
    (a, b) =>
      RANK[b.role] - RANK[a.role] || (a.handle < b.handle ? -1 : a.handle > b.handle ? 1 : 0),
  );
}

/** What `mine` (a role) may do in a group; see docs/protocol.md, "Roles". */
export const may = {
  admit: (mine) => RANK[mine] >= RANK.admin,
  rename: (mine) => RANK[mine] >= RANK.admin,
  remove: (mine, theirs) => RANK[mine] >= RANK.admin && RANK[mine] > RANK[theirs],
  changeRole: (mine, theirs) => mine === "owner" && theirs !== "owner",
};
