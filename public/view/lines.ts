// The quiet rows of a timeline: a new day, the "new" line, and notices.

import { h, say } from "./dom.ts";
import { dayWords, fullWords } from "./words.ts";
import { noticeWords } from "../words/en/notices.ts";

export function dayRow() {
  const words = h("span");
  return {
    el: h("div", { class: "day", role: "separator" }, words),
    update: ({ at, now }) => say(words, dayWords(at, now)),
  };
}

export function lineRow() {
  return {
    el: h(
      "div",
      { class: "new-line", role: "separator", "aria-label": "New from here" },
      h("span", {}, "New"),
    ),
  };
}

export function noticeRow({ at, seq }) {
  const el = h("p", { class: "notice-row", title: fullWords(at), data: { seq } });
  return { el, update: (row) => say(el, noticeWords(row)) };
}
