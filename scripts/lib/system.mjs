// What only the operating system can give: a C linker and OpenSSL for compiling the tools, a browser for the tests.
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

/** Cargo links with `cc`, and both build tools link OpenSSL, which on Linux is found by pkg-config. */
export async function ensureCompiler() {
  const linker = ask("cc", "--version");
  const openssl = process.platform !== "linux" || process.env.OPENSSL_DIR || ask("pkg-config", "--version") &&
    ask("pkg-config", "--exists", "openssl") !== null;
  if (linker && openssl) return;
  if (canInstall()) return install("a C compiler and OpenSSL's headers", "build-essential", "pkg-config", "libssl-dev");
  const missing = [!linker && "a C compiler", !openssl && "OpenSSL's headers"].filter(Boolean).join(" and ");
  throw new Error(
    `To compile the build tools, ${missing} must be there.\n` +
      `Debian, Ubuntu: sudo apt-get install build-essential pkg-config libssl-dev\n` +
      `Fedora: sudo dnf install gcc pkgconf openssl-devel     macOS: xcode-select --install`,
  );
}
