// Uploads a file with its smaller pictures, one after the other.

import { Refusal, api } from "../net/api.ts";
import { upload, type Memory, type Telling } from "../net/upload.ts";
import type { File as Stored, NewFile } from "../wire.ts";
import type { Part } from "./parts.ts";

/** What cannot go is refused before any byte is sent. */
export async function checkRoom(parts: readonly Part[]): Promise<void> {
  const { file_bytes: limit, yours } = await api.fileRoom();
  const bytes = parts.reduce((sum, { blob }) => sum + blob.size, 0);
  if (parts.some(({ blob }) => blob.size > limit))
    throw new Refusal({ code: "too_large", params: { limit } }, 413);
  if (yours.taken + bytes > yours.limit)
    throw new Refusal({ code: "quota", params: { rule: "yours", limit: yours.limit } }, 409);
}

/** `memories` has what earlier attempts have begun. `progress` hears how much is there: 0 to 1. */
export async function uploadAll(
  conversation: string,
  parts: readonly Part[],
  memories: Memory[],
  { signal, progress }: Telling,
): Promise<Stored[]> {
  const all = parts.reduce((sum, { blob }) => sum + blob.size, 0);
  const files: Stored[] = [];
  let before = 0;
  for (const [nth, { blob, facts }] of parts.entries()) {
    const memory = (memories[nth] ??= { file: null });
    const preview = files[0] ? { preview_of: files[0].id } : {};
    const declared: NewFile = { ...facts, sha256: await digestOf(blob), ...preview };
    const telling = { signal, progress: (bytes: number) => progress((before + bytes) / all) };
    files.push(await upload(conversation, blob, declared, memory, telling));
    before += blob.size;
  }
  return files;
}

async function digestOf(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
