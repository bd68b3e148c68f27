// One message on the screen. Its body becomes text and links, never markup.

import { h, say, set } from "./dom.ts";
import { avatar } from "./avatar.ts";
import { fullWords, timeWords } from "./words.ts";
import { partsOf } from "../model/links.ts";

const STATES = { sending: "Sending …", failed: "Not sent", sent: "" };

/** `act(what, client_id)`: retry or discard. */
export function messageRow(row, act) {
  const name = h("span", { class: "message-name" }, row.mine ? "You" : row.handle);
  const time = h("time", { class: "message-time" });
  const head = h("p", { class: "message-head" }, name, " ", time);
  const body = h(
    "p",
    { class: "message-body", dir: "auto", data: { part: "body" } },
    bodyOf(row.body),
  );
  const state = h("span", { class: "message-state" });
  const retry = h("button", { type: "button", class: "link-button" }, "Retry");
  const discard = h("button", { type: "button", class: "link-button" }, "Discard");
  const foot = h("p", { class: "message-foot", hidden: true }, state, " ", retry, " ", discard);
  const face = row.mine
    ? null
    : h(
        "span",
        { class: "message-face" },
        avatar({ id: row.handle, name: row.handle, size: "s" }).el,
      );
  const el = h(
    "article",
    { class: "message", data: { mine: row.mine, author: row.author } },
    face,
    h("div", { class: "message-main" }, head, h("div", { class: "bubble" }, body), foot),
  );
  return {
    el,
    update(now) {
      const said =
        now.state === "failed" ? `Not sent: ${now.refusal?.message ?? ""}` : STATES[now.state];
      set(el, "data-state", now.state);
      set(el, "data-seq", now.seq);
      set(el, "data-first", now.first);
      set(el, "data-direct", now.direct);
      set(time, "datetime", new Date(now.at).toISOString());
      set(el, "title", fullWords(now.at));
      say(time, timeWords(now.at));
      say(state, said);
      foot.hidden = said === "";
      retry.hidden = discard.hidden = now.state !== "failed";
      retry.onclick = () => act("retry", now.client_id);
      discard.onclick = () => act("discard", now.client_id);
    },
  };
}

function bodyOf(body) {
  return partsOf(body).map(({ text, href }) =>
    href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, text) : text,
  );
}
