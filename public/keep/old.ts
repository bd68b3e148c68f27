// Until November 2026 posts and drafts were in localStorage. They move once.

import { isObject } from "../net/shape.ts";
import type { Backend } from "./schema.ts";

const PREFIX = "dormouse|";

/** What cannot be read goes. What cannot be written stays where it is. */
export async function moveOld(storage: Storage, backend: Backend): Promise<void> {
  for (const name of Object.keys(storage).filter((key) => key.startsWith(PREFIX))) {
    const [, user = "", kind, conversation = "", client_id = ""] = name.split("|");
    const text = storage.getItem(name) ?? "";
    const post = kind === "post" ? postIn(text) : null;
    if (kind === "draft") await backend.put("drafts", { user, conversation, text });
    if (post) await backend.put("posts", { user, conversation, client_id, ...post });
    storage.removeItem(name);
  }
}

function postIn(text: string): { body: string; at: number } | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return null;
    const { body, at } = value;
    return typeof body === "string" && typeof at === "number" ? { body, at } : null;
  } catch {
    return null;
  }
}
