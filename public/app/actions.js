// What a person does to conversations over HTTP: open, create, join, leave, admit, rename. Each answers or throws a Refusal.

import { currentId, roomIn } from "./state.js";

export class Actions {
  #deps;

  /** deps: store, api, rooms, newId, go(route) */
  constructor(deps) {
    this.#deps = deps;
  }

  async openDirect(user) {
    const { conversation } = await this.#deps.api.direct(user);
    this.#show(conversation.id);
  }

  /** `client_id` names the attempt, so that pressing the button twice makes one group. */
  async createGroup(group) {
    const { conversation } = await this.#deps.api.createGroup(group);
    this.#show(conversation.id);
  }

  async join(id) {
    await this.#deps.api.join(id);
    // The inbox may have opened the door already.
    if (roomIn(this.#deps.store.state, id).gone) this.#deps.rooms.close(id);
    this.#show(id);
  }

  async leave(id) {
    await this.#deps.api.leave(id);
    this.#deps.rooms.gone(id);
    this.#deps.go({ place: "home", id: null });
  }

  async rename(id, change) {
    const { conversation } = await this.#deps.api.rename(id, change);
    const room = roomIn(this.#deps.store.state, id);
    if (room.about) this.#deps.store.put("rooms", id, { ...room, about: conversation });
  }

  admit(id, person) {
    return this.#deps.api.setMember(id, person.id);
  }

  async setRole(id, member, role) {
    await this.#deps.api.setMember(id, member.user, role);
  }

  async remove(id, member) {
    await this.#deps.api.removeMember(id, member.user);
  }

  /** The members known of a conversation: those of its welcome, and those paged since. A new welcome begins anew. */
  async moreMembers(id) {
    const { paged: after } = roomIn(this.#deps.store.state, id);
    const { members, next: paged = null } = await this.#deps.api.members(id, after);
    const room = roomIn(this.#deps.store.state, id);
    // A welcome came in between: what follows is not what it knows.
    if (room.paged !== after) return;
    const more = Object.fromEntries(members.filter((one) => !room.members[one.user]).map((one) => [one.user, one]));
    this.#deps.store.put("rooms", id, { ...room, paged, members: { ...room.members, ...more } });
  }

  /** Also when the address is that one already: the door has been opened. */
  #show(id) {
    this.#deps.go({ place: "conversation", id });
    if (currentId(this.#deps.store.state) === id) this.#deps.rooms.enter(id);
  }
}
