// What a connection needs, and what it tells.

import type { ToPage } from "./frames.ts";
import type { Clock, Link } from "./link.ts";
import type { Way, Ways } from "./ways.ts";

export type Status = "connecting" | "live";
/** Why a connection does not come back. */
export type Ended = "signed_out" | "gone";

/** Where a connection goes on. */
export interface Cursor {
  readonly since: number;
  readonly epoch: string | null;
}

export interface Events<F> {
  /** A checked frame. */
  frame: F;
  status: Status;
  ended: Ended;
}

export interface Deps<F extends ToPage> {
  readonly ways: Ways;
  readonly clock: Clock;
  readonly open: Readonly<Record<Way, (url: string) => Link>>;
  /** The type of the frame with which the connection is live. */
  readonly liveAt: F["type"];
  /** A random number in [0, 1). */
  chance(): number;
  /** The cursor of what the page holds already, or null. */
  cursor(): Cursor | null;
  url(way: Way, from: Cursor | null): string;
  /** Checks a frame. Null for one that this page does not know. Throws if it is none. */
  read(text: string): F | null;
  /** What HTTP says about a link that got no welcome. */
  probe(): Promise<"ok" | "unreachable" | Ended>;
}
