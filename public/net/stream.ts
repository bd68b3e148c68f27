// The way around a blocked WebSocket: frames arrive as server-sent events and leave as one POST
// each. Same interface as SocketLink. It uses fetch, because EventSource hides the status and
// reconnects on its own.

import { CLOSE, codeOfStatus } from "./codes.ts";
import { eventReader } from "./sse.ts";

/**
 * The server sends something at least every 20 s. A stream that is silent for this long is dead,
 * in ms.
 */
export const SILENCE = 45_000;

export class StreamLink extends EventTarget {
  #url;
  #clock;
  #fetch;
  #abort = new AbortController();
  #silence = null;
  #name = null;
  #queue = [];
  #posting = false;
  #over = false;

  constructor(url, { clock, fetch = globalThis.fetch.bind(globalThis) }) {
    super();
    this.#url = url;
    this.#clock = clock;
    this.#fetch = fetch;
    this.#listen();
  }

  /** Frames are posted to the name that `welcome` gave. */
  named(name) {
    this.#name = name;
    this.#post();
  }

  send(text) {
    this.#queue.push(text);
    this.#post();
  }

  /** Nothing to do: the server sends often enough by itself. */
  check() {}

  close() {
    this.#over = true;
    this.#silence?.();
    this.#abort.abort();
  }

  async #listen() {
    try {
      this.#heard();
      const answer = await this.#fetch(this.#url, {
        headers: { accept: "text/event-stream" },
        cache: "no-store",
        signal: this.#abort.signal,
      });
      if (!answer.ok) return this.#end(codeOfStatus(answer.status));
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

  #heard() {
    this.#silence?.();
    this.#silence = this.#clock.after(SILENCE, () => {
      this.#end(CLOSE.lost);
      this.#abort.abort();
    });
  }

  /** Sends one frame at a time, so that they arrive in order. */
  async #post() {
    if (this.#posting || this.#name === null) return;
    this.#posting = true;
    const path = `${this.#url.split("?")[0]}/${encodeURIComponent(this.#name)}`;
    while (this.#queue.length > 0 && !this.#over) {
      const body = this.#queue.shift();
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
  async #answered(answer) {
    if (answer.ok) return;
    if ([401, 404, 410].includes(answer.status))
      return this.#end(answer.status === 410 ? CLOSE.lost : codeOfStatus(answer.status));
    this.#tell(JSON.stringify({ type: "error", ...(await answer.json()) }));
  }

  #tell(text) {
    if (!this.#over) this.dispatchEvent(new CustomEvent("text", { detail: text }));
  }

  #end(code) {
    if (this.#over) return;
    this.#over = true;
    this.#silence?.();
    this.dispatchEvent(new CustomEvent("down", { detail: { code } }));
  }
}
