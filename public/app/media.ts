// What a browser can say of a sound or a video before it is sent: how long it is, how large, and a
// picture of its beginning.

import type { Size } from "../model/files.ts";
import { TIMELINE, drawn, type Picture } from "./pictures.ts";

export interface Media {
  /** In ms. */
  readonly duration: number | null;
  readonly size: Size | null;
  readonly picture: Picture | null;
}

/** How long recordings are. Browsers do not write it into all of them. In ms. */
export const knownDuration = new WeakMap<Blob, number>();

/** A browser that cannot read it says nothing by then, in ms. */
const PATIENCE = 5_000;
const NOTHING: Media = { duration: null, size: null, picture: null };

export async function mediaOf(file: Blob): Promise<Media> {
  const [family] = file.type.split("/");
  const known = knownDuration.get(file);
  if (known !== undefined) return { ...NOTHING, duration: known };
  if (family !== "audio" && family !== "video") return NOTHING;
  const element = document.createElement(family);
  const address = URL.createObjectURL(file);
  try {
    element.preload = "auto";
    element.muted = true;
    element.src = address;
    await heard(element, "loadeddata");
    const duration = Number.isFinite(element.duration) ? element.duration * 1000 : null;
    if (!(element instanceof HTMLVideoElement) || element.videoWidth === 0)
      return { ...NOTHING, duration: duration && Math.round(duration) };
    const size = { width: element.videoWidth, height: element.videoHeight };
    const picture = await drawn(element, size, TIMELINE).catch(() => null);
    return { duration: duration && Math.round(duration), size, picture };
  } catch {
    return NOTHING;
  } finally {
    element.removeAttribute("src");
    element.load();
    URL.revokeObjectURL(address);
  }
}

function heard(element: HTMLMediaElement, event: string): Promise<void> {
  return new Promise((done, fail) => {
    element.addEventListener(event, () => done(), { once: true });
    element.addEventListener("error", () => fail(new Error("unreadable")), { once: true });
    setTimeout(() => fail(new Error("too slow")), PATIENCE);
  });
}
