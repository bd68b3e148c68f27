// What is pasted into the box for writing: files are attached, and of a long text the page asks
// whether it is to be a file.

import { fileWords } from "../../words/files.ts";
import type { App } from "../app.ts";
import { Dialog } from "../ui/dialog.tsx";
import { openDialog } from "../ui/layers.tsx";
import { filesIn } from "./attaching.ts";

/** A text with more characters is offered as a file. */
const LONG = 4_000;

export function pastedInto(
  app: App,
  event: ClipboardEvent & { readonly currentTarget: HTMLTextAreaElement },
  attach: (files: readonly File[]) => void,
) {
  const files = filesIn(event.clipboardData);
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (files.length > 0) {
    event.preventDefault();
    return attach(files);
  }
  if (text.length <= LONG) return;
  event.preventDefault();
  const box = event.currentTarget;
  const { asFile, asFileQuestion, asText, pastedName } = fileWords.attaching;
  openDialog(app, (close) => (
    <Dialog title={asFile} close={close} small>
      <p class="dialog-text">{asFileQuestion(text.length)}</p>
      <div class="dialog-foot">
        <button
          type="button"
          class="button"
          onClick={() => {
            close();
            insert(box, text);
          }}
        >
          {asText}
        </button>
        <button
          type="button"
          class="button button-main"
          onClick={() => {
            close();
            attach([new File([text], pastedName, { type: "text/plain" })]);
            box.focus();
          }}
        >
          {asFile}
        </button>
      </div>
    </Dialog>
  ));
}

/** Puts the text where the cursor is, so that it can be undone where browsers know how. */
function insert(box: HTMLTextAreaElement, text: string) {
  box.focus();
  if (document.execCommand("insertText", false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
