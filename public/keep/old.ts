// Until November 2026 posts and drafts were in localStorage. They move once.

import type { Backend, KeptPost } from "./schema.ts";

const PREFIX = "dormouse|";

export async function moveOld(storage: Storage, backend: Backend): Promise<void> {
  for (const name of Object.keys(storage).filter((key) => key.startsWith(PREFIX))) {
    const [, user = "", kind, conversation = "", client_id = ""] = name.split("|");
    const text = storage.getItem(name) ?? "";
    if (kind === "draft") await backend.put("drafts", { user, conversation, text });
    if (kind === "post") {
      const { body, at }: KeptPost = JSON.parse(text); // As this page itself has written it.
      await backend.put("posts", { user, conversation, client_id, body, at });
    }
    storage.removeItem(name);
  }
}
