// Which conversations are open, which one is in view, and what is done in them. Connections are
// made by `connect`.

import { KEPT, KEPT_ON_FALLBACK, visited } from "../model/recent.js";
import { entered, left } from "../model/timeline.js";
import { removed } from "../model/inbox.js";
import { newer, older, openAt } from "./history.js";
import { Room } from "./room.js";
import { currentId, roomIn } from "./state.js";

export class Rooms {
  #deps; #open = new Map(); #recent = [];

  /**
   * deps: store, posts, clock, api, connect(id, cursor) → Connection, attention(id),
   * complain(refusal), signedOut()
   */
  constructor(deps) {
    this.#deps = deps;
  }

  /** The person turns to a conversation (or, with null, to none). */
  enter(id) {
    const { store } = this.#deps;
    const others = [...this.#open.values()].filter((room) => room.id !== id);
    for (const room of others) if (room.timeline.entered) room.change(left(room.timeline));
    if (id !== null) {
      this.open(id);
      const room = this.#open.get(id);
      if (!room.timeline.entered) room.change(entered(room.timeline));
    }
    store.change({ details: false });
    this.look();
  }

  open(id) {
    const { kept, dropped } = visited(this.#recent, id, this.#most);
    this.#recent = [...kept, ...dropped];
    dropped.forEach((other) => this.#spare(other));
    if (this.#open.has(id)) return;
    let room;
    const connection = this.#deps.connect(id, () => room.cursor());
    room = new Room(id, { ...this.#deps, connection });
    this.#open.set(id, room);
    connection.addEventListener("ended", ({ detail }) => (detail === "gone" ? this.gone(id) : this.#deps.signedOut()));
    this.#deps.store.put("rooms", id, roomIn(this.#deps.store.state, id));
    connection.start();
  }

  close(id) {
    this.#open.get(id)?.close();
    this.#open.delete(id);
    this.#recent = this.#recent.filter((other) => other !== id);
    this.#deps.store.drop("rooms", id);
    this.#deps.store.drop("links", id);
  }

  closeAll() {
    [...this.#open.keys()].forEach((id) => this.close(id));
  }

  /** Not a member any more, or never was. What is in view stays as a closed door. */
  gone(id) {
    const { store, posts } = this.#deps;
    posts.failAll(id, "You are not in this conversation any more.");
    store.change({ inbox: removed(store.state.inbox, id) });
    if (!this.#open.has(id) && currentId(store.state) !== id) return;
    this.close(id);
    if (currentId(store.state) === id) store.put("rooms", id, { ...roomIn(store.state, id), gone: true });
  }

  /** Let in again while standing before the closed door. */
  again(id) {
    this.close(id);
    if (currentId(this.#deps.store.state) === id) this.enter(id);
  }

  /** On another way than the socket fewer stay open. */
  thin() {
    this.#recent.slice(this.#most).forEach((id) => this.#spare(id));
  }

  /** Closes one that is not needed, unless something written there is still on its way. */
  #spare(id) {
    if (!this.#deps.posts.busy(id)) this.close(id);
  }

  get #most() {
    return this.#deps.store.state.way === "socket" ? KEPT : KEPT_ON_FALLBACK;
  }

  tell(id, frame) {
    const room = this.#open.get(id);
    return Boolean(room?.timeline.live) && room.connection.send(frame);
  }

  look() {
    for (const room of this.#open.values()) room.look();
  }

  typing(id) {
    this.#open.get(id)?.typing();
  }

  typed(id) {
    this.#open.get(id)?.typed();
  }

  hurry() {
    for (const room of this.#open.values()) room.connection.hurry();
  }

  /** More of what is in view; see history.js. */
  older(id) {
    return older(this.#open.get(id), this.#deps.api);
  }

  newer(id) {
    return newer(this.#open.get(id), this.#deps.api);
  }

  /** The person turns to what was said at `seq`. */
  openAt(id, seq) {
    this.open(id);
    return openAt(this.#open.get(id), seq, this.#deps.api);
  }

  /** Back to the end, where what is new arrives. */
  latest(id) {
    this.#open.get(id)?.change({ ...roomIn(this.#deps.store.state, id), at: null });
  }
}
