// What each kind of event does to a timeline: some are shown in it, some change what is shown.
// Knows no ranges and no frames.

/** Kinds that stand in a timeline: messages, and the notices between them. */
const ITEMS = new Set([
  "message", "created", "joined", "left", "admitted", "removed", "role_changed", "renamed",
]);

export const isItem = (event) => ITEMS.has(event.kind);

/**
 * Kinds that change items: (item, event) → the item as it is from then on, the same object when the
 * event does not concern it, or null when it is shown no more. A new kind is one line here.
 */
export const CHANGES = {};

export const isChange = (event) => Object.hasOwn(CHANGES, event.kind);

/** The items after an event. `ahead`: of some items, up to which event they show it all already. */
export function afterChange(items, event, ahead = {}) {
  const next = items.flatMap((item) => {
    const isAhead = item.seq >= event.seq || ahead[item.seq] >= event.seq;
    const changed = isAhead ? item : CHANGES[event.kind](item, event);
    return changed === null ? [] : [changed];
  });
  const isSame = next.length === items.length && next.every((item, nth) => item === items[nth]);
  return isSame ? items : next;
}
