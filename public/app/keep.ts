// What survives a reload: unsent posts and drafts of the person who is signed in. If storage is
// full, nothing survives, and nothing else breaks.

import type { Backend, KeptDraft, KeptPost } from "../keep/schema.ts";

export type { KeptPost } from "../keep/schema.ts";

export class Keep {
  #backend: Promise<Backend>;

  constructor(backend: Promise<Backend>) {
    this.#backend = backend;
  }

  keepPost(post: KeptPost): Promise<void> {
    return this.#try((backend) => backend.put("posts", post));
  }

  dropPost(user: string, conversation: string, client_id: string): Promise<void> {
    return this.#try((backend) => backend.remove("posts", [user, conversation, client_id]));
  }

  /** Oldest first. */
  async posts(user: string): Promise<KeptPost[]> {
    const posts = await this.#try((backend) => backend.all("posts", user));
    return (posts ?? []).sort((one, other) => one.at - other.at);
  }

  async drafts(user: string): Promise<KeptDraft[]> {
    return (await this.#try((backend) => backend.all("drafts", user))) ?? [];
  }

  keepDraft({ user, conversation, text }: KeptDraft): Promise<void> {
    return this.#try((backend) =>
      text === ""
        ? backend.remove("drafts", [user, conversation])
        : backend.put("drafts", { user, conversation, text }),
    );
  }

  /** Removes what another person left. Resolves with whether there was another person. */
  async claim(user: string): Promise<boolean> {
    return (await this.#try((backend) => backend.claim(user))) ?? false;
  }

  /** Removes everything of this person. */
  forget(user: string): Promise<void> {
    return this.#try((backend) => backend.forget(user));
  }

  /** Undefined if storage fails. What was to be written is still in the state. */
  async #try<T>(act: (backend: Backend) => Promise<T>): Promise<T | undefined> {
    try {
      return await act(await this.#backend);
    } catch {
      return undefined;
    }
  }
}
