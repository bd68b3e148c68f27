// Who has a conversation open and who is typing in it. Knows no clock: `now` is an argument, in ms.

/** How long a typing notice is shown, in ms (docs/protocol.md). */
export const TYPING_SHOWN = 6_000;

export function afterPresence(here, { user, handle, here: isHere, focused }) {
  const { [user]: _old, ...others } = here;
  return isHere ? { ...others, [user]: { handle, focused } } : others;
}

export function afterTyping(typing, { user, handle }, me, now) {
  return user === me ? typing : { ...typing, [user]: { handle, until: now + TYPING_SHOWN } };
}

/** Their message has arrived, so they are not typing it any more. */
export function quiet(typing, user) {
  if (!typing[user]) return typing;
  const { [user]: _done, ...others } = typing;
  return others;
}

/** The handles of those who are typing at `now`, and when the next notice expires (or null). */
export function typingAt(typing, now) {
  const current = Object.values(typing).filter((who) => who.until > now);
  return {
    handles: current.map((who) => who.handle),
    until: current.length ? Math.min(...current.map((who) => who.until)) : null,
  };
}

/** "ana is typing", for one, two or many people; empty for nobody. */
export function typingWords(handles) {
  if (handles.length === 0) return "";
  if (handles.length === 1) return `${handles[0]} is typing`;
  if (handles.length === 2) return `${handles[0]} and ${handles[1]} are typing`;
  return "Several people are typing";
}
