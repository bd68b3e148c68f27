// A forwarded message: whose it is, and that it mentions nobody.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forwarded, shownTitle } from "../../public/model/forward.ts";
import { namesIn } from "../../public/model/markup/names.ts";
import { plain } from "../../public/model/markup/plain.ts";
import { forward } from "../../public/words/en/acts.ts";

const group = (visibility, title = "Owls") => ({ kind: "group", visibility, title });
const copy = (body, about) => forwarded({ handle: "ben", body, about }, forward.head);

test("a copy says whose it is, and names only a group that everybody may find", () => {
  assert.equal(copy("tea?", group("public")), "> Forwarded from **ben** in Owls\n> tea?");
  assert.equal(copy("tea?", group("private")), "> Forwarded from **ben**\n> tea?");
  assert.equal(copy("tea?", null), "> Forwarded from **ben**\n> tea?");
  assert.equal(shownTitle({ ...group("public"), kind: "direct" }), null);
});

test("a copy mentions nobody, whatever the message and the title say", () => {
  const text = copy("@everyone\n\n- @anna\n> @zoe", group("public", "@here"));
  assert.deepEqual(namesIn(text), { handles: [], everyone: false, here: false });
  assert.equal(plain(text), "Forwarded from ben in @here\n@everyone\n• @anna\n@zoe");
});

test("code stays code in a copy", () => {
  const text = copy("see\n```js\nlet a = 1;\n```\nthere", group("private"));
  assert.equal(plain(text), "Forwarded from ben\nsee\nlet a = 1;\nthere");
});
