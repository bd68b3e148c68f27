// A client's end of a socket. Tests await its frames and never sleep. It checks that `events` have
// no gap.
import { WebSocket } from "ws";

const PATIENCE_MS = 15_000;

export class Line {
  /**
   * Resolves when the socket is open. A refused upgrade rejects with `status` and the answer's
   * body.
   */
  static open(url, headers = {}) {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, { headers });
      const line = new Line(socket);
      socket.once("open", () => resolve(line));
      socket.once("error", reject);
      socket.once("unexpected-response", (_, answer) => {
        let text = "";
        answer.on("data", (part) => (text += part));
        answer.on("end", () =>
          reject(
            Object.assign(
              new Error(`${answer.statusCode} ${text}`),
              { status: answer.statusCode },
              parsed(text),
            ),
          ),
        );
      });
    });
  }

  constructor(socket) {
    this.socket = socket;
    /** All frames so far, in order. */
    this.frames = [];
    /** All events so far, in order. The items of a page come first. */
    this.events = [];
    /** The last entry of the log that has arrived. */
    this.last = undefined;
    this.waiting = new Set();
    this.passed = 0;
    this.unacked = 0;
    this.ackAfter = Infinity;
    this.closed = new Promise((resolve) => {
      const closed = (code, reason) => resolve({ code, reason: String(reason) });
      socket.on("close", closed);
      // The closing frame itself: the local server's proxy may leave the TCP connection open for
      // many seconds more.
      socket.once("open", () => socket._receiver.once("conclude", closed));
    });
    socket.on("message", (data) => this.#take(String(data)));
    socket.on("close", () => this.check());
    socket.on("error", () => {});
  }

  /** The next frame of a type that `next` has not returned yet, optionally one that fits. */
  async next(type, fits = () => true) {
    const at = await this.until(() => {
      const found = this.frames.findIndex(
        (frame, nth) => nth >= this.passed && frame.type === type && fits(frame),
      );
      return found < 0 ? undefined : found;
    }, type);
    this.passed = at + 1;
    return this.frames[at];
  }

  /** The fitting entry of the next inbox frame that has one. */
  async entry(fits = () => true) {
    const { entries } = await this.next("inbox", ({ entries }) => entries.some(fits));
    return entries.find(fits);
  }

  /** The event that fits, now or later. */
  event(fits) {
    return this.until(() => this.events.find(fits), "an event");
  }

  /** The message with this text. */
  said(body) {
    return this.event((event) => event.body === body);
  }

  /** Waits until `read()` returns something. */
  until(read, what = "it", patience = PATIENCE_MS) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          finish(reject, new Error(`waited ${patience} ms for ${what}; had ${this.#summary()}`)),
        patience,
      );
      const finish = (how, value) => {
        clearTimeout(timer);
        this.waiting.delete(check);
        how(value);
      };
      const check = () => {
        const found = read();
        if (found !== undefined && found !== false) finish(resolve, found);
        else if (this.socket.readyState >= WebSocket.CLOSING)
          finish(reject, new Error(`closed while waiting for ${what}; had ${this.#summary()}`));
      };
      this.waiting.add(check);
      check();
    });
  }

  say(frame) {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** Posts, and resolves with the echo. */
  async post(body, client_id = crypto.randomUUID()) {
    this.say({ type: "post", client_id, body });
    return this.event((event) => event.client_id === client_id);
  }

  close(code = 1000) {
    this.socket.close(code);
    return this.closed;
  }

  /** Cuts the connection without a close frame. */
  cut() {
    this.socket.terminate();
    return this.closed;
  }

  #take(text) {
    const frame = text === "pong" ? { type: "pong" } : JSON.parse(text);
    this.frames.push(frame);
    if (frame.type === "welcome" && frame.ack_after) this.ackAfter = frame.ack_after;
    if (frame.type === "reset") [this.events, this.last] = [[], undefined];
    if (frame.type === "page") [this.events, this.last] = [[...frame.items], frame.to];
    for (const event of frame.events ?? []) {
      const isNext = this.last === undefined || event.seq === this.last + 1;
      if (!isNext) throw new Error(`a gap: ${event.seq} after ${this.last}`);
      this.events.push(event);
      this.last = event.seq;
    }
    this.#ack(text.length);
    this.check();
  }

  /**
   * Flow control, as docs/protocol.md asks: acknowledges after enough bytes, and at once when told
   * of lagging.
   */
  #ack(bytes) {
    this.unacked += bytes;
    if (this.unacked < this.ackAfter && this.frames.at(-1).type !== "lagging") return;
    this.unacked = 0;
    if (this.last) this.say({ type: "ack", seq: this.last });
  }

  /** Makes every waiting call check again. */
  check() {
    for (const check of [...this.waiting]) check();
  }

  #summary() {
    return JSON.stringify(this.frames.slice(-6)).slice(0, 600);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
