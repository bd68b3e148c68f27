// Names that could be taken for somebody else's.
import assert from "node:assert/strict";
import test from "node:test";
import { isLookAlike, skeleton } from "../../public/model/lookalike.ts";
import { learnt } from "../../public/model/profiles.ts";

const profile = (handle, name) => ({ user: `u${handle}`, handle, at: 1, ...(name && { name }) });
const member = (handle) => ({ user: `u${handle}`, handle, role: "member", read: 0 });

test("names that the eye takes for one have one skeleton", () => {
  for (const [one, other] of [
    ["Olga", "0lga"],
    ["Anna", "Аnnа"],
    ["Zoë", "zoe"],
    ["Anna B.", "anna  b"],
    ["Lisa", "1isa"],
    ["STRAẞE", "strasse"],
    ["Ａｎｎａ", "anna"],
  ])
    assert.equal(skeleton(one), skeleton(other), `${one} and ${other}`);
  for (const [one, other] of [
    ["Anna", "Anne"],
    ["李小龍", "李小龙"],
    ["हिन्दी", "हन्द"],
  ])
    assert.notEqual(skeleton(one), skeleton(other), `${one} and ${other}`);
});

test("two people who look alike are both marked, and nobody else", () => {
  const profiles = learnt({}, [profile("anna", "Anna B"), profile("eve", "Аnna B"), profile("bo")]);
  const marked = ["anna", "eve", "bo", "cleo"].filter((one) => isLookAlike(profiles, {}, one));
  assert.deepEqual(marked, ["anna", "eve"]);
});

test("a name that looks like another member's handle is marked, and so is the handle", () => {
  const members = { ua: member("olga"), ub: member("ben") };
  const profiles = learnt({}, [profile("eve", "0lga")]);
  const marked = ["olga", "ben", "eve"].filter((one) => isLookAlike(profiles, members, one));
  assert.deepEqual(marked, ["olga", "eve"]);
  assert.equal(isLookAlike(learnt({}, [profile("ben", "Ben")]), members, "ben"), false);
});
