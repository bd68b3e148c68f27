// The files of a message as they are shown: each with its smaller pictures, which are files, too.

import type { File as Stored } from "../wire.ts";

export type FileKind = "picture" | "video" | "audio" | "other";

export interface ShownFile {
  readonly file: Stored;
  readonly kind: FileKind;
  /** The picture for the timeline, and the one for the viewer. The file itself if it has none. */
  readonly small: Stored;
  readonly large: Stored;
}

export function filesShown(files: readonly Stored[] = []): ShownFile[] {
  return files
    .filter(({ preview_of }) => preview_of === undefined)
    .map((file) => {
      const previews = files
        .filter((one) => one.preview_of === file.id && kindOf(one) === "picture")
        .sort((one, other) => areaOf(one) - areaOf(other));
      // One smaller picture alone is the timeline's.
      const large = previews.length > 1 ? previews.at(-1) : undefined;
      return { file, kind: kindOf(file), small: previews[0] ?? file, large: large ?? file };
    });
}

const areaOf = ({ width = 0, height = 0 }: Stored) => width * height;

/** What the browser may show in place. The server has looked at the first bytes. */
export function kindOf({ inline, media_type }: Pick<Stored, "inline" | "media_type">): FileKind {
  const [family] = media_type.split("/");
  if (!inline) return "other";
  if (family === "image") return "picture";
  return family === "video" || family === "audio" ? family : "other";
}

export const isVisual = ({ kind }: ShownFile) => kind === "picture" || kind === "video";

/** Where the bytes of a file are. Whoever is no member any more finds nothing there. */
export const fileAddress = (conversation: string, { id }: Pick<Stored, "id">): string =>
  `/api/conversations/${encodeURIComponent(conversation)}/files/${encodeURIComponent(id)}`;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of something that is made to fit a box. It is never made larger. */
export function fitted({ width, height }: Size, box: Size): Size {
  const scale = Math.min(1, box.width / width, box.height / height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** The name with another ending: a picture that was drawn anew is of another type. */
export const renamed = (name: string, ending: string): string =>
  `${name.replace(/\.[^.]{1,8}$/, "") || name}.${ending}`;

const NAME_POINTS = 255;

/** A name that the server takes: on one line, without a slash or what cannot be seen. */
export function cleanName(name: string): string {
  const plain = name.replace(/[/\\]/g, "_").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "");
  const points = [...plain.trim()];
  const ending = /\.[^.]{1,8}$/.exec(plain)?.[0] ?? "";
  if (points.length <= NAME_POINTS) return points.join("") || "file";
  return points.slice(0, NAME_POINTS - ending.length).join("") + ending;
}
