// The way around a blocked WebSocket: frames arrive as server-sent events and leave as one POST
// each. Same interface as SocketLink. It uses fetch, because EventSource hides the status and
// reconnects on its own.

import { CLOSE, codeOfStatus } from "./codes.ts";
import { Emitter } from "./emitter.ts";
import { isObject } from "./shape.ts";
import { eventReader } from "./sse.ts";
import type { Cancel, Clock, Link, LinkEvents } from "./link.ts";

/**
 * The server sends something at least every 20 s. A stream that is silent for this long is dead,
 * in ms.
 */
export const SILENCE = 45_000;

interface Deps {
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
}

export class StreamLink extends Emitter<LinkEvents> implements Link {
  #url: string;
  #clock: Clock;
  #fetch: typeof globalThis.fetch;
  #abort = new AbortController();
  #silence: Cancel | null = null;
  #name: string | null = null;
  #queue: string[] = [];
  #posting = false;
  #over = false;

  constructor(url: string, { clock, fetch = globalThis.fetch.bind(globalThis) }: Deps) {
    super();
    this.#url = url;
    this.#clock = clock;
    this.#fetch = fetch;
    void this.#listen();
  }

  /** Frames are posted to the name that `welcome` gave. */
  named(name: string | null): void {
    this.#name = name;
    void this.#post();
  }

  send(text: string): void {
    this.#queue.push(text);
    void this.#post();
  }

  /** Nothing to do: the server sends often enough by itself. */
  check(): void {}

  close(): void {
    this.#over = true;
    this.#silence?.();
    this.#abort.abort();
  }

  async #listen(): Promise<void> {
    try {
      this.#heard();
      const answer = await this.#fetch(this.#url, {
        headers: { accept: "text/event-stream" },
        cache: "no-store",
        signal: this.#abort.signal,
      });
      if (!answer.ok) return this.#end(codeOfStatus(answer.status));
      if (!answer.body) return this.#end(CLOSE.lost);
      const read = eventReader();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done || this.#over) return this.#end(CLOSE.lost);
        this.#heard();
        for (const text of read(value)) this.#tell(text);
      }
    } catch {
      this.#end(CLOSE.lost); // Unreachable or cut: scripts cannot see which.
    }
  }

  #heard(): void {
    this.#silence?.();
    this.#silence = this.#clock.after(SILENCE, () => {
      this.#end(CLOSE.lost);
      this.#abort.abort();
    });
  }

  /** Sends one frame at a time, so that they arrive in order. */
  async #post(): Promise<void> {
    if (this.#posting || this.#name === null) return;
    this.#posting = true;
    const path = `${this.#url.split("?")[0]}/${encodeURIComponent(this.#name)}`;
    while (!this.#over) {
      const body = this.#queue.shift();
      if (body === undefined) break;
      try {
        const headers = { "content-type": "application/json" };
        await this.#answered(
          await this.#fetch(path, { method: "POST", headers, body, signal: this.#abort.signal }),
        );
      } catch {
        this.#end(CLOSE.lost); // The next connection sends the rest again.
      }
    }
    this.#posting = false;
  }

  /** A refusal in the answer becomes the error frame that a socket would have sent. */
  async #answered(answer: Response): Promise<void> {
    if (answer.ok) return;
    if ([401, 404, 410].includes(answer.status))
      return this.#end(answer.status === 410 ? CLOSE.lost : codeOfStatus(answer.status));
    const refusal: unknown = await answer.json();
    this.#tell(JSON.stringify({ type: "error", ...(isObject(refusal) ? refusal : {}) }));
  }

  #tell(text: string): void {
    if (!this.#over) this.emit("text", text);
  }

  #end(code: number): void {
    if (this.#over) return;
    this.#over = true;
    this.#silence?.();
    this.emit("down", { code });
  }
}
