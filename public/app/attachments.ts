// Files that are attached to drafts: makes them ready, uploads them, and keeps them until the
// message is sent. One after the other, so that each is soon there.

import {
  FILES_MAX,
  attachmentOf,
  attachmentsFrom,
  changed,
  filesOf,
  without,
  type Attachment,
} from "../model/attachments.ts";
import { Refusal } from "../net/api.ts";
import { discard, type Memory } from "../net/upload.ts";
import type { File as Stored } from "../wire.ts";
import type { Keep } from "./keep.ts";
import { partsOf } from "./parts.ts";
import { attachedIn } from "./state.ts";
import type { Store } from "./store.ts";
import { checkRoom, uploadAll } from "./uploads.ts";

interface Deps {
  readonly store: Store;
  readonly keep: Keep;
  newId(): string;
  complain(refusal: unknown): void;
}

interface Source {
  readonly conversation: string;
  readonly blob: Blob;
  stop: AbortController;
  /** Of the file, and of each smaller picture. */
  memories: Memory[];
}

export class Attachments {
  #deps: Deps;
  #sources = new Map<string, Source>();
  #restored = new Set<string>();
  #last: Promise<void> = Promise.resolve();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  add(conversation: string, files: readonly Blob[]): void {
    const free = FILES_MAX - attachedIn(this.#deps.store.state, conversation).length;
    if (files.length > free) this.#complain("too_many", { limit: FILES_MAX });
    for (const blob of files.slice(0, Math.max(0, free))) {
      const name = blob instanceof File ? blob.name : "file";
      const key = this.#deps.newId();
      this.#begin(conversation, { key, name, blob, alt: "", original: false, files: [] });
    }
  }

  /** Shows what an earlier page has kept. */
  async restore(conversation: string): Promise<void> {
    const user = this.#user;
    const which = `${user} ${conversation}`;
    if (user === undefined || this.#restored.has(which)) return;
    this.#restored.add(which);
    for (const kept of await this.#deps.keep.attachments(user))
      if (kept.conversation === conversation && !this.#sources.has(kept.key))
        this.#begin(conversation, kept);
  }

  remove(conversation: string, key: string): void {
    const source = this.#sources.get(key);
    source?.stop.abort();
    for (const { file } of source?.memories ?? [])
      if (file !== null) void discard(conversation, file);
    this.#forget(conversation, key);
  }

  /** Goes on with an upload that has failed. */
  retry(conversation: string, key: string): void {
    const source = this.#sources.get(key);
    if (!source) return;
    source.stop = new AbortController();
    this.#change(conversation, key, { state: "waiting", reason: null });
    this.#queue(conversation, key);
  }

  /** What the person says about it goes with the file, so it is uploaded anew. */
  describe(
    conversation: string,
    key: string,
    { alt, original }: Pick<Attachment, "alt" | "original">,
  ) {
    const source = this.#sources.get(key);
    const now = this.#find(conversation, key);
    if (!source || !now || (now.alt === alt && now.original === original)) return;
    source.stop.abort();
    for (const { file } of source.memories) if (file !== null) void discard(conversation, file);
    source.stop = new AbortController();
    source.memories = [];
    this.#change(conversation, key, { alt, original, state: "waiting", files: [] });
    this.#keep(conversation, key);
    this.#queue(conversation, key);
  }

  /** The files of the draft, which has them no longer. */
  take(conversation: string): Stored[] {
    const all = attachedIn(this.#deps.store.state, conversation);
    for (const { key } of all) this.#forget(conversation, key);
    return filesOf(all);
  }

  /** The files of a post that was taken back to be written anew. */
  putBack(conversation: string, files: readonly Stored[]): void {
    const all = attachmentsFrom(files, () => this.#deps.newId());
    this.#put(conversation, [...attachedIn(this.#deps.store.state, conversation), ...all]);
  }

  #begin(
    conversation: string,
    kept: Omit<Parameters<Keep["keepAttachment"]>[0], "user" | "conversation">,
  ) {
    const { key, blob, files } = kept;
    const attachment = attachmentOf(kept, blob);
    this.#sources.set(key, { conversation, blob, stop: new AbortController(), memories: [] });
    this.#put(conversation, [...attachedIn(this.#deps.store.state, conversation), attachment]);
    if (files.length === 0) this.#keep(conversation, key);
    this.#queue(conversation, key);
  }

  #queue(conversation: string, key: string): void {
    this.#last = this.#last.then(() => this.#work(conversation, key));
  }

  async #work(conversation: string, key: string): Promise<void> {
    const source = this.#sources.get(key);
    const now = this.#find(conversation, key);
    if (!source || !now) return;
    const { signal } = source.stop;
    try {
      const parts = await partsOf(source.blob, now);
      if (parts.shown && !now.picture) {
        const address = URL.createObjectURL(parts.shown.blob);
        this.#change(conversation, key, { picture: { ...parts.shown.size, address } });
      }
      this.#change(conversation, key, { hasOriginal: parts.hasOriginal });
      if (now.files.length > 0) return;
      const all = [parts.main, ...parts.previews];
      await checkRoom(all);
      signal.throwIfAborted();
      this.#change(conversation, key, { state: "uploading", done: 0 });
      const progress = (done: number) => this.#change(conversation, key, { done });
      const files = await uploadAll(conversation, all, source.memories, { signal, progress });
      signal.throwIfAborted();
      this.#change(conversation, key, { state: "ready", done: 1, files });
      this.#keep(conversation, key);
    } catch (thrown) {
      if (signal.aborted) return;
      const { code, message, params } = thrown instanceof Refusal ? thrown : UNREADABLE;
      this.#change(conversation, key, { state: "failed", reason: { code, message, params } });
    }
  }

  #find(conversation: string, key: string): Attachment | undefined {
    return attachedIn(this.#deps.store.state, conversation).find((one) => one.key === key);
  }

  #change(conversation: string, key: string, change: Partial<Attachment>): void {
    this.#put(conversation, changed(attachedIn(this.#deps.store.state, conversation), key, change));
  }

  #put(conversation: string, all: readonly Attachment[]): void {
    this.#deps.store.put("attached", conversation, all);
  }

  #forget(conversation: string, key: string): void {
    const address = this.#find(conversation, key)?.picture?.address;
    if (address) URL.revokeObjectURL(address);
    this.#sources.delete(key);
    this.#put(conversation, without(attachedIn(this.#deps.store.state, conversation), key));
    const user = this.#user;
    if (user) void this.#deps.keep.dropAttachment(user, conversation, key);
  }

  #keep(conversation: string, key: string): void {
    const [user, source] = [this.#user, this.#sources.get(key)];
    const now = this.#find(conversation, key);
    if (!user || !source || !now) return;
    const { name, alt, original, files } = now;
    const said = { name, alt, original, files };
    void this.#deps.keep.keepAttachment({ user, conversation, key, blob: source.blob, ...said });
  }

  #complain(rule: string, params: Record<string, number>): void {
    this.#deps.complain(new Refusal({ code: "bad_file", params: { rule, ...params } }, 400));
  }

  get #user(): string | undefined {
    return this.#deps.store.state.session.you?.id;
  }
}

const UNREADABLE = { code: "unreadable_file", message: "", params: {} };
