// Whether a person has a conversation focused. Knows no window: everything it judges by is an
// argument.

/** Without a key, a touch or a move for this long, the person counts as away, in ms. */
export const AWAY_AFTER = 5 * 60_000;

/**
 * `atEnd`: the timeline is scrolled to its end. `lastInput` and `now` are times in ms. `place()` is
 * the `seq` in the middle of the view, or null at the end.
 */
export interface Attention {
  readonly visible: boolean;
  readonly windowFocused: boolean;
  readonly atEnd: boolean;
  readonly lastInput: number;
  readonly now: number;
  place(): number | null;
}

type Judged = Omit<Attention, "place">;

export const isFocused = ({ visible, windowFocused, atEnd, lastInput, now }: Judged): boolean =>
  visible && windowFocused && atEnd && now - lastInput < AWAY_AFTER;
