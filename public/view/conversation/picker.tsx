// The dialog with all emoji: by group, by word, and those used lately. Their names are loaded when
// it opens first.

import { useEffect, useState } from "preact/hooks";
import { found, TONES, toned } from "../../model/emojinames.ts";
import type { EmojiGroup, NamedEmoji } from "../../model/emojinames.ts";
import { recent } from "../../model/frequent.ts";
import { loadEmoji, words } from "../../words/words.ts";
import type { App } from "../app.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SearchBox } from "../ui/field.tsx";
import { openDialog } from "../ui/layers.tsx";
import { useApp, useSelect } from "../use.ts";
import { EmojiGrid } from "./emojigrid.tsx";

/** The most that a search shows. */
const MOST = 120;

/** `chosen` gets the emoji. */
export const openPicker = (app: App, chosen: (emoji: string) => void) =>
  openDialog(app, (close) => <Picker chosen={chosen} close={close} />);

interface Props {
  chosen: (emoji: string) => void;
  close: () => void;
}

function Picker({ chosen, close }: Props) {
  const app = useApp();
  const { groups, isFailed, load } = useEmoji();
  const [query, search] = useState("");
  const uses = useSelect((state) => state.uses);
  const tone = useSelect((state) => state.tone);
  const [place, turn] = useState(() => (recent(uses).length > 0 ? -1 : 0));
  const list = () => {
    if (groups === null) return [];
    if (query !== "") return found(groups, query, MOST);
    return place < 0 ? named(groups, recent(uses)) : (groups[place]?.emoji ?? []);
  };
  const shown = list();
  const choose = (emoji: string) => {
    close();
    chosen(emoji);
  };
  return (
    <Dialog title={words.picker.title} close={close}>
      <div class="picker">
        <SearchBox label={words.picker.search} typed={search} />
        {groups !== null && (
          <div class="picker-tabs" role="group" aria-label={words.picker.groups}>
            {[words.picker.recent, ...groups.map(({ name }) => name)].map((name, nth) => (
              <button
                key={name}
                type="button"
                class="picker-tab"
                aria-label={name}
                title={name}
                aria-pressed={query === "" && place === nth - 1}
                onClick={() => turn(nth - 1)}
              >
                {nth === 0 ? "🕘" : groups[nth - 1]?.emoji[0]?.emoji}
              </button>
            ))}
          </div>
        )}
        {isFailed && (
          <p class="dialog-text" role="alert">
            {words.picker.failed} <Button onClick={load}>{words.picker.again}</Button>
          </p>
        )}
        <p class="picker-none" role="status">
          {groups === null && !isFailed && words.picker.loading}
          {groups !== null && query !== "" && shown.length === 0 && words.picker.none}
        </p>
        <EmojiGrid
          list={shown.map((one) => ({ ...one, emoji: toned(one, tone) }))}
          choose={choose}
        />
        <div class="picker-foot">
          <select
            class="select"
            aria-label={words.picker.tone}
            value={TONES.indexOf(tone)}
            onChange={({ currentTarget: { value } }) =>
              app.habits.choose(TONES[Number(value)] ?? TONES[0])
            }
          >
            {words.picker.tones.map((name, nth) => (
              <option key={name} value={nth}>
                {`✋${TONES[nth] ?? ""} ${name}`}
              </option>
            ))}
          </select>
          <button type="button" class="button" onClick={close}>
            {words.picker.close}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** The names of all emoji, once they are here. */
function useEmoji() {
  const [groups, show] = useState<readonly EmojiGroup[] | null>(null);
  const [isFailed, fail] = useState(false);
  const load = () => {
    fail(false);
    loadEmoji().then(show, () => fail(true));
  };
  useEffect(load, []);
  return { groups, isFailed, load };
}

/** Emoji that were used, with their names. They keep their tone. */
function named(groups: readonly EmojiGroup[], emoji: readonly string[]): NamedEmoji[] {
  const all = new Map(groups.flatMap((group) => group.emoji).map((one) => [one.emoji, one.name]));
  const plain = (one: string) =>
    TONES.slice(1).reduce((text, tone) => text.replaceAll(tone, ""), one);
  return emoji.map((one) => {
    const name = all.get(one) ?? all.get(plain(one)) ?? one;
    return { emoji: one, name, short: [], words: [], hasTones: false };
  });
}
