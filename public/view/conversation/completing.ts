// Completes what is written in a box: handles after `@`, emoji after `:`. The box keeps the focus;
// the arrow keys, Enter, Tab and Esc are the list's only while it is open.

import type { RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { conversationIn } from "../../app/state.ts";
import { tokenAt } from "../../model/completion.ts";
import type { Token } from "../../model/completion.ts";
import { emojiCalled, found, toned } from "../../model/emojinames.ts";
import type { EmojiGroup, NamedEmoji } from "../../model/emojinames.ts";
import { suggestionsFor } from "../../model/suggestions.ts";
import type { Suggestion } from "../../model/suggestions.ts";
import { loadEmoji } from "../../words/words.ts";
import type { App } from "../app.ts";
import { useApp, useRedraw } from "../use.ts";
import { useMembers } from "./findmembers.ts";
import { replace } from "./formatting.ts";

export type Option = Suggestion | { readonly kind: "emoji"; readonly emoji: NamedEmoji };

/** What is shown at once: so much that nothing scrolls. A row is 3 rem high at most. */
const MOST = 8;
const LEAST = 3;
const ROW = 48;
/** The part of the window that the list may take. The keyboard of a phone makes it smaller. */
const PART = 0.45;

const most = () => {
  const height = visualViewport?.height ?? innerHeight;
  return Math.max(LEAST, Math.min(MOST, Math.floor((height * PART) / ROW)));
};

const STEPS: ReadonlyMap<string, number> = new Map([
  ["ArrowDown", 1],
  ["ArrowUp", -1],
]);

/** What can be chosen now, and which of it the keys have reached. */
export interface Completing {
  readonly options: readonly Option[];
  readonly active: number;
  choose(option: Option): void;
  point(nth: number): void;
  /** The text or the caret has changed, or the box has lost the focus. */
  changed(): void;
  /** Takes a key. Returns false if the key is not for the list. */
  pressed(event: KeyboardEvent): boolean;
}

export function useCompleting(id: string, input: Deps["input"]): Completing {
  const app = useApp();
  const redraw = useRedraw();
  const [groups, setGroups] = useState<readonly EmojiGroup[] | null>(null);
  // The key after a letter may come before the next drawing, so handlers read what is here.
  const now = useRef<Now>({ groups, active: 0, key: "", closed: "" }).current;
  now.groups = groups;
  const list = useMemo(() => new List({ app, id, input, now, redraw }), [app, id]);
  const { token, options } = list.look();
  useMembers(app, id, token);
  const isEmoji = token?.kind === "emoji";
  useEffect(() => {
    // Without the names there is nothing to choose; the picker says why.
    if (isEmoji && !groups)
      loadEmoji().then(
        (all) => setGroups(all),
        () => {},
      );
  }, [isEmoji]);
  useEffect(() => list.close(), [groups]);
  return { options, active: list.active, ...list.handlers };
}

interface Now {
  groups: readonly EmojiGroup[] | null;
  active: number;
  /** The token for which `active` was moved, and the one that Esc has closed. */
  key: string;
  closed: string;
}

interface Deps {
  readonly app: App;
  readonly id: string;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly now: Now;
  redraw(): void;
}

class List {
  readonly handlers;
  #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.handlers = {
      choose: (option: Option) => this.#choose(option),
      point: (nth: number) => this.#point(nth),
      changed: () => this.#changed(),
      pressed: (event: KeyboardEvent) => this.#pressed(event),
    };
  }

  get active(): number {
    return this.#deps.now.active;
  }

  /** What is before the caret now, and what it can become. */
  look(): { token: Token | null; options: readonly Option[] } {
    const { input, now } = this.#deps;
    const box = input.current;
    const isHere = box && box === document.activeElement && box.selectionStart === box.selectionEnd;
    const token = isHere ? tokenAt(box.value, box.selectionStart) : null;
    if (!token) return { token: null, options: [] };
    if (now.closed !== "" && now.closed !== placeOf(token)) now.closed = "";
    const key = placeOf(token) + token.query;
    if (now.key !== key) [now.key, now.active] = [key, 0];
    const options = now.closed === "" ? this.#optionsFor(token) : [];
    return { token, options };
  }

  /** A second `:` chooses the emoji of that name. */
  close(): void {
    const { groups } = this.#deps.now;
    const { token } = this.look();
    if (!token?.closed || !groups) return;
    const emoji = emojiCalled(groups, token.query);
    if (emoji) this.#put(token, { kind: "emoji", emoji }, "");
  }

  #optionsFor({ kind, query, closed }: Token): readonly Option[] {
    const { app, id, now } = this.#deps;
    if (kind === "mention") {
      const all = suggestionsFor(conversationIn(app.store.state, id), query, most());
      // What is written in full needs no list, and Enter sends it.
      return all.length === 1 && all[0]?.handle === query ? [] : all;
    }
    if (!now.groups || closed) return [];
    return found(now.groups, query, most()).map((emoji) => ({ kind: "emoji", emoji }));
  }

  #changed(): void {
    this.close();
    this.#deps.redraw();
  }

  #point(nth: number): void {
    this.#deps.now.active = nth;
    this.#deps.redraw();
  }

  #pressed(event: KeyboardEvent): boolean {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (shiftKey || ctrlKey || metaKey || altKey) return false;
    const { token, options } = this.look();
    const option = options[this.active];
    if (!token || !option) return false;
    const step = STEPS.get(key);
    if (step !== undefined) this.#point((this.active + step + options.length) % options.length);
    else if (key === "Enter" || key === "Tab") this.#put(token, option, " ");
    else if (key === "Escape") {
      this.#deps.now.closed = placeOf(token);
      this.#deps.redraw();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #choose(option: Option): void {
    this.#deps.input.current?.focus({ preventScroll: true });
    const { token } = this.look();
    if (token) this.#put(token, option, " ");
  }

  #put(token: Token, option: Option, after: string): void {
    const box = this.#deps.input.current;
    if (!box) return;
    const { habits, store } = this.#deps.app;
    const text =
      option.kind === "emoji" ? toned(option.emoji, store.state.tone) : `@${option.handle}`;
    if (option.kind === "emoji") habits.use(text);
    const end = box.selectionStart;
    const hasBlank = /^\s/.test(box.value.slice(end));
    replace(box, token.from, end, hasBlank ? text : text + after);
    this.#deps.redraw();
  }
}

const placeOf = ({ kind, from }: Token) => `${kind} ${from} `;
