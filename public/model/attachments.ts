// What is attached to a draft: files that are made ready and uploaded before the message is sent.
// No network, no clock.

import type { ErrorBody, File as Stored } from "../wire.ts";
import type { Size } from "./files.ts";

/** Why an attachment failed, for refusalWords (words/words.ts). */
export type Reason = Pick<ErrorBody, "code" | "message" | "params">;

export interface Attachment {
  readonly key: string;
  readonly name: string;
  readonly media_type: string;
  /** Bytes, of the file as the person chose it. */
  readonly size: number;
  readonly state: "waiting" | "uploading" | "ready" | "failed";
  /** How much has arrived, from 0 to 1. */
  readonly done: number;
  readonly reason: Reason | null;
  /** A picture of it, as an address that this browser knows. */
  readonly picture: (Size & { readonly address: string }) | null;
  /** What it shows, for those who do not see it. */
  readonly alt: string;
  /** Whether a picture goes as it is, with all that is written in it. */
  readonly original: boolean;
  /** Whether the person can choose that. */
  readonly hasOriginal: boolean;
  /** Once it is ready: the file, and its smaller pictures. */
  readonly files: readonly Stored[];
}

export type Attachments = readonly Attachment[];

/** Files of one message, beside their smaller pictures (docs/protocol.md). */
export const FILES_MAX = 10;

export const changed = (
  all: Attachments,
  key: string,
  change: Partial<Omit<Attachment, "key">>,
): Attachments => all.map((one) => (one.key === key ? { ...one, ...change } : one));

export const without = (all: Attachments, key: string): Attachments =>
  all.filter((one) => one.key !== key);

/** Whether the message can go: there is nothing that has not arrived. */
export const areReady = (all: Attachments): boolean => all.every(({ state }) => state === "ready");

export const filesOf = (all: Attachments): Stored[] => all.flatMap(({ files }) => files);

/** What is the same of all that begin. */
const BEGUN = {
  done: 0,
  reason: null,
  picture: null,
  original: false,
  hasOriginal: false,
} as const;

type Chosen = Pick<Attachment, "key" | "name" | "alt" | "original" | "files">;

/** An attachment that was chosen, or kept by an earlier page. */
export function attachmentOf(chosen: Chosen, { type, size }: Pick<Blob, "type" | "size">) {
  const { key, name, alt, original, files } = chosen;
  const state = files.length > 0 ? "ready" : "waiting";
  const begun: Attachment = {
    ...BEGUN,
    key,
    name,
    alt,
    original,
    files,
    media_type: type,
    size,
    state,
  };
  return begun;
}

/** The attachments of a message that was taken back to be written anew. */
export function attachmentsFrom(files: readonly Stored[], newKey: () => string): Attachment[] {
  const mains = files.filter(({ preview_of }) => preview_of === undefined);
  return mains.map((main) => {
    const { name, media_type: type, size, alt = "" } = main;
    const own = files.filter((one) => one === main || one.preview_of === main.id);
    return attachmentOf({ key: newKey(), name, alt, original: false, files: own }, { type, size });
  });
}
