// What survives a reload: unsent posts and drafts of the person who is signed in, and what the page
// showed them last. If storage is full, nothing survives, and nothing else breaks.

import type { KeptTimeline } from "../model/kept.ts";
import type {
  Backend,
  KeptAttachment,
  KeptDraft,
  KeptEdit,
  KeptHabits,
  KeptInbox,
  KeptPost,
} from "../keep/schema.ts";

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

  keepDraft({ user, conversation, text, reply }: KeptDraft): Promise<void> {
    return this.#try((backend) =>
      text === "" && !reply
        ? backend.remove("drafts", [user, conversation])
        : backend.put("drafts", { user, conversation, text, ...(reply && { reply }) }),
    );
  }

  async attachments(user: string): Promise<KeptAttachment[]> {
    return (await this.#try((backend) => backend.all("attachments", user))) ?? [];
  }

  keepAttachment(attachment: KeptAttachment): Promise<void> {
    return this.#try((backend) => backend.put("attachments", attachment));
  }

  dropAttachment(user: string, conversation: string, key: string): Promise<void> {
    return this.#try((backend) => backend.remove("attachments", [user, conversation, key]));
  }

  async edits(user: string): Promise<KeptEdit[]> {
    return (await this.#try((backend) => backend.all("edits", user))) ?? [];
  }

  keepEdit(edit: KeptEdit): Promise<void> {
    return this.#try((backend) => backend.put("edits", edit));
  }

  dropEdit(user: string, conversation: string, message: number): Promise<void> {
    return this.#try((backend) => backend.remove("edits", [user, conversation, message]));
  }

  async habits(user: string): Promise<KeptHabits | undefined> {
    const [kept] = (await this.#try((backend) => backend.all("emoji", user))) ?? [];
    return kept;
  }

  keepHabits(habits: KeptHabits): Promise<void> {
    return this.#try((backend) => backend.put("emoji", habits));
  }

  /** The inbox of whoever used the page here last, unless they signed out. */
  async inbox(): Promise<KeptInbox | undefined> {
    const [inbox] =
      (await this.#try(async (backend) => {
        const user = await backend.person();
        return user === undefined ? [] : backend.all("inboxes", user);
      })) ?? [];
    return inbox;
  }

  keepInbox(inbox: KeptInbox): Promise<void> {
    return this.#try((backend) => backend.putOwn("inboxes", inbox));
  }

  async timelines(user: string): Promise<KeptTimeline[]> {
    return (await this.#try((backend) => backend.all("timelines", user))) ?? [];
  }

  keepTimeline(timeline: KeptTimeline): Promise<void> {
    return this.#try((backend) => backend.putOwn("timelines", timeline));
  }

  dropTimeline(user: string, conversation: string): Promise<void> {
    return this.#try((backend) => backend.remove("timelines", [user, conversation]));
  }

  /** Removes what another person left. Resolves with whether there was another person. */
  async claim(user: string): Promise<boolean> {
    return (await this.#try((backend) => backend.claim(user))) ?? false;
  }

  /** Removes everything of this person. */
  forget(user: string): Promise<void> {
    return this.#try((backend) => backend.forget(user));
  }

  /** Removes what the server has of them, too. Unsent posts and drafts stay. */
  forgetSeen(user: string): Promise<void> {
    return this.#try((backend) => backend.forgetSeen(user));
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
