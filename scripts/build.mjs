// `npm run build`, and what wrangler runs before `dev` and `deploy`: src/**.rs → build/index.js + build/index_bg.wasm.
//
// The profile: what is deployed is optimised for size and speed (`release`), what is tried out and tested is the same code
// compiled in a fraction of the time (`edge-dev`, see Cargo.toml). Override with PROFILE=release or PROFILE=edge-dev.
import { inputs, isFresh, remember } from "./lib/fresh.mjs";
import { optimise } from "./lib/optimise.mjs";
import { ensurePackages, withOwnNode } from "./lib/packages.mjs";
import { run } from "./lib/run.mjs";
import { ensureRust } from "./lib/rust.mjs";
import { giveUp, say, step } from "./lib/say.mjs";
import { ensureTools } from "./lib/tools.mjs";

// wrangler tells its custom build which command it runs for.
const forRelease = process.env.WRANGLER_COMMAND && process.env.WRANGLER_COMMAND !== "dev";
const profile = process.env.PROFILE ?? (forRelease ? "release" : "edge-dev");
const digest = inputs(profile);

if (isFresh(digest)) {
  say(`the ${profile} build is up to date`);
} else {
  await ensurePackages();
  await ensureRust();
  const { builder, env } = await ensureTools();
  const flags = profile === "release" ? ["--release"] : ["--profile", profile];
  const { code } = await step(`building the Worker (${profile})`, "1–2 min the first time, then 5–20 s", () =>
    run(builder, flags, { env: { ...env, ...withOwnNode() } }),
  );
  if (code !== 0) giveUp("The Worker did not compile; what the compiler said is above.");
  if (profile === "release") await step("making it smaller", "half a minute", () => optimise("build/index_bg.wasm"));
  remember(digest);
}
