// One post: a message that a person wrote and that may not be stored yet. outbox.ts decides what
// becomes of it.

import type { File as Stored, Params } from "../wire.ts";
import type { Reply } from "./reply.ts";

/**
 * A message that a person wrote, with its own id. `at`: when they wrote it, in ms. `reply`: the
 * message that it answers.
 */
export interface Draft {
  readonly client_id: string;
  readonly body: string;
  readonly at: number;
  readonly reply?: Reply | undefined;
  /** Uploads that go with it. */
  readonly files?: readonly Stored[] | undefined;
}

/**
 * `sentAt`: when it was last sent over the present connection, or null. `notBefore`: it waits until
 * then. `repeats`: how often it was sent again over this connection because no echo came. `tries`:
 * how often it was sent at all.
 */
export interface Sending extends Draft {
  readonly state: "sending";
  readonly sentAt: number | null;
  readonly notBefore: number;
  readonly repeats: number;
  readonly tries: number;
}

/** The server has stored it as `seq`, but the log has not brought it yet. */
interface Sent extends Draft {
  readonly state: "sent";
  readonly seq: number;
}

/**
 * Why it failed, for refusalWords (words/words.ts). `message` is the server's own sentence, and
 * empty where the page itself gave up.
 */
export interface Failed extends Draft {
  readonly state: "failed";
  readonly code: string;
  readonly message: string;
  readonly params: Params | null;
}

export type Post = Sending | Sent | Failed;
export type Posts = readonly Post[];

/** A draft that was not sent yet. */
export const sending = (draft: Draft): Sending => ({
  ...draftOf(draft),
  state: "sending",
  sentAt: null,
  notBefore: 0,
  repeats: 0,
  tries: 0,
});

/** Without the state. */
export const draftOf = ({ client_id, body, at, reply, files }: Draft): Draft => ({
  client_id,
  body,
  at,
  ...(reply && { reply }),
  ...(files && files.length > 0 && { files }),
});

type Reason = Pick<Failed, "code"> & {
  readonly message?: string;
  readonly params?: Params | null | undefined;
};

export const failed = (draft: Draft, { code, message = "", params = null }: Reason): Failed => ({
  ...draftOf(draft),
  state: "failed",
  code,
  message,
  params,
});
