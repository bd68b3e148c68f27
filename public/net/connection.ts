// A connection that comes back: over socket, stream or polls, after every loss, from the last
// cursor. Knows no conversation's content.

import { calmWait, waitBefore } from "./backoff.ts";
import { CLOSE } from "./codes.ts";
import { Emitter } from "./emitter.ts";
import { Receipts } from "./receipts.ts";
import type { Deps, Ended, Events, Status } from "./connection-types.ts";
import type { ToPage } from "./frames.ts";
import type { Cancel, Link } from "./link.ts";
import type { Way } from "./ways.ts";
import type { FromClient } from "../wire.ts";

/** A link without a welcome after this long has failed, in ms. */
export const WELCOME_WITHIN = 12_000;
/** After a connection of this length, the next wait is short again, in ms. */
export const STEADY = 5_000;
/** A link without a welcome for this long is opened anew when the page hurries, in ms. */
export const STUCK = 5_000;
/** The same when another connection opened a link this much later and got its welcome, in ms. */
export const PASSED_BY = 1_000;

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
  #openedAt = 0;
  #openings = 0;
  #attempt = 0;
  #blocked = 0;
  #timer: Cancel | null = null;
  #calm = false;
  #stopped = true;
  #receipts = new Receipts(null);
  #deaf: Cancel[] = [];

  constructor(deps: Deps<F>) {
    super();
    this.#deps = deps;
  }

  start(): void {
    this.#stopped = false;
    const { ways } = this.#deps;
    this.#deaf = [
      ways.on("change", () => this.#move()),
      ways.on("through", (openedAt) => this.#follow(openedAt)),
    ];
    this.#open();
  }

  stop(): void {
    this.#stopped = true;
    this.#deaf.splice(0).forEach((cancel) => cancel());
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
   * The tab is visible again, the network is back, or the person wants it now: check the link, and
   * start with short waits.
   */
  hurry(): void {
    if (this.#stopped || this.#calm) return;
    this.#attempt = 0;
    const isStuck = !this.#welcomed && this.#deps.clock.now() - this.#openedAt >= STUCK;
    if (this.#link && !isStuck) this.#link.check();
    else this.#open();
  }

  /**
   * Another connection got through with a link that it opened then. If this one could not, it
   * tries again at once. If its link was welcomed and fell, it keeps its wait: two connections
   * that fall each time would wake each other for ever.
   */
  #follow(openedAt: number): void {
    if (this.#stopped || this.#calm || this.#welcomed) return;
    if (!this.#link || openedAt - this.#openedAt >= PASSED_BY) this.#open();
  }

  #open(): void {
    this.#link?.close();
    this.#timer?.();
    this.#timer = null;
    this.#calm = false;
    this.#welcomed = false;
    this.#liveAt = null;
    const { ways, open, url, cursor, clock } = this.#deps;
    this.#openedAt = clock.now();
    this.#openings += 1;
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
    this.#deps.ways.through(this.#openedAt);
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
      const openings = this.#openings;
      const found = await probe();
      if (this.#stopped || openings !== this.#openings) return;
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
