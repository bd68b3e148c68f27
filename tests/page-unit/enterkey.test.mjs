// What Enter does while a person writes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sends } from "../../public/model/enterkey.ts";

test("what Enter does is what the person has chosen", () => {
  const key = (more = {}) => ({
    key: "Enter",
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    ...more,
  });
  const cases = [
    [key(), [true, false, false]],
    [key({ ctrlKey: true }), [true, true, false]],
    [key({ metaKey: true }), [true, true, false]],
    [key({ shiftKey: true }), [false, false, false]],
    [key({ key: "a", ctrlKey: true }), [false, false, false]],
  ];
  for (const [pressed, expected] of cases)
    assert.deepEqual(
      ["send", "line", "touch"].map((how) => sends(pressed, how)),
      expected,
    );
});
