// What is uploaded of a file that a person attaches: the file itself, or the picture drawn of it,
// and smaller pictures. Nothing is sent here.

import { cleanName, type Size } from "../model/files.ts";
import type { NewFile } from "../wire.ts";
import { mediaOf } from "./media.ts";
import { pictureName, picturesOf, type Picture } from "./pictures.ts";

export interface Part {
  readonly blob: Blob;
  readonly facts: Omit<NewFile, "sha256">;
}

export interface Parts {
  readonly main: Part;
  readonly previews: readonly Part[];
  /** For the person who sends it. */
  readonly shown: Picture | null;
  readonly hasOriginal: boolean;
}

interface Wanted {
  readonly name: string;
  readonly alt: string;
  readonly original: boolean;
}

export async function partsOf(file: Blob, { name, alt, original }: Wanted): Promise<Parts> {
  const called = cleanName(name);
  const more = alt.trim() === "" ? {} : { alt: alt.trim() };
  const pictures = await picturesOf(file);
  if (pictures) {
    const { size, timeline, viewer } = pictures;
    const drawn = viewer && !original;
    const main = drawn
      ? partOf(pictureName(called, viewer), viewer.blob, viewer.size, more)
      : partOf(called, file, size, more);
    const smaller = (drawn ? [timeline] : [timeline, viewer]).filter((one) => one !== null);
    const previews = smaller
      .filter((one) => isSmaller(one.size, main.facts) || one.blob.size < main.blob.size / 2)
      .map((one) => partOf(pictureName(called, one), one.blob, one.size));
    return { main, previews, shown: timeline, hasOriginal: viewer !== null };
  }
  const { duration, size, picture } = await mediaOf(file);
  const length = duration ? { duration } : {};
  const previews = picture
    ? [partOf(pictureName(called, picture), picture.blob, picture.size)]
    : [];
  const main = partOf(called, file, size, { ...more, ...length });
  return { main, previews, shown: picture, hasOriginal: false };
}

const isSmaller = (one: Size, { width = 0 }: Partial<Size>) => one.width < width;

function partOf(name: string, blob: Blob, size: Size | null, more: Partial<NewFile> = {}): Part {
  const media_type = blob.type.split(";")[0]?.trim() || "application/octet-stream";
  const facts = { name, media_type, size: blob.size, ...size, ...more };
  return { blob, facts };
}
