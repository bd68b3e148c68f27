// Whether a person has a conversation focused. Knows no window: everything it judges by is an
// argument.

/** Without a key, a touch or a move for this long, the person counts as away, in ms. */
export const AWAY_AFTER = 5 * 60_000;

export const isFocused = ({ visible, windowFocused, atEnd, lastInput, now }) =>
  visible && windowFocused && atEnd && now - lastInput < AWAY_AFTER;
