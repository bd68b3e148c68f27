// What no fault may change: everybody sees what is stored, once, in one order, and their own
// messages in the order of posting.
import assert from "node:assert/strict";

/**
 * `said`: [[guest, texts]], one for each person. Waits until all of it has arrived, then compares.
 */
export async function agree(...said) {
  const all = said.flatMap(([, texts]) => texts);
  for (const [guest] of said) await guest.sees(...all);
  const stored = await said[0][0].stored();
  const bodies = stored.map(({ body }) => body);
  for (const [guest, texts] of said) {
    const seen = await guest.messages();
    assert.deepEqual(
      seen.map(({ text }) => text),
      bodies,
      `${guest.handle} sees what is stored`,
    );
    assert.deepEqual(
      seen.map(({ seq }) => seq),
      stored.map(({ seq }) => seq),
    );
    assert.deepEqual(
      bodies.filter((body) => texts.includes(body)),
      texts,
      `${guest.handle}'s order, nothing lost, nothing doubled`,
    );
  }
  assert.equal(bodies.length, all.length, "nothing else is stored");
}
