// What a person says about a picture that they send: what it shows, and whether it goes as it is.

import { useState } from "preact/hooks";
import type { Attachment } from "../../model/attachments.ts";
import { fileWords } from "../../words/files.ts";
import { words } from "../../words/words.ts";
import { Dialog } from "../ui/dialog.tsx";

/** Code points of a description (docs/protocol.md). */
const ALT_MAX = 1_000;

type Said = Pick<Attachment, "alt" | "original">;

interface Props {
  one: Attachment;
  hasOriginal: boolean;
  save: (said: Said) => void;
  close: () => void;
}

export function Describe({ one, hasOriginal, save, close }: Props) {
  const [alt, write] = useState(one.alt);
  const [original, choose] = useState(one.original);
  const submit = (event: Event) => {
    event.preventDefault();
    save({ alt: [...alt.trim()].slice(0, ALT_MAX).join(""), original });
    close();
  };
  return (
    <Dialog title={fileWords.attaching.describeTitle} close={close}>
      <form class="describe" onSubmit={submit}>
        {one.picture && <img class="describe-picture" src={one.picture.address} alt="" />}
        <label class="field">
          <span class="field-label">{fileWords.attaching.alt}</span>
          <textarea
            class="input"
            rows={3}
            maxLength={ALT_MAX}
            value={alt}
            onInput={(event) => write(event.currentTarget.value)}
          />
        </label>
        {hasOriginal && (
          <label class="describe-original">
            <input
              type="checkbox"
              checked={original}
              onChange={(event) => choose(event.currentTarget.checked)}
            />
            <span>
              {fileWords.attaching.original}
              <span class="describe-hint">{fileWords.attaching.originalHint}</span>
            </span>
          </label>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {words.dialogs.cancel}
          </button>
          <button type="submit" class="button button-main">
            {fileWords.attaching.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
