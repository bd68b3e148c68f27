// A person who posts through crashes as a good client does: reconnects with `since`, and posts
// again what was not echoed.
import { newId } from "./people.mjs";

/** The longest talk, in ms. */
const TALK_MS = 240_000;

export class Talker {
  /** The events received, in order, across all reconnections. */
  log = [];
  /** client_id → the event, once it was echoed. */
  acknowledged = new Map();
  /** client_id → body, until then. */
  pending = new Map();
  connections = 0;
  done = false;

  constructor(person, conversation) {
    Object.assign(this, { person, conversation });
  }

  /** Stays connected until `done`, and then until nothing is pending. */
  async stay() {
    while (!this.done || this.pending.size > 0) {
      const line = await this.#connect();
      if (!line) continue;
      this.connections += 1;
      this.line = line;
      for (const [client_id, body] of this.pending) line.say({ type: "post", client_id, body });
      await this.#listen(line);
    }
    this.line?.close();
  }

  /** Closes the socket as soon as nothing is pending. */
  finish() {
    this.done = true;
    this.line?.check();
  }

  say(body) {
    const client_id = newId();
    this.pending.set(client_id, body);
    if (this.line?.socket.readyState === 1) this.line.say({ type: "post", client_id, body });
    return client_id;
  }

  async #connect() {
    const since = this.log.length ? `?since=${this.log.at(-1).seq}` : "?since=0";
    try {
      return await this.person.open(this.conversation, since);
    } catch {
      // The server is down and will come back.
      return new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Takes frames until the connection ends or nothing is left to wait for. */
  #listen(line) {
    let taken = 0;
    const take = () => {
      for (const event of line.events.slice(taken)) this.#heard(event);
      taken = line.events.length;
      for (const { event } of line.frames.filter(({ type }) => type === "posted"))
        this.#echoed(event);
      return this.done && this.pending.size === 0;
    };
    // This rejects when the connection ends. Earlier frames have been taken by then.
    return line.until(take, "the end", TALK_MS).catch(take);
  }

  #heard(event) {
    const before = this.log.at(-1);
    if (event.seq !== (before?.seq ?? 0) + 1)
      throw new Error(`a gap or a repeat: ${event.seq} after ${before?.seq}`);
    this.log.push(event);
    if (event.author === this.person.id && event.client_id) this.#echoed(event);
  }

  #echoed(event) {
    this.acknowledged.set(event.client_id, event);
    this.pending.delete(event.client_id);
  }
}
