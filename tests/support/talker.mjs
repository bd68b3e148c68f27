// Somebody who talks through crashes as a good client does: reconnects with `since`, and sends again what was not echoed.
import { newId } from "./people.mjs";

/** The longest talk. */
const TALK_MS = 240_000;

export class Talker {
  /** What was heard, in order, across all reconnections. */
  log = [];
  /** client_id → the event, as soon as it was echoed. */
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

  /** Hangs up as soon as nothing is pending. */
  finish() {
    this.done = true;
    this.line?.look();
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
      return new Promise((resolve) => setTimeout(resolve, 50)); // The server is down; it comes back.
    }
  }

  /** Takes in what comes until the connection ends or there is nothing left to wait for. */
  #listen(line) {
    let taken = 0;
    const take = () => {
      for (const event of line.events.slice(taken)) this.#heard(event);
      taken = line.events.length;
      for (const { event } of line.frames.filter(({ type }) => type === "posted")) this.#echoed(event);
      return this.done && this.pending.size === 0;
    };
    // Rejected when the connection ends: what came before that has been taken.
    return line.until(take, "the end", TALK_MS).catch(take);
  }

  #heard(event) {
    const before = this.log.at(-1);
    if (event.seq !== (before?.seq ?? 0) + 1) throw new Error(`a gap or a repeat: ${event.seq} after ${before?.seq}`);
    this.log.push(event);
    if (event.author === this.person.id && event.client_id) this.#echoed(event);
  }

  #echoed(event) {
    this.acknowledged.set(event.client_id, event);
    this.pending.delete(event.client_id);
  }
}
