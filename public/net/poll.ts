// The third way, where neither WebSockets nor streams get through: short requests, again and again.
// Same interface as SocketLink. Subclasses know what to ask and how to send.

import { CLOSE, codeOfStatus } from "./codes.ts";
import { Emitter } from "./emitter.ts";
import { pauseAfter, SOON } from "./pace.ts";
import { isObject } from "./shape.ts";
import type { Cancel, Clock, Link, LinkEvents } from "./link.ts";
import type { FromClient } from "../wire.ts";

/** Without an answer after this long, the request has failed, in ms. */
export const ANSWER_WITHIN = 20_000;

/** Another 404 says that the conversation itself is not there. */
const NO_MESSAGE = "no_such_message";

export interface PollDeps {
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
}

/** What an answer brings, and whether the next poll may come at once. */
export interface News {
  readonly frames: readonly object[];
  readonly more: boolean;
}

/** A frame as a request of its own. */
export interface Post {
  readonly path: string;
  /** `POST` if it is not given. */
  readonly method?: string;
  readonly body?: object;
}

export abstract class PollLink extends Emitter<LinkEvents> implements Link {
  #clock: Clock;
  #fetch: typeof globalThis.fetch;
  #abort = new AbortController();
  #timer: Cancel | null = null;
  #due = 0;
  #active: number;
  #heard: string | null = null;
  #queue: FromClient[] = [];
  #saying = false;
  #over = false;

  constructor({ clock, fetch = globalThis.fetch.bind(globalThis) }: PollDeps) {
    super();
    this.#clock = clock;
    this.#fetch = fetch;
    this.#active = clock.now();
    // Wait until the subclass is ready and listeners are attached.
    this.#timer = clock.after(0, () => void this.#poll());
  }

  /** Where to ask. */
  protected abstract address(): string;
  /** Throws if it is not the answer that was expected. */
  protected abstract news(answer: unknown): News;
  /** Null if the frame is not sent. */
  protected abstract request(frame: FromClient): Post | null;
  /** What the server said to a frame. */
  protected abstract answered(frame: FromClient, ok: boolean, value: unknown): void;

  /** Any action of the person makes the next poll come soon. */
  send(text: string): void {
    this.#active = this.#clock.now();
    if (this.#timer && this.#due - this.#active > SOON) this.#pollAfter(SOON);
    // The text is what Connection made of a frame.
    const frame: FromClient = JSON.parse(text);
    this.say(frame);
  }

  /** Sends `frame` as a request of its own, if it has one. */
  protected say(frame: FromClient): void {
    this.#queue.push(frame);
    void this.#sayNext();
  }

  /** The tab woke, or the network changed. */
  check(): void {
    if (this.#timer) this.#pollAfter(0);
  }

  close(): void {
    this.#over = true;
    this.#timer?.();
    this.#abort.abort();
  }

  protected tell(frame: object): void {
    if (!this.#over) this.emit("text", JSON.stringify(frame));
  }

  #pollAfter(pause: number): void {
    this.#timer?.();
    this.#due = this.#clock.now() + pause;
    this.#timer = this.#clock.after(pause, () => void this.#poll());
  }

  async #poll(): Promise<void> {
    this.#timer = null;
    try {
      const answer = await this.#ask(this.address());
      if (!answer.ok) return this.#end(codeOfStatus(answer.status));
      const more = this.#hear(await answer.text());
      if (!this.#over) this.#pollAfter(more ? 0 : pauseAfter(this.#clock.now() - this.#active));
    } catch {
      this.#end(CLOSE.lost); // Unreachable, cut, or a proxy's page.
    }
  }

  /** An answer equal to the last one brings nothing new. */
  #hear(text: string): boolean {
    if (this.#over || text === this.#heard) return false;
    this.#heard = text;
    this.#active = this.#clock.now();
    const { frames, more } = this.news(JSON.parse(text));
    for (const frame of frames) this.tell(frame);
    return more;
  }

  /** Sends one frame at a time, so that they arrive in order. */
  async #sayNext(): Promise<void> {
    if (this.#saying) return;
    this.#saying = true;
    while (!this.#over) {
      const frame = this.#queue.shift();
      if (!frame) break;
      const request = this.request(frame);
      try {
        if (request) await this.#said(frame, await this.#ask(request.path, initOf(request)));
      } catch {
        this.#end(CLOSE.lost); // The next connection sends the rest again.
      }
    }
    this.#saying = false;
  }

  async #said(frame: FromClient, answer: Response): Promise<void> {
    const text = await answer.text();
    const value: unknown = text === "" ? null : JSON.parse(text);
    const isGone = answer.status === 404 && !(isObject(value) && value.code === NO_MESSAGE);
    if (answer.status === 401 || isGone) return this.#end(codeOfStatus(answer.status));
    this.answered(frame, answer.ok, value);
  }

  async #ask(path: string, more: RequestInit = {}): Promise<Response> {
    const given = this.#clock.after(ANSWER_WITHIN, () => this.#end(CLOSE.lost));
    try {
      return await this.#fetch(path, { cache: "no-store", signal: this.#abort.signal, ...more });
    } finally {
      given();
    }
  }

  #end(code: number): void {
    if (this.#over) return;
    this.close();
    this.emit("down", { code });
  }
}

const initOf = ({ method = "POST", body }: Post): RequestInit => ({
  method,
  ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
});
