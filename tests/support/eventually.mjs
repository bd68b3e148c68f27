// Waits with node's own `waitFor` for what becomes true a little after its cause. That one awaits
// assertions; this one awaits the answer to a question, which most of what is asked here is.
import assert from "node:assert/strict";
import { getTestContext } from "node:test";

const HOW = { timeout: 15_000, interval: 20 };

/** Resolves with the first truthy answer, within the test that calls it. */
export const eventually = (ask) =>
  getTestContext().waitFor(async () => {
    const answer = await ask();
    assert.ok(answer, `not true yet: ${ask}`);
    return answer;
  }, HOW);
