// The box in which a person edits a message, in the place of its text.

import { useLayoutEffect, useRef } from "preact/hooks";
import { editingIn } from "../../app/state.ts";
import { written } from "../../model/cleaning.ts";
import { sends } from "../../model/enterkey.ts";
import { words } from "../../words/words.ts";
import { useApp, useSelect } from "../use.ts";
import { COMPOSING, fit, isTouch } from "./box.ts";
import type { MessageActs } from "./message-acts.ts";

export function Editor({ acts }: { acts: MessageActs }) {
  const { edits } = useApp();
  const { id } = acts;
  const text = useSelect((state) => editingIn(state, id)?.text ?? "");
  const enter = useSelect((state) => state.enter);
  const input = useRef<HTMLTextAreaElement>(null);
  const { left, canSend } = written(text);
  useLayoutEffect(() => {
    const box = input.current;
    if (!box) return;
    box.value = text;
    fit(box);
    if (!edits.takesFocus(id)) return;
    box.focus({ preventScroll: true });
    box.setSelectionRange(text.length, text.length);
  }, []);
  const save = () => written(input.current?.value ?? "").canSend && acts.saveEdit();
  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === COMPOSING) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      acts.leaveEdit();
    } else if (sends(event, isTouch() ? "touch" : enter)) {
      event.preventDefault();
      save();
    }
  };
  return (
    <div class="editor">
      <textarea
        ref={input}
        class="input editor-input"
        rows={1}
        dir="auto"
        aria-label={words.editing.label}
        autocomplete="off"
        onInput={({ currentTarget }) => {
          edits.type(id, currentTarget.value);
          fit(currentTarget);
        }}
        onKeyDown={pressed}
      />
      <div class="editor-foot">
        <span class="editor-keys">
          {left < 0 ? words.composer.tooMany(-left) : isTouch() ? "" : words.editing.keys[enter]}
        </span>
        <button type="button" class="button button-small" onClick={acts.leaveEdit}>
          {words.editing.cancel}
        </button>
        <button
          type="button"
          class="button button-small button-main"
          aria-disabled={!canSend}
          onClick={save}
        >
          {words.editing.save}
        </button>
      </div>
    </div>
  );
}
