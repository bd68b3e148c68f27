// Uploads a file: declares it, sends its chunks, finishes it. An upload that was cut goes on with
// what is missing. docs/protocol.md, "Files".

import type * as wire from "../wire.ts";
import { Refusal, ask, refusalIn } from "./api.ts";

/** What is known of an upload between two attempts. */
export interface Memory {
  file: wire.FileId | null;
}

export interface Telling {
  readonly signal: AbortSignal;
  /** Hears how many bytes have arrived. */
  progress(bytes: number): void;
}

/** How often a chunk is sent before the upload fails, and the waits between, in ms. */
const WAITS = [1_000, 2_000, 4_000];
const UNREACHABLE = new Refusal({ code: "unreachable" }, 0);

const filesAt = (conversation: string) =>
  `/api/conversations/${encodeURIComponent(conversation)}/files`;

/** Throws a Refusal, or what the signal was aborted with. */
export async function upload(
  conversation: string,
  blob: Blob,
  declared: wire.NewFile,
  memory: Memory,
  telling: Telling,
): Promise<wire.File> {
  const state = await begun(conversation, declared, memory);
  telling.signal.throwIfAborted();
  const at = `${filesAt(conversation)}/${state.file}`;
  const chunk = (nth: number) =>
    blob.slice(nth * state.chunk_bytes, (nth + 1) * state.chunk_bytes, "");
  let arrived = blob.size - state.missing.reduce((sum, nth) => sum + chunk(nth).size, 0);
  for (const nth of state.missing) {
    const part = chunk(nth);
    const progress = (bytes: number) => telling.progress(arrived + bytes);
    await persistently(() => put(`${at}/chunks/${nth}`, part, { ...telling, progress }), telling);
    arrived += part.size;
    telling.progress(arrived);
  }
  try {
    const { file } = await ask<wire.FinishedFile>("POST", `${at}/finish`, {});
    return file;
  } catch (refusal) {
    // What differs is gone, so the next attempt begins anew.
    if (refusal instanceof Refusal && refusal.status >= 400 && refusal.status < 500)
      memory.file = null;
    throw refusal;
  }
}

async function begun(conversation: string, declared: wire.NewFile, memory: Memory) {
  const at = filesAt(conversation);
  if (memory.file !== null) {
    try {
      return await ask<wire.Upload>("GET", `${at}/${memory.file}/upload`);
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.status !== 404) throw refusal;
    }
  }
  const state = await ask<wire.Upload>("POST", at, declared);
  memory.file = state.file;
  return state;
}

/** Gives up an upload that is in no message. */
export async function discard(conversation: string, file: wire.FileId): Promise<void> {
  // It goes by itself after a day.
  await ask("DELETE", `${filesAt(conversation)}/${file}`).catch(() => {});
}

/** Repeats what the network has cut. */
async function persistently(act: () => Promise<void>, { signal }: Telling): Promise<void> {
  for (const wait of [...WAITS, null]) {
    try {
      return await act();
    } catch (refusal) {
      const passes = refusal instanceof Refusal && (refusal.status === 0 || refusal.status >= 500);
      if (!passes || wait === null) throw refusal;
    }
    await new Promise((done) => setTimeout(done, wait));
    signal.throwIfAborted();
  }
}

/** `fetch` does not say how much was sent. */
function put(path: string, body: Blob, { signal, progress }: Telling): Promise<void> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("PUT", path);
    request.upload.onprogress = ({ loaded }) => progress(loaded);
    request.onload = () =>
      request.status === 204 ? done() : fail(refusalIn(request.responseText, request.status));
    request.onerror = () => fail(UNREACHABLE);
    request.onabort = () => fail(signal.reason);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}
