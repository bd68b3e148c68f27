// The third way, where neither WebSockets nor streams get through: short requests, again and again.
// Same interface as SocketLink. Subclasses know what to ask and how to send.

import { CLOSE, codeOfStatus } from "./codes.ts";
import { pauseAfter, SOON } from "./pace.ts";

/** Without an answer after this long, the request has failed, in ms. */
export const ANSWER_WITHIN = 20_000;

export class PollLink extends EventTarget {
  #clock;
  #fetch;
  #abort = new AbortController();
  #timer = null;
  #due = 0;
  #active;
  #asking = false;
  #heard = null;
  #queue = [];
  #saying = false;
  #over = false;

  /** Subclasses: address() → path · frames(answer) → { frames, more } · request(frame) → { path,
   * body } or null · answered(frame, value): what the server said to it. */
  constructor({ clock, fetch = globalThis.fetch.bind(globalThis) }) {
    super();
    this.#clock = clock;
    this.#fetch = fetch;
    this.#active = clock.now();
    // Wait until the subclass is ready and listeners are attached.
    this.#timer = clock.after(0, () => this.#poll());
  }

  /** Any action of the person makes the next poll come soon. */
  send(text) {
    this.#active = this.#clock.now();
    if (this.#timer && this.#due - this.#active > SOON) this.#pollAfter(SOON);
    this.say(JSON.parse(text));
  }

  /** Sends `frame` as a request of its own, if it has one. */
  say(frame) {
    this.#queue.push(frame);
    this.#sayNext();
  }

  /** The tab woke, or the network changed. */
  check() {
    if (this.#timer) this.#pollAfter(0);
  }

  close() {
    this.#over = true;
    this.#timer?.();
    this.#abort.abort();
  }

  tell(frame) {
    if (this.#over) return;
    this.dispatchEvent(new CustomEvent("text", { detail: JSON.stringify(frame) }));
  }

  #pollAfter(pause) {
    this.#timer?.();
    this.#due = this.#clock.now() + pause;
    this.#timer = this.#clock.after(pause, () => this.#poll());
  }

  async #poll() {
    this.#timer = null;
    try {
      const answer = await this.#ask(this.address());
      if (!answer.ok) return this.#end(codeOfStatus(answer.status));
      const more = this.#hear(await answer.text());
      if (!this.#over) this.#pollAfter(more ? 0 : pauseAfter(this.#clock.now() - this.#active));
    } catch {
      this.#end(CLOSE.lost); // Unreachable, cut, or a proxy's page.
    }
    return undefined;
  }

  /** An answer equal to the last one brings nothing new. */
  #hear(text) {
    if (this.#over || text === this.#heard) return false;
    this.#heard = text;
    this.#active = this.#clock.now();
    const { frames, more } = this.frames(JSON.parse(text));
    for (const frame of frames) this.tell(frame);
    return more;
  }

  /** Sends one frame at a time, so that they arrive in order. */
  async #sayNext() {
    if (this.#saying) return;
    this.#saying = true;
    while (this.#queue.length > 0 && !this.#over) {
      const frame = this.#queue.shift();
      const request = this.request(frame);
      try {
        if (request) await this.#said(frame, await this.#ask(request.path, bodyOf(request.body)));
      } catch {
        this.#end(CLOSE.lost); // The next connection sends the rest again.
      }
    }
    this.#saying = false;
  }

  async #said(frame, answer) {
    if ([401, 404].includes(answer.status)) return this.#end(codeOfStatus(answer.status));
    const text = await answer.text();
    this.answered(frame, answer.ok, text === "" ? null : JSON.parse(text));
    return undefined;
  }

  async #ask(path, more = {}) {
    const given = this.#clock.after(ANSWER_WITHIN, () => this.#end(CLOSE.lost));
    try {
      return await this.#fetch(path, { cache: "no-store", signal: this.#abort.signal, ...more });
    } finally {
      given();
    }
  }

  #end(code) {
    if (this.#over) return;
    this.close();
    this.dispatchEvent(new CustomEvent("down", { detail: { code } }));
  }
}

const bodyOf = (body) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
