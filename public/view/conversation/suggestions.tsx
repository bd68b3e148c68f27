// The list of what a word in the composer can become, above it.

import { words } from "../../words/words.ts";
import { Avatar } from "../ui/avatar.tsx";
import type { Completing, Option } from "./completing.ts";

/** The id of the list, and of its nth option. */
const LIST = "suggestions";
const idOf = (nth: number) => `suggestion-${nth}`;

/** What the box says of its list. */
export const listedBy = ({ options, active }: Completing) => ({
  "aria-autocomplete": "list" as const,
  ...(options.length > 0 && {
    "aria-controls": LIST,
    "aria-activedescendant": idOf(active),
  }),
});

export function Suggestions({ completing }: { completing: Completing }) {
  const { options, active, choose, point } = completing;
  return (
    <>
      <p class="unseen" role="status">
        {options.length > 0 && words.completion.count(options.length)}
      </p>
      {options.length > 0 && (
        // The focus stays in the box.
        <ul
          id={LIST}
          class="suggestions"
          role="listbox"
          aria-label={words.completion.label}
          onMouseDown={(event) => event.preventDefault()}
        >
          {options.map((option, nth) => (
            <li
              key={keyOf(option)}
              id={idOf(nth)}
              class="suggestion"
              role="option"
              aria-selected={nth === active}
              onMouseMove={() => nth !== active && point(nth)}
              onClick={() => choose(option)}
            >
              <OptionWords option={option} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const keyOf = (option: Option) => (option.kind === "emoji" ? option.emoji.emoji : option.handle);

function OptionWords({ option }: { option: Option }) {
  switch (option.kind) {
    case "emoji":
      return (
        <>
          <span class="suggestion-sign">{option.emoji.emoji}</span>
          <span class="suggestion-name">{option.emoji.name}</span>
          <span class="suggestion-note">{words.completion.short(option.emoji.short)}</span>
        </>
      );
    case "member":
      return (
        <>
          <Avatar id={option.handle} name={option.handle} size="s" />
          <span class="suggestion-name">{option.handle}</span>
          {option.here && <span class="suggestion-note">{words.completion.isHere}</span>}
        </>
      );
    default:
      return (
        <>
          <span class="suggestion-sign suggestion-all">@</span>
          <span class="suggestion-name">{option.handle}</span>
          <span class="suggestion-note">{words.completion[option.kind](option.count)}</span>
        </>
      );
  }
}
