// `npm run setup`: everything that building needs and a fresh machine lacks. `start`, `test` and `build` do the same when
// they must; this is for doing it ahead of time.
import { ensurePackages } from "./lib/packages.mjs";
import { ensureRust } from "./lib/rust.mjs";
import { say, sinceStart } from "./lib/say.mjs";
import { ensureTools } from "./lib/tools.mjs";

await ensurePackages();
await ensureRust();
await ensureTools();
say(`everything is in place (${sinceStart()})`);
