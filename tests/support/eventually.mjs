// For what becomes true a little after its cause: checks again until it is true, and fails if it
// never is.
const PATIENCE_MS = 15_000;
const AGAIN_MS = 20;

/** Resolves with the first truthy answer. */
export async function eventually(ask) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`never came true: ${ask}`);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
