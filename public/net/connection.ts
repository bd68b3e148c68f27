// A connection that comes back: over socket, stream or polls, after every loss, from the last
// cursor. Events: "frame" (checked), "status" (connecting | live), "ended" (signed_out | gone).
// Knows no conversation's content.

import { calmWait, waitBefore } from "./backoff.ts";
import { CLOSE } from "./codes.ts";
import { Receipts } from "./receipts.ts";

/** A link without a welcome after this long has failed, in ms. */
export const WELCOME_WITHIN = 12_000;
/** After a connection of this length, the next wait is short again, in ms. */
export const STEADY = 5_000;

export class Connection extends EventTarget {
  status = "connecting";
  #deps;
  #link = null;
  #way = null;
  #welcomed = false;
  #liveAt = null;
  #attempt = 0;
  #blocked = 0;
  #timer = null;
  #calm = false;
  #stopped = true;
  #receipts;

  /**
   * deps: open {socket(url), stream(url), poll(url)} → link · url(way, cursor) · cursor() →
   * {since, epoch} or null · read(text) → frame · probe() → "ok" | "signed_out" | "gone" |
   * "unreachable" · ways · clock {now, after} · chance() · liveAt: frame type
   */
  constructor(deps) {
    super();
    this.#deps = deps;
    this.moved = () => this.#move();
  }

  start() {
    this.#stopped = false;
    this.#deps.ways.addEventListener("change", this.moved);
    this.#open();
  }

  stop() {
    this.#stopped = true;
    this.#deps.ways.removeEventListener("change", this.moved);
    this.#timer?.();
    this.#link?.close();
    this.#link = null;
  }

  /** Sends `frame`. Returns false if there is no open link. */
  send(frame) {
    if (!this.#link || !this.#welcomed) return false;
    this.#link.send(JSON.stringify(frame));
    return true;
  }

  /**
   * The tab is visible again or the network is back: check the link, and start with short waits.
   */
  hurry() {
    if (this.#stopped || this.#calm) return;
    this.#attempt = 0;
    if (this.#link) this.#link.check();
    else if (this.#timer) this.#open();
  }

  #open() {
    this.#timer?.();
    this.#timer = null;
    this.#calm = false;
    this.#welcomed = false;
    this.#liveAt = null;
    const { ways, open, url, cursor, clock } = this.#deps;
    const from = cursor();
    if (this.#way !== ways.mode) this.#blocked = 0;
    this.#way = ways.mode;
    this.#receipts = new Receipts(from?.since ?? null);
    const link = open[this.#way](url(this.#way, from));
    this.#link = link;
    link.addEventListener("text", ({ detail }) => link === this.#link && this.#hear(detail));
    link.addEventListener("down", ({ detail }) => link === this.#link && this.#down(detail.code));
    this.#timer = clock.after(WELCOME_WITHIN, () => this.#down(CLOSE.lost));
  }

  #hear(text) {
    let frame;
    try {
      frame = this.#deps.read(text);
    } catch {
      return this.#down(CLOSE.lost); // A proxy's page, for example. It counts as no connection.
    }
    if (frame?.type === "welcome") this.#welcome(frame);
    if (this.#receipts.misses(frame)) return this.#down(CLOSE.lost);
    if (frame?.type === this.#deps.liveAt) this.#live();
    const ack = this.#receipts.count(text, frame);
    if (frame) this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
    if (ack) this.send(ack);
  }

  #welcome(frame) {
    this.#timer?.();
    this.#timer = null;
    this.#welcomed = true;
    this.#blocked = 0;
    this.#link.named?.(frame.stream ?? null);
    this.#deps.ways.worked(this.#way);
  }

  #live() {
    this.#liveAt = this.#deps.clock.now();
    this.#become("live");
  }

  async #down(code) {
    const { clock, ways, probe, chance } = this.#deps;
    const welcomed = this.#welcomed;
    this.#link?.close();
    this.#link = null;
    this.#timer?.();
    this.#timer = null;
    const ends = { [CLOSE.signedOut]: "signed_out", [CLOSE.gone]: "gone" }[code];
    if (ends) return this.#end(ends);
    if (this.#liveAt !== null && clock.now() - this.#liveAt >= STEADY) this.#attempt = 0;
    this.#become("connecting");
    if (!welcomed && code !== CLOSE.tooFast) {
      const found = await probe();
      if (this.#stopped || this.#link) return;
      if (found === "signed_out" || found === "gone") return this.#end(found);
      if (found === "ok") ways.failed(this.#way, ++this.#blocked);
      if (this.#link) return; // The change of way has opened a link already.
    }
    this.#calm = code === CLOSE.tooFast;
    const wait = this.#calm ? calmWait(chance()) : waitBefore(this.#attempt, chance());
    this.#attempt += 1;
    this.#timer = clock.after(wait, () => this.#open());
  }

  /** The page changes to another way: connect over it at once, from the same cursor. */
  #move() {
    if (this.#stopped || this.#way === this.#deps.ways.mode) return;
    this.#link?.close();
    this.#become("connecting");
    this.#open();
  }

  #end(why) {
    this.stop();
    this.dispatchEvent(new CustomEvent("ended", { detail: why }));
  }

  #become(status) {
    if (this.status === status) return;
    this.status = status;
    this.dispatchEvent(new CustomEvent("status", { detail: status }));
  }
}
