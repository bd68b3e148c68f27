// What a person does to conversations over HTTP: open, create, join, leave, admit, rename. Each
// action resolves with an answer or throws a Refusal.

import { learn } from "./profiles.ts";
import { currentId, conversationIn } from "./state.ts";
import type { Going } from "../model/route.ts";
import type { Api } from "../net/api.ts";
import type { Member, MemberSet, NewGroup, NewName, Person, Role } from "../wire.ts";
import type { Timeline } from "../model/timeline.ts";
import type { Conversations } from "./conversations.ts";
import type { Store } from "./store.ts";

interface Deps {
  readonly store: Store;
  readonly api: Api;
  readonly conversations: Conversations;
  go(route: Going): void;
}

export class Actions {
  #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async openDirect(user: string): Promise<void> {
    const { conversation } = await this.#deps.api.direct(user);
    this.#show(conversation.id);
  }

  /** `client_id` names the attempt, so a second click does not create a second group. */
  async createGroup(group: NewGroup): Promise<void> {
    const { conversation } = await this.#deps.api.createGroup(group);
    this.#show(conversation.id);
  }

  async join(id: string): Promise<void> {
    await this.#deps.api.join(id);
    // The inbox may have opened the conversation already.
    if (conversationIn(this.#deps.store.state, id).gone) this.#deps.conversations.close(id);
    this.#show(id);
  }

  async leave(id: string): Promise<void> {
    await this.#deps.api.leave(id);
    this.#deps.conversations.gone(id, "left");
    this.#deps.go({ place: "home" });
  }

  async rename(id: string, change: NewName): Promise<void> {
    const { conversation } = await this.#deps.api.rename(id, change);
    const held = conversationIn(this.#deps.store.state, id);
    if (held.about) this.#deps.store.put("conversations", id, { ...held, about: conversation });
  }

  admit(id: string, person: Pick<Person, "id">): Promise<MemberSet> {
    return this.#deps.api.setMember(id, person.id);
  }

  async setRole(id: string, member: Pick<Member, "user">, role: Role): Promise<void> {
    await this.#deps.api.setMember(id, member.user, role);
  }

  async remove(id: string, member: Pick<Member, "user">): Promise<void> {
    await this.#deps.api.removeMember(id, member.user);
  }

  /** Sets the person's display name; empty: they are shown by their handle. */
  async setName(name: string): Promise<void> {
    const { profile } = await this.#deps.api.setName(name);
    learn(this.#deps.store, profile && [profile]);
  }

  /**
   * Loads more members of a conversation, beyond those of its welcome. A new welcome discards
   * them.
   */
  async moreMembers(id: string): Promise<void> {
    const { paged: after } = conversationIn(this.#deps.store.state, id);
    const page = await this.#deps.api.members(id, after);
    const { members, next: paged = null } = page;
    learn(this.#deps.store, page.profiles);
    const held = conversationIn(this.#deps.store.state, id);
    // A new welcome arrived meanwhile, so this page does not continue its list.
    if (held.paged !== after) return;
    this.#deps.store.put("conversations", id, { ...withMembers(held, members), paged });
  }

  /** Loads the members whose handles begin so. Nothing to do where all are known. */
  async findMembers(id: string, start: string): Promise<void> {
    const { members: known, count } = conversationIn(this.#deps.store.state, id);
    if (start === "" || Object.keys(known).length >= count) return;
    const { members } = await this.#deps.api.members(id, justBefore(start));
    const found = members.filter(({ handle }) => handle.startsWith(start));
    const held = conversationIn(this.#deps.store.state, id);
    if (found.length > 0 && !held.gone)
      this.#deps.store.put("conversations", id, withMembers(held, found));
  }

  /**
   * Opens the conversation even if the address does not change: the person may be a member since
   * then.
   */
  #show(id: string): void {
    this.#deps.go({ place: "conversation", id });
    if (currentId(this.#deps.store.state) === id) this.#deps.conversations.enter(id);
  }
}

/** Those that the page knows already are fresher. */
function withMembers(held: Timeline, members: readonly Member[]): Timeline {
  const more = members.filter((one) => !held.members[one.user]).map((one) => [one.user, one]);
  return { ...held, members: { ...held.members, ...Object.fromEntries(more) } };
}

/** A text after all handles that come before those that begin with `start`. */
const justBefore = (start: string): string =>
  `${start.slice(0, -1)}${String.fromCharCode(start.charCodeAt(start.length - 1) - 1)}~`;
