// Smaller pictures of a file, made by the sender's browser: for the timeline and for the viewer.
// What is drawn anew has nothing of what cameras write into pictures, such as where they were.

import { fitted, renamed, type Size } from "../model/files.ts";

/** The boxes that they fit. */
export const TIMELINE: Size = { width: 960, height: 400 };
const VIEWER: Size = { width: 2048, height: 2048 };
const QUALITY = 0.86;

/** A picture that would lose its movement is not drawn anew. */
const MOVING: ReadonlySet<string> = new Set(["image/gif", "image/apng"]);

export interface Picture {
  readonly blob: Blob;
  readonly size: Size;
}

export interface Pictures {
  /** The size of the original. */
  readonly size: Size;
  readonly timeline: Picture;
  /** Null if it has to go as it is. */
  readonly viewer: Picture | null;
}

/** Null if this browser cannot read it as a picture. */
export async function picturesOf(file: Blob): Promise<Pictures | null> {
  if (!file.type.startsWith("image/") || file.type.startsWith("image/svg")) return null;
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  try {
    const { width, height } = bitmap;
    const timeline = await drawn(bitmap, { width, height }, TIMELINE);
    const viewer = MOVING.has(file.type) ? null : await drawn(bitmap, { width, height }, VIEWER);
    return { size: { width, height }, timeline, viewer };
  } finally {
    bitmap.close();
  }
}

export async function drawn(source: CanvasImageSource, from: Size, box: Size): Promise<Picture> {
  const size = fitted(from, box);
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser draws no pictures");
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, size.width, size.height);
  const webp = await canvas.convertToBlob({ type: "image/webp", quality: QUALITY });
  if (webp.type === "image/webp") return { blob: webp, size };
  // Safari makes no WebP. What can be seen through becomes white, not black, in a JPEG.
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, size.width, size.height);
  return { blob: await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY }), size };
}

export const endingOf = ({ type }: Blob) => (type === "image/webp" ? "webp" : "jpg");

export const pictureName = (name: string, { blob }: Picture) => renamed(name, endingOf(blob));
