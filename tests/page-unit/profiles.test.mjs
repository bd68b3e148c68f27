// How people are shown, in whatever order their profiles come.
import assert from "node:assert/strict";
import test from "node:test";
import { inSentence, isNamed, learnt, nameOf } from "../../public/model/profiles.ts";

const profile = (handle, at, name) => ({ user: `u${handle}`, handle, at, ...(name && { name }) });

test("the later profile counts, whatever comes first", () => {
  const all = [profile("anna", 1, "Anna"), profile("anna", 3), profile("anna", 2, "Änne")];
  for (const order of [all, [...all].reverse(), [all[1], all[0], all[2]]]) {
    assert.equal(nameOf(learnt({}, order), "anna"), "anna", "she took the name away at last");
    const oneByOne = order.reduce((known, one) => learnt(known, [one]), {});
    assert.deepEqual(oneByOne, learnt({}, order));
  }
  assert.equal(nameOf(learnt({}, all.slice(0, 1)), "anna"), "Anna");
});

test("what is no news keeps the same object, so that nothing is drawn again", () => {
  const known = learnt({}, [profile("anna", 2, "Änne")]);
  assert.equal(learnt(known, [profile("anna", 1, "Anna"), profile("anna", 2, "Änne")]), known);
  assert.equal(learnt(known, undefined), known);
});

test("people without a profile are shown by their handles, odd ones too", () => {
  for (const handle of ["anna", "constructor", "__proto__", "tostring"]) {
    assert.equal(nameOf({}, handle), handle);
    assert.equal(isNamed({}, handle), false);
  }
  const known = learnt({}, [profile("constructor", 1, "Con")]);
  assert.deepEqual([nameOf(known, "constructor"), isNamed(known, "constructor")], ["Con", true]);
});

test("a name that is read from right to left is kept within itself in a sentence", () => {
  assert.equal(inSentence("Änne"), "Änne");
  assert.equal(inSentence("محمد"), "\u2068محمد\u2069");
  assert.equal(inSentence("Dr. אברהם"), "\u2068Dr. אברהם\u2069");
});
