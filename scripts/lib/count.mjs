// Counts the tests that ran, from the output of each test runner.

const sum = (output, pattern) =>
  [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);

/** cargo prints one `test result: ok. 12 passed; 0 failed; …` line per test binary. */
export const ofCargo = (output) => ({
  passed: sum(output, /^test result: .*?(\d+) passed;/gm),
  failed: sum(output, /^test result: .*?(\d+) failed;/gm),
});

/** `node --test` ends with `ℹ pass 3`, `ℹ fail 0`, `ℹ cancelled 0` (or `# pass 3` in TAP). */
export const ofNode = (output) => ({
  passed: sum(output, /^[ℹ#] pass (\d+)/gm),
  failed: sum(output, /^[ℹ#] fail (\d+)/gm) + sum(output, /^[ℹ#] cancelled (\d+)/gm),
});

/** A check without tests of its own (a formatter, a linter) counts as one test. */
export const ofCheck = (_output, code) =>
  code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
