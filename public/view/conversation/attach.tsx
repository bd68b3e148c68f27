// The buttons beside the box for writing that choose files, and on a phone take a picture; and the
// place over the conversation on which files are dropped.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Attachments } from "../../app/attachments.ts";
import { fileWords } from "../../words/files.ts";
import { IconButton } from "../ui/button.tsx";
import { useApp } from "../use.ts";
import { canRecord, filesIn, hasFiles } from "./attaching.ts";

interface Props {
  id: string;
  attachments: Attachments;
}

export function AttachButton({ id, attachments }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        class="attach-input"
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={({ currentTarget }) => {
          attachments.add(id, [...(currentTarget.files ?? [])]);
          // The same file can be chosen again.
          currentTarget.value = "";
        }}
      />
      <IconButton
        label={fileWords.attaching.attach}
        icon="attach"
        onClick={() => input.current?.click()}
      />
    </>
  );
}

/** Records a voice message, where the browser can. */
export function VoiceButton({ id, attachments }: Props) {
  const app = useApp();
  if (!canRecord()) return null;
  const begin = async () => {
    const { record } = await import("./recording.tsx");
    await record(app, (files) => attachments.add(id, files));
  };
  return (
    <IconButton label={fileWords.voice.record} icon="microphone" onClick={() => void begin()} />
  );
}

/** Shows where to drop while files are dragged over the conversation. */
export function DropPlace({ id, attachments }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const talk = place.current?.closest(".talk");
    if (!(talk instanceof HTMLElement)) return;
    const over = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(true);
    };
    const left = ({ relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node && talk.contains(relatedTarget))) setOver(false);
    };
    const dropped = (event: DragEvent) => {
      setOver(false);
      const files = filesIn(event.dataTransfer);
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      attachments.add(id, files);
    };
    talk.addEventListener("dragover", over);
    talk.addEventListener("dragleave", left);
    talk.addEventListener("drop", dropped);
    return () => {
      talk.removeEventListener("dragover", over);
      talk.removeEventListener("dragleave", left);
      talk.removeEventListener("drop", dropped);
    };
  }, [id, attachments]);
  return (
    <div ref={place} class="drop-place" data-over={isOver ? "" : undefined} aria-hidden="true">
      {isOver && fileWords.attaching.drop}
    </div>
  );
}
