// The way around a blocked WebSocket: frames come as server-sent events, go as one POST each. Same interface as
// SocketLink. fetch instead of EventSource, because that hides the status and reconnects on its own.

import { CLOSE, codeOfStatus } from "./codes.js";
import { eventReader } from "./sse.js";

/** The server says something at least every 20 s; after this long without, the stream is dead. In ms. */
export const SILENCE = 45_000;

export class StreamLink extends EventTarget {
  #url; #clock; #fetch; #abort = new AbortController(); #silence = null; #name = null; #queue = []; #posting = false; #over = false;

  constructor(url, { clock, fetch = globalThis.fetch.bind(globalThis) }) {
    super();
    this.#url = url;
    this.#clock = clock;
    this.#fetch = fetch;
    this.#listen();
  }

  /** Frames are posted under the name that `welcome` gave. */
  named(name) {
    this.#name = name;
    this.#post();
  }

  send(text) {
    this.#queue.push(text);
    this.#post();
  }

  /** The server speaks often enough by itself. */
  check() {}

  close() {
    this.#over = true;
    this.#silence?.();
    this.#abort.abort();
  }

  async #listen() {
    try {
      this.#heard();
      const answer = await this.#fetch(this.#url, { headers: { accept: "text/event-stream" }, cache: "no-store", signal: this.#abort.signal });
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
      this.#end(CLOSE.lost); // Unreachable or cut: the reason is not told to scripts.
    }
  }

  #heard() {
    this.#silence?.();
    this.#silence = this.#clock.after(SILENCE, () => {
      this.#end(CLOSE.lost);
      this.#abort.abort();
    });
  }

  /** One at a time, so that they arrive in order. */
  async #post() {
    if (this.#posting || this.#name === null) return;
    this.#posting = true;
    const path = `${this.#url.split("?")[0]}/${encodeURIComponent(this.#name)}`;
    while (this.#queue.length > 0 && !this.#over) {
      const body = this.#queue.shift();
      try {
        const headers = { "content-type": "application/json" };
        await this.#answered(await this.#fetch(path, { method: "POST", headers, body, signal: this.#abort.signal }));
      } catch {
        this.#end(CLOSE.lost); // What was not said is said again on the next connection.
      }
    }
    this.#posting = false;
  }

  /** A refusal in the answer is the refusal a socket would have sent as a frame. */
  async #answered(answer) {
    if (answer.ok) return;
    if ([401, 404, 410].includes(answer.status)) return this.#end(answer.status === 410 ? CLOSE.lost : codeOfStatus(answer.status));
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
