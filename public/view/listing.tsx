// The body of a list that is searched and paged: its rows, its words when empty or failed, and its
// button for more.

import type { VNode } from "preact";
import type { Directory } from "../app/directory.ts";
import type { Pages } from "../model/pages.ts";
import { words } from "../words/words.ts";
import { Button } from "./ui/button.tsx";

interface Props<Item> {
  directory: Directory<Item>;
  pages: Pages<Item>;
  label: string;
  /** The words when nothing is found. */
  none: (query: string) => string;
  /** The row of an item, with a key. */
  row: (item: Item) => VNode;
}

export function Listing<Item>({ directory, pages, label, none, row }: Props<Item>) {
  const { items, phase, next, query } = pages;
  return (
    <div>
      <ul class="listing" aria-label={label} aria-busy={phase === "loading"}>
        {items.map(row)}
      </ul>
      <p class="listing-status" role="status">
        {statusOf(pages, none)}
      </p>
      <div class="listing-foot">
        {next !== null && phase !== "failed" && (
          <Button class="button button-quiet" onClick={() => directory.more()}>
            {words.listing.more}
          </Button>
        )}
        {phase === "failed" && (
          <Button onClick={() => directory.search(query ?? "")}>{words.listing.again}</Button>
        )}
      </div>
    </div>
  );
}

function statusOf<Item>({ items, phase, query, error }: Pages<Item>, none: Props<Item>["none"]) {
  if (phase === "failed") return error ?? "";
  if (items.length > 0 || phase === "idle") return "";
  return phase === "loading" ? words.listing.searching : none(query ?? "");
}
