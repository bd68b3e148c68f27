// `npm run setup`: installs everything that the build needs and a fresh machine lacks. `start`,
// `test` and `build` do the same when needed. This script does it ahead of time.
import { ensureBindgen } from "./lib/bindgen.mjs";
import { ensurePackages } from "./lib/packages.mjs";
import { ensureRust } from "./lib/rust.mjs";
import { say, sinceStart } from "./lib/say.mjs";

await ensureRust();
await Promise.all([ensurePackages(), ensureBindgen()]);
say(`everything is in place (${sinceStart()})`);
