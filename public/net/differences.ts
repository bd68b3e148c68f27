// The difference between two welcomes of a conversation, as the frames that a socket would bring:
// who came and left, and who has read on. Everything else arrives as events.

export const differences = (before, after) => [
  ...comings(before, after),
  ...readings(before, after),
];

function comings(before, after) {
  const [was, is] = [byUser(before.here), byUser(after.here)];
  const came = after.here.filter((one) => was.get(one.user)?.focused !== one.focused);
  const gone = before.here.filter((one) => !is.has(one.user));
  return [
    ...gone.map((one) => presence(one, { here: false, focused: false })),
    ...came.map((one) => presence(one, { here: true, focused: one.focused })),
  ];
}

function readings(before, after) {
  const was = byUser([...before.members, before.you]);
  return [...byUser([...after.members, after.you]).values()]
    .filter(({ user, read }) => read > (was.get(user)?.read ?? Infinity))
    .map(({ user, read }) => ({ type: "read", user, seq: read }));
}

const byUser = (list) => new Map(list.map((one) => [one.user, one]));
const presence = ({ user, handle }, how) => ({ type: "presence", user, handle, ...how });
