// What a browser keeps between visits: the object stores, their keys and values, and how they came
// to be. Does not know where they are.

import type { DBSchema, IDBPDatabase } from "idb";
import type { EnterKey } from "../model/enterkey.ts";
import type { Tone } from "../model/emojinames.ts";
import type { Uses } from "../model/frequent.ts";
import type { KeptTimeline } from "../model/kept.ts";
import type { Reply } from "../model/reply.ts";
import type { File as Stored, InboxEntry, Person, Profile } from "../wire.ts";

/** A post that the server may not have stored yet. `at`: when it was written, in ms. */
export interface KeptPost {
  readonly user: string;
  readonly conversation: string;
  readonly client_id: string;
  readonly body: string;
  readonly at: number;
  readonly reply?: Reply | undefined;
  readonly files?: readonly Stored[] | undefined;
}

export interface KeptDraft {
  readonly user: string;
  readonly conversation: string;
  readonly text: string;
  readonly reply?: Reply | undefined;
}

/** A file that is attached to a draft, and what the person has said about it. */
export interface KeptAttachment {
  readonly user: string;
  readonly conversation: string;
  readonly key: string;
  readonly name: string;
  readonly blob: Blob;
  readonly alt: string;
  readonly original: boolean;
  /** Once it is uploaded. */
  readonly files: readonly Stored[];
}

/** Another wording of a message that the server may not have stored yet. */
export interface KeptEdit {
  readonly user: string;
  readonly conversation: string;
  /** The `seq` of the message. */
  readonly message: number;
  readonly text: string;
}

/** How often a person uses which emoji, in which tone, and what Enter does. */
export interface KeptHabits {
  readonly user: string;
  readonly uses: Uses;
  readonly tone: Tone;
  /** A page without the setting has kept none. */
  readonly enter?: EnterKey | undefined;
}

/** What the inbox of a person showed last. */
export interface KeptInbox {
  readonly user: string;
  readonly you: Person;
  readonly entries: readonly InboxEntry[];
  /** How people were shown. What an earlier version kept has none. */
  readonly profiles?: readonly Profile[];
}

export interface Schema extends DBSchema {
  posts: { key: [user: string, conversation: string, client_id: string]; value: KeptPost };
  drafts: { key: [user: string, conversation: string]; value: KeptDraft };
  attachments: { key: [user: string, conversation: string, key: string]; value: KeptAttachment };
  edits: { key: [user: string, conversation: string, message: number]; value: KeptEdit };
  emoji: { key: [user: string]; value: KeptHabits };
  inboxes: { key: [user: string]; value: KeptInbox };
  timelines: { key: [user: string, conversation: string]; value: KeptTimeline };
  /** One value: the id of the person to whom everything here belongs. */
  person: { key: "id"; value: string };
}

/** The object stores whose keys begin with a person. */
export type PersonalStore = "posts" | "drafts" | "attachments" | "edits" | "emoji" | SeenStore;
/** Those with what the server has, too. They are for the next visit. */
export type SeenStore = "inboxes" | "timelines";
export type Value<S extends PersonalStore> = Schema[S]["value"];
export type Key<S extends PersonalStore> = Schema[S]["key"];

export const SEEN: readonly SeenStore[] = ["inboxes", "timelines"];
export const VERSION = 4;

/**
 * One step for each version. A step that has landed is never edited, and it only adds: a page that
 * is older than the deployment goes on with what it knows.
 */
export function upgrade(database: IDBPDatabase<Schema>, before: number): void {
  if (before < 1) {
    database.createObjectStore("posts", { keyPath: ["user", "conversation", "client_id"] });
    database.createObjectStore("drafts", { keyPath: ["user", "conversation"] });
    database.createObjectStore("person");
  }
  if (before < 2) {
    database.createObjectStore("inboxes", { keyPath: ["user"] });
    database.createObjectStore("timelines", { keyPath: ["user", "conversation"] });
  }
  if (before < 3) {
    database.createObjectStore("edits", { keyPath: ["user", "conversation", "message"] });
    database.createObjectStore("emoji", { keyPath: ["user"] });
  }
  if (before < 4) {
    database.createObjectStore("attachments", { keyPath: ["user", "conversation", "key"] });
  }
}

/** Where things are kept: IndexedDB, or memory where that is forbidden. */
export interface Backend {
  /** What a person has in a store, in any order. */
  all<S extends PersonalStore>(store: S, user: string): Promise<Value<S>[]>;
  put<S extends PersonalStore>(store: S, value: Value<S>): Promise<void>;
  /** The same, if everything here belongs to the person of the value. */
  putOwn<S extends SeenStore>(store: S, value: Value<S>): Promise<void>;
  remove<S extends PersonalStore>(store: S, key: Key<S>): Promise<void>;
  /** To whom everything here belongs. */
  person(): Promise<string | undefined>;
  /**
   * From now on everything belongs to this person. What another person left is removed. Resolves
   * with whether there was another person.
   */
  claim(user: string): Promise<boolean>;
  /** Removes everything of one person. Another tab may have somebody else's by now. */
  forget(user: string): Promise<void>;
  /** Removes of it what the server has, too. */
  forgetSeen(user: string): Promise<void>;
}
