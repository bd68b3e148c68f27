// Whether a person has a conversation before their eyes. Knows no window: all it judges by is given.

/** After this long without a key, touch or move, nobody is assumed to be there, in ms. */
export const AWAY_AFTER = 5 * 60_000;

export const isFocused = ({ visible, windowFocused, atEnd, lastInput, now }) => visible && windowFocused && atEnd && now - lastInput < AWAY_AFTER;
