// One WebSocket from open to close: texts arrive as "text" events, its end as one "down" event with
// a code. Sends pings and detects a dead connection. Does not know frames or reconnecting.

import { CLOSE } from "./codes.ts";
import { Emitter } from "./emitter.ts";
import type { Cancel, Clock, Link, LinkEvents } from "./link.ts";

/**
 * How often to send `ping`. Without an answer within the deadline, the connection is dead. In ms,
 * from docs/protocol.md.
 */
export const PING_EVERY = 25_000;
export const PONG_WITHIN = 15_000;
/** The shorter deadline when a loss is likely (the tab woke, the network changed). */
export const PONG_IN_DOUBT = 5_000;

interface Deps {
  readonly clock: Clock;
  readonly WebSocket?: new (url: string) => WebSocket;
}

export class SocketLink extends Emitter<LinkEvents> implements Link {
  #socket: WebSocket;
  #clock: Clock;
  #ping: Cancel | null = null;
  #deadline: Cancel | null = null;
  #over = false;

  constructor(url: string, { clock, WebSocket = globalThis.WebSocket }: Deps) {
    super();
    this.#clock = clock;
    this.#socket = new WebSocket(url);
    this.#socket.onopen = () => this.#pingLater();
    this.#socket.onmessage = ({ data }: MessageEvent<unknown>) => this.#hear(data);
    this.#socket.onclose = ({ code }) => this.#end(code);
  }

  send(text: string): void {
    if (this.#socket.readyState === 1) this.#socket.send(text);
  }

  /** Checks whether the connection is alive. If not, `down` follows soon. */
  check(): void {
    if (this.#socket.readyState === 1) this.#askPong(PONG_IN_DOUBT);
  }

  close(): void {
    this.#over = true;
    this.#quiet();
    this.#socket.close(CLOSE.normal);
  }

  #hear(text: unknown): void {
    if (this.#over) return;
    this.#deadline?.();
    this.#deadline = null;
    if (text !== "pong" && typeof text === "string") this.emit("text", text);
  }

  #pingLater(): void {
    this.#ping = this.#clock.after(PING_EVERY, () => {
      this.#askPong(PONG_WITHIN);
      this.#pingLater();
    });
  }

  #askPong(within: number): void {
    this.send("ping");
    this.#deadline?.();
    this.#deadline = this.#clock.after(within, () => this.#dead());
  }

  /** Without a peer, a close handshake takes the browser a minute: do not wait for it. */
  #dead(): void {
    this.#end(CLOSE.lost);
    this.#socket.close();
  }

  #end(code: number): void {
    if (this.#over) return;
    this.#over = true;
    this.#quiet();
    this.emit("down", { code });
  }

  #quiet(): void {
    this.#ping?.();
    this.#deadline?.();
  }
}
