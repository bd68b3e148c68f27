// Opens the viewer of pictures. It is a file of its own, loaded when somebody opens a picture.

import { conversationIn } from "../../app/state.ts";
import { filesShown, type ShownFile } from "../../model/files.ts";
import type { Range } from "../../model/ranges.ts";
import type { App } from "../app.ts";
import { openDialog } from "../ui/layers.tsx";

/** The pictures of the messages that are held, and which of them it is. */
export function picturesIn(ranges: readonly Pick<Range, "items">[]): ShownFile[] {
  return ranges.flatMap(({ items }) =>
    items.flatMap((item) =>
      item.kind === "message" && !item.deleted
        ? filesShown(item.files).filter(({ kind }) => kind === "picture")
        : [],
    ),
  );
}

export async function openViewer(app: App, conversation: string, seq: number, file: string) {
  const { Viewer } = await import("./viewer.tsx");
  const { ranges } = conversationIn(app.store.state, conversation);
  const range = ranges.filter(({ items }) => items.some((item) => item.seq === seq));
  const pictures = picturesIn(range);
  const at = pictures.findIndex((one) => one.file.id === file);
  if (at < 0) return;
  openDialog(app, (close) => (
    <Viewer conversation={conversation} pictures={pictures} at={at} close={close} />
  ));
}
