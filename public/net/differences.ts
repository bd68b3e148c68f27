// The difference between two welcomes of a conversation, as the frames that a socket would bring:
// who came and left, and who has read on. Everything else arrives as events.

import type { Here, ToClient, Welcome } from "../wire.ts";

export const differences = (before: Welcome, after: Welcome): ToClient[] => [
  ...comings(before, after),
  ...readings(before, after),
];

function comings(before: Welcome, after: Welcome): ToClient[] {
  const [was, is] = [byUser(before.here), byUser(after.here)];
  const came = after.here.filter((one) => was.get(one.user)?.focused !== one.focused);
  const gone = before.here.filter((one) => !is.has(one.user));
  return [
    ...gone.map((one) => presence(one, { here: false, focused: false })),
    ...came.map((one) => presence(one, { here: true, focused: one.focused })),
  ];
}

function readings(before: Welcome, after: Welcome): ToClient[] {
  const was = byUser([...before.members, before.you]);
  return [...byUser([...after.members, after.you]).values()]
    .filter(({ user, read }) => read > (was.get(user)?.read ?? Infinity))
    .map(({ user, read }) => ({ type: "read", user, seq: read }));
}

const byUser = <T extends { readonly user: string }>(list: readonly T[]) =>
  new Map(list.map((one) => [one.user, one]));

const presence = ({ user, handle }: Here, how: { here: boolean; focused: boolean }): ToClient => ({
  type: "presence",
  user,
  handle,
  ...how,
});
