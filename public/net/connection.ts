// A connection that comes back: over socket, stream or polls, after every loss, from the last
// cursor. Knows no conversation's content.

import { calmWait, waitBefore } from "./backoff.ts";
import { CLOSE } from "./codes.ts";
import { Emitter } from "./emitter.ts";
import { Receipts } from "./receipts.ts";
import type { ToPage } from "./frames.ts";
import type { Cancel, Clock, Link } from "./link.ts";
import type { Way, Ways } from "./ways.ts";
import type { FromClient } from "../wire.ts";

/** A link without a welcome after this long has failed, in ms. */
export const WELCOME_WITHIN = 12_000;
/** After a connection of this length, the next wait is short again, in ms. */
export const STEADY = 5_000;

export type Status = "connecting" | "live";
/** Why a connection does not come back. */
export type Ended = "signed_out" | "gone";

/** Where a connection goes on. */
export interface Cursor {
  readonly since: number;
  readonly epoch: string | null;
}

interface Events<F> {
  /** A checked frame. */
  frame: F;
  status: Status;
  ended: Ended;
}

interface Deps<F extends ToPage> {
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

const ENDED: Readonly<Record<number, Ended>> = {
  [CLOSE.signedOut]: "signed_out",
  [CLOSE.gone]: "gone",
};

export class Connection<F extends ToPage> extends Emitter<Events<F>> {
  status: Status = "connecting";
  #deps: Deps<F>;
  #link: Link | null = null;
  #way: Way | null = null;
  #welcomed = false;
  #liveAt: number | null = null;
  #attempt = 0;
  #blocked = 0;
  #timer: Cancel | null = null;
  #calm = false;
  #stopped = true;
  #receipts = new Receipts(null);
  #deaf: Cancel | null = null;

  constructor(deps: Deps<F>) {
    super();
    this.#deps = deps;
  }

  start(): void {
    this.#stopped = false;
    this.#deaf = this.#deps.ways.on("change", () => this.#move());
    this.#open();
  }

  stop(): void {
    this.#stopped = true;
    this.#deaf?.();
    this.#timer?.();
    this.#link?.close();
    this.#link = null;
  }

  /** Sends `frame`. Returns false if there is no open link. */
  send(frame: FromClient): boolean {
    if (!this.#link || !this.#welcomed) return false;
    this.#link.send(JSON.stringify(frame));
    return true;
  }

  /**
   * The tab is visible again or the network is back: check the link, and start with short waits.
   */
  hurry(): void {
    if (this.#stopped || this.#calm) return;
    this.#attempt = 0;
    if (this.#link) this.#link.check();
    else if (this.#timer) this.#open();
  }

  #open(): void {
    this.#timer?.();
    this.#timer = null;
    this.#calm = false;
    this.#welcomed = false;
    this.#liveAt = null;
    const { ways, open, url, cursor, clock } = this.#deps;
    const way = ways.mode;
    const from = cursor();
    if (this.#way !== way) this.#blocked = 0;
    this.#way = way;
    this.#receipts = new Receipts(from?.since ?? null);
    const link = open[way](url(way, from));
    this.#link = link;
    link.on("text", (text) => link === this.#link && this.#hear(link, way, text));
    link.on("down", ({ code }) => link === this.#link && this.#down(way, code));
    this.#timer = clock.after(WELCOME_WITHIN, () => this.#down(way, CLOSE.lost));
  }

  #hear(link: Link, way: Way, text: string): void {
    let frame: F | null;
    try {
      frame = this.#deps.read(text);
    } catch {
      // A proxy's page, for example. It counts as no connection.
      return void this.#down(way, CLOSE.lost);
    }
    if (frame?.type === "welcome") this.#welcome(link, way, frame);
    if (this.#receipts.misses(frame)) return void this.#down(way, CLOSE.lost);
    if (frame?.type === this.#deps.liveAt) this.#live();
    const ack = this.#receipts.count(text, frame);
    if (frame) this.emit("frame", frame);
    if (ack) this.send(ack);
  }

  #welcome(link: Link, way: Way, frame: ToPage): void {
    this.#timer?.();
    this.#timer = null;
    this.#welcomed = true;
    this.#blocked = 0;
    link.named?.(("stream" in frame && frame.stream) || null);
    this.#deps.ways.worked(way);
  }

  #live(): void {
    this.#liveAt = this.#deps.clock.now();
    this.#become("live");
  }

  async #down(way: Way, code: number): Promise<void> {
    const { clock, ways, probe, chance } = this.#deps;
    const welcomed = this.#welcomed;
    this.#link?.close();
    this.#link = null;
    this.#timer?.();
    this.#timer = null;
    const ended = ENDED[code];
    if (ended) return this.#end(ended);
    if (this.#liveAt !== null && clock.now() - this.#liveAt >= STEADY) this.#attempt = 0;
    this.#become("connecting");
    if (!welcomed && code !== CLOSE.tooFast) {
      const found = await probe();
      if (this.#stopped || this.#link) return;
      if (found === "signed_out" || found === "gone") return this.#end(found);
      if (found === "ok") ways.failed(way, ++this.#blocked);
      if (this.#link) return; // The change of way has opened a link already.
    }
    this.#calm = code === CLOSE.tooFast;
    const wait = this.#calm ? calmWait(chance()) : waitBefore(this.#attempt, chance());
    this.#attempt += 1;
    this.#timer = clock.after(wait, () => this.#open());
  }

  /** The page changes to another way: connect over it at once, from the same cursor. */
  #move(): void {
    if (this.#stopped || this.#way === this.#deps.ways.mode) return;
    this.#link?.close();
    this.#become("connecting");
    this.#open();
  }

  #end(why: Ended): void {
    this.stop();
    this.emit("ended", why);
  }

  #become(status: Status): void {
    if (this.status === status) return;
    this.status = status;
    this.emit("status", status);
  }
}
