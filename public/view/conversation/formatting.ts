// Changes to what is written that the page makes, and the shortcuts that format it: Ctrl or Cmd
// with B, I, E, and with Shift and X.

import type { Format } from "../../model/markup/wrap.ts";
import { wrapped } from "../../model/markup/wrap.ts";

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["b", "bold"],
  ["i", "italic"],
  ["e", "code"],
  ["shift x", "strike"],
]);

/** The format that a key stands for. AltGr, which types letters, counts as Ctrl and Alt. */
export function formatOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent) {
  if (ctrlKey === metaKey || altKey) return null;
  return FORMATS.get((shiftKey ? "shift " : "") + key.toLowerCase()) ?? null;
}

/** Puts marks around what is selected, or takes them away. */
export function put(box: HTMLTextAreaElement, format: Format) {
  const { value, selectionStart, selectionEnd } = box;
  const { from, to, text, start, end } = wrapped(value, selectionStart, selectionEnd, format);
  replace(box, from, to, text);
  box.setSelectionRange(start, end);
}

/** Replaces a part of what is written, as if the person had typed it. */
export function replace(box: HTMLTextAreaElement, from: number, to: number, text: string) {
  box.setSelectionRange(from, to);
  // The only way by which the browser's own undo knows of the change.
  const isDone = document.execCommand(text === "" ? "delete" : "insertText", false, text);
  if (!isDone) {
    box.setRangeText(text, from, to);
    box.setSelectionRange(from + text.length, from + text.length);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}
