// The prebuilt wasm-bindgen from its GitHub release: seconds instead of minutes. Any trouble at all means "no", and the
// caller compiles it: company networks and CI sandboxes often have no GitHub.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, must } from "./run.mjs";
import { step } from "./say.mjs";

const PROBE_MS = 4_000;
const DOWNLOAD_MS = 120_000;

const TARGETS = {
  "linux x64": "x86_64-unknown-linux-musl",
  "linux arm64": "aarch64-unknown-linux-musl",
  "darwin x64": "x86_64-apple-darwin",
  "darwin arm64": "aarch64-apple-darwin",
};

export async function downloadWasmBindgen(version, folder) {
  const target = TARGETS[`${process.platform} ${process.arch}`];
  if (!target) return false;
  const name = `wasm-bindgen-${version}-${target}`;
  const url = `https://github.com/wasm-bindgen/wasm-bindgen/releases/download/${version}/${name}.tar.gz`;
  if (!(await reachable(url))) return false;
  const scratch = mkdtempSync(join(tmpdir(), "dormouse-"));
  try {
    await step(`downloading wasm-bindgen ${version}`, "5 s", () => unpack(url, name, scratch, folder));
    return ask(join(folder, "bin/wasm-bindgen"), "--version")?.endsWith(version) ?? false;
  } catch {
    return false; // Compiling it needs no GitHub; that is what the caller does next.
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function reachable(url) {
  try {
    return (await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(PROBE_MS) })).ok;
  } catch {
    return false;
  }
}

async function unpack(url, name, scratch, folder) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MS) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  const archive = join(scratch, "archive.tar.gz");
  writeFileSync(archive, Buffer.from(await answer.arrayBuffer()));
  await must("tar", ["-xzf", archive, "-C", scratch]);
  mkdirSync(join(folder, "bin"), { recursive: true });
  copyFileSync(join(scratch, name, "wasm-bindgen"), join(folder, "bin/wasm-bindgen"));
}
