// What a word in the composer can become, and in which order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenAt } from "../../public/model/completion.ts";
import { emojiCalled, found } from "../../public/model/emojinames.ts";
import { namesIn } from "../../public/model/markup/names.ts";
import { suggestionsFor, tellsMany } from "../../public/model/suggestions.ts";
import { emojiGroups } from "../../public/words/en/emoji.ts";
import { emptyTimeline } from "../../public/model/timeline.ts";

const token = (text) => {
  const found = tokenAt(text, text.length);
  return found && `${found.kind} ${found.from} ${found.query}${found.closed ? ":" : ""}`;
};

test("a handle begins after a sign that no word, address or code has", () => {
  const samples = {
    "@": "mention 0 ",
    "@Be": "mention 0 be",
    "hey @ben.b": "mention 4 ben.b",
    "(@b": "mention 1 b",
    "line\n@b": "mention 5 b",
    "mail@b": null,
    "x@": null,
    "@@b": null,
    "/@b": null,
    "é@b": null,
    "@ben ": null,
    "`@b": null,
    "`a` @b": "mention 4 b",
    "```\n@b": null,
    "```\na\n```\n@b": "mention 10 b",
  };
  for (const [text, expected] of Object.entries(samples)) assert.equal(token(text), expected, text);
});

test("an emoji's name begins after a blank, and has two letters", () => {
  const samples = {
    ":sm": "emoji 0 sm",
    "well :smile_cat": "emoji 5 smile_cat",
    ":smile:": "emoji 0 smile:",
    ":+1:": "emoji 0 +1:",
    ":s": null,
    ":D": null,
    ":-)": null,
    "10:30": null,
    "http://a": null,
    "a:smile": null,
    ":smile: ": null,
    "`:sm": null,
  };
  for (const [text, expected] of Object.entries(samples)) assert.equal(token(text), expected, text);
});

test("only what is before the caret counts", () => {
  assert.equal(tokenAt("@ben and @zoe", 4).query, "ben");
  assert.equal(tokenAt("@ben", 0), null);
});

const member = (user, handle, role = "member") => ({ user, handle, role, read: 0 });
const said = (seq, author) => ({ kind: "message", seq, author, handle: author, at: 1, body: "x" });

function group({ role = "member", count, here = {}, authors = [], handles }) {
  const members = Object.fromEntries(handles.map((handle) => [handle, member(handle, handle)]));
  const items = authors.map((author, nth) => said(nth + 1, author));
  return {
    ...emptyTimeline("g1"),
    about: { id: "g1", kind: "group" },
    you: member("me", "me", role),
    members: { ...members, me: member("me", "me", role) },
    count: count ?? handles.length + 1,
    here,
    ranges: items.length ? [{ from: 1, to: items.length, items }] : [],
  };
}

const order = (held, query) => suggestionsFor(held, query, 8).map(({ handle }) => handle);

test("who spoke last comes first, then who is here, then the others by handle", () => {
  const held = group({
    handles: ["anna", "ben", "carl", "dora", "emil"],
    authors: ["dora", "me", "ben", "me"],
    here: { emil: { handle: "emil", focused: false } },
  });
  assert.deepEqual(order(held, ""), ["ben", "dora", "emil", "anna", "carl", "here", "everyone"]);
});

test("the beginning of a handle beats the beginning of a later part, and I am not offered", () => {
  const held = group({ handles: ["x.anna", "anna", "me-too"], authors: ["x.anna"] });
  assert.deepEqual(order(held, "an"), ["anna", "x.anna"]);
  assert.deepEqual(order(held, "me"), ["me-too"]);
  assert.deepEqual(order(held, "nn"), []);
});

test("everyone is offered to those who may name them all, and only in a group", () => {
  const handles = ["anna"];
  assert.deepEqual(order(group({ handles, count: 20 }), "eve"), ["everyone"]);
  assert.deepEqual(order(group({ handles, count: 21 }), "eve"), []);
  assert.deepEqual(order(group({ handles, count: 21, role: "admin" }), "he"), ["here"]);
  const direct = { ...group({ handles }), about: { id: "d", kind: "direct" } };
  assert.deepEqual(order(direct, ""), ["anna"]);
});

test("a message that tells more than 20 people is asked about", () => {
  const ask = (more, body) =>
    tellsMany(group({ handles: [], role: "admin", ...more }), namesIn(body));
  assert.equal(ask({ count: 21 }, "@everyone"), null);
  assert.equal(ask({ count: 22 }, "hello @everyone!"), 21);
  assert.equal(ask({ count: 22, role: "member" }, "@everyone"), null);
  assert.equal(ask({ count: 22 }, "`@everyone`"), null);
  assert.equal(ask({ count: 22 }, "> @everyone"), null);
  assert.equal(ask({ count: 22 }, "- @Everyone"), 21);
  assert.equal(ask({ count: 500, here: { a: {}, me: {} } }, "@here"), null);
  assert.equal(ask({ count: 500 }, "@here"), "unknown");
});

test("the emoji of a short name is the one that everybody means", () => {
  const samples = {
    smile: "😄",
    heart: "❤️",
    tada: "🎉",
    heart_eyes: "😍",
    "+1": "👍",
    "-1": "👎",
  };
  for (const [name, emoji] of Object.entries(samples))
    assert.equal(emojiCalled(emojiGroups, name)?.emoji, emoji, name);
  assert.equal(emojiCalled(emojiGroups, "Smiling_Face_with_heart-eyes")?.emoji, "😍");
  assert.equal(emojiCalled(emojiGroups, "smil"), null);
  const list = found(emojiGroups, "heart_ey", 8).map(({ emoji }) => emoji);
  assert.equal(list[0], "😍");
});
