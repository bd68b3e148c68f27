// What Enter does while a person writes.

/** On a desktop: it sends, or it makes a new line and sends with Ctrl or Cmd. */
export type EnterKey = "send" | "line";

type Pressed = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">;

/** Whether a key sends. On a touch keyboard none does. */
export function sends(pressed: Pressed, how: EnterKey | "touch"): boolean {
  const { key, shiftKey, ctrlKey, metaKey } = pressed;
  if (key !== "Enter" || shiftKey || how === "touch") return false;
  return how === "send" || ctrlKey || metaKey;
}
