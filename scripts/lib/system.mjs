// What only the operating system can give: a C linker to compile with, and a browser for the tests.
import { existsSync } from "node:fs";
import { ask, must } from "./run.mjs";
import { step } from "./say.mjs";

/**
 * Whether this is Debian or Ubuntu with root rights, as in containers and most CI. Elsewhere, the
 * scripts ask the person to install.
 */
export const canInstall = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

export async function install(what, ...packages) {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await step(`installing ${what} (${packages.join(", ")})`, "10–90 s", async () => {
    await must("apt-get", ["update", "-q"], { env });
    await must("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], { env });
  });
}

/** Cargo links build scripts and macros with `cc`. The native tests compile SQLite with it. */
export async function ensureCompiler() {
  if (ask("cc", "--version")) return;
  if (canInstall()) return install("a C compiler", "gcc", "libc6-dev");
  throw new Error(
    `A C compiler is missing: there is no \`cc\` on the PATH.\n` +
      `Debian, Ubuntu: sudo apt-get install build-essential\n` +
      `Fedora: sudo dnf install gcc     macOS: xcode-select --install`,
  );
}
