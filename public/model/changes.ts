// What each kind of event does to a timeline: some are shown in it, some change what is shown.
// Knows no ranges and no frames.

/** The kinds that a timeline shows: messages, and the notices between them. */
const ITEMS = new Set([
  "message",
  "created",
  "joined",
  "left",
  "admitted",
  "removed",
  "role_changed",
  "renamed",
]);

export const isItem = (event) => ITEMS.has(event.kind);

/**
 * Kinds that change items: (item, event) → the item as it is from then on, the same object when the
 * event does not concern it, or null when it is shown no more. A new kind is one line here.
 */
export const CHANGES = {};

export const isChange = (event) => Object.hasOwn(CHANGES, event.kind);

/**
 * The items after an event. `ahead` names the items that show a later state already, and up to
 * which event.
 */
export function afterChange(items, event, ahead = {}) {
  const next = items.flatMap((item) => {
    const isAhead = item.seq >= event.seq || ahead[item.seq] >= event.seq;
    const changed = isAhead ? item : CHANGES[event.kind](item, event);
    return changed === null ? [] : [changed];
  });
  const isSame = next.length === items.length && next.every((item, nth) => item === items[nth]);
  return isSame ? items : next;
}
