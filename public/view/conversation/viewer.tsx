// The viewer: one picture over the whole page. Arrow keys, buttons and a swipe lead to the others.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { fileAddress, type ShownFile } from "../../model/files.ts";
import { fileWords } from "../../words/files.ts";
import { IconButton } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";

/** A finger that moves so far to the side turns to the next picture, in px. */
const SWIPE = 50;

interface Props {
  conversation: string;
  pictures: readonly ShownFile[];
  at: number;
  close: () => void;
}

export function Viewer({ conversation, pictures, at, close }: Props) {
  const [nth, show] = useState(at);
  const [failed, fail] = useState<string | null>(null);
  const el = useRef<HTMLDialogElement>(null);
  const from = useRef<number | null>(null);
  useLayoutEffect(() => {
    const dialog = el.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const one = pictures[nth];
  if (!one) return null;
  const { file, large } = one;
  const turn = (by: number) => show((now) => Math.min(pictures.length - 1, Math.max(0, now + by)));
  const pressed = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    turn(by);
  };
  const swiped = ({ clientX }: PointerEvent) => {
    const moved = from.current === null ? 0 : clientX - from.current;
    from.current = null;
    if (Math.abs(moved) >= SWIPE) turn(moved < 0 ? 1 : -1);
  };
  const what = file.alt ?? fileWords.files.picture(file.name);
  return (
    <dialog
      ref={el}
      class="viewer"
      aria-label={fileWords.viewer.label}
      onKeyDown={pressed}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header class="viewer-head">
        <p class="viewer-name" dir="auto">
          {file.name}
        </p>
        <p class="viewer-place" role="status">
          {pictures.length > 1 ? fileWords.viewer.place(nth + 1, pictures.length) : ""}
        </p>
        <a
          class="icon-button"
          href={fileAddress(conversation, file)}
          download={file.name}
          aria-label={fileWords.files.download(file.name)}
          title={fileWords.files.downloadShort}
        >
          <Icon name="download" />
        </a>
        <IconButton label={fileWords.viewer.close} icon="close" onClick={close} />
      </header>
      <div
        class="viewer-stage"
        onPointerDown={(event) => (from.current = event.clientX)}
        onPointerUp={swiped}
        onClick={(event) => event.target === event.currentTarget && close()}
      >
        {failed === large.id ? (
          <p class="viewer-failed">{fileWords.viewer.failed}</p>
        ) : (
          <img
            key={large.id}
            class="viewer-picture"
            src={fileAddress(conversation, large)}
            alt={what}
            width={large.width}
            height={large.height}
            draggable={false}
            onError={() => fail(large.id)}
          />
        )}
      </div>
      {file.alt && <p class="viewer-alt">{file.alt}</p>}
      {nth > 0 && (
        <IconButton
          label={fileWords.viewer.earlier}
          icon="left"
          class="icon-button viewer-turn viewer-earlier"
          onClick={() => turn(-1)}
        />
      )}
      {nth < pictures.length - 1 && (
        <IconButton
          label={fileWords.viewer.later}
          icon="right"
          class="icon-button viewer-turn viewer-later"
          onClick={() => turn(1)}
        />
      )}
    </dialog>
  );
}
