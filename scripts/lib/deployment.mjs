// What browsers keep of a build of the page, and its digest. The service worker gets both.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Files without a digest in their name that the first screen needs. The page itself is "/". */
const ALSO = ["favicon.svg", "manifest.webmanifest"];
/** Kept answers have the headers of their time, so other headers are another deployment. */
const HEADERS = "_headers";

/**
 * The digest of a build in `folder`: its bundles, what else is kept, and `page`, the text of the
 * document before it names the digest.
 */
export function digestOf(folder, bundles, page) {
  const digest = createHash("sha256").update(page);
  for (const path of [...bundles, ...ALSO, HEADERS].sort())
    digest.update(`\0${path}\0`).update(readFileSync(join(folder, path)));
  return digest.digest("hex").slice(0, 16);
}

/** { address: integrity } of all that is kept. `page` is the finished document. */
export function keptFiles(folder, bundles, page) {
  const files = [...bundles, ...ALSO].sort();
  return Object.fromEntries([
    ["/", integrity(page)],
    ...files.map((path) => [`/${path}`, integrity(readFileSync(join(folder, path)))]),
  ]);
}

const integrity = (content) => `sha256-${createHash("sha256").update(content).digest("base64")}`;
