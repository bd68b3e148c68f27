// What only the operating system can give: a C linker for compiling, a browser for the tests.
import { existsSync } from "node:fs";
import { ask, must } from "./run.mjs";
import { step } from "./say.mjs";

/** Debian or Ubuntu, and allowed to install: containers and most CI. Elsewhere, people are asked to. */
export const canInstall = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

export async function install(what, ...packages) {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await step(`installing ${what} (${packages.join(", ")})`, "10–90 s", async () => {
    await must("apt-get", ["update", "-q"], { env });
    await must("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], { env });
  });
}

/** Cargo links with `cc` what runs while it compiles; the native tests compile SQLite with it. */
export async function ensureCompiler() {
  if (ask("cc", "--version")) return;
  if (canInstall()) return install("a C compiler", "gcc", "libc6-dev");
  throw new Error(
    `To compile, a C compiler must be there: there is no \`cc\` on the PATH.\n` +
      `Debian, Ubuntu: sudo apt-get install build-essential\n` +
      `Fedora: sudo dnf install gcc     macOS: xcode-select --install`,
  );
}
