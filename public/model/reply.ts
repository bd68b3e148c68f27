// What a reply that is being written says of the message that it answers.

import type { Event, Quote } from "../wire.ts";
import type { Item } from "./changes.ts";
import type { Message } from "./messages.ts";
import { preview } from "./preview.ts";

export type Reply = Pick<Quote, "message" | "author" | "handle" | "preview">;

export const replyTo = ({ seq, author, handle, body, files }: Message): Reply => ({
  message: seq,
  author,
  handle,
  preview: gist(body, files),
});

/** A message without words is known by the name of its first file. */
const gist = (body: string, files: Message["files"]) => preview(body) || (files?.[0]?.name ?? "");

/** The reply after events. It follows an edit, and ends (null) when the message is deleted. */
export function replyAfter(reply: Reply, events: readonly (Event | Item)[]): Reply | null {
  let next: Reply = reply;
  for (const event of events) {
    const { message } = reply;
    if (event.kind === "deleted" && event.message === message) return null;
    if (event.kind === "message" && event.seq === message) {
      if (event.deleted) return null;
      next = withPreview(next, gist(event.body, event.files));
    }
    if (event.kind === "edited" && event.message === message && event.body !== undefined)
      next = withPreview(next, preview(event.body));
  }
  return next;
}

function withPreview(reply: Reply, now: string): Reply {
  return now === reply.preview ? reply : { ...reply, preview: now };
}

/** From a place that may be another version's. Null if it is no reply. */
export function replyOf(value: unknown): Reply | null {
  if (typeof value !== "object" || value === null) return null;
  if (!("message" in value && "author" in value && "handle" in value && "preview" in value))
    return null;
  const { message, author, handle, preview: text } = value;
  const isReply =
    typeof message === "number" &&
    typeof author === "string" &&
    typeof handle === "string" &&
    typeof text === "string";
  return isReply ? { message, author, handle, preview: text } : null;
}
