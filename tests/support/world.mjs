// A world to test in: this project, built as it is, under real workerd with its own storage. One
// per test file: `before(async () => (world = await startWorld()))`, `after(() => world.stop())`.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createTestHarness } from "wrangler";
import { root } from "../../scripts/lib/run.mjs";
import { workerdOf } from "./processes.mjs";

const CRASH_MS = 20_000;
const POLL_MS = 20;

// Set here too, for a test file that is started by hand. Without it each start waits for
// Cloudflare's request.cf sample.
process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= "false";

/**
 * `vars` and `secrets` override those of wrangler.toml. `page` is another folder with a page.
 * With `bucket`, files are in R2 as the runtime emulates it. Storage is empty at first and removed
 * by `stop`.
 */
export async function startWorld({ vars = {}, secrets = {}, page, bucket = false } = {}) {
  const options = (configPath) => ({ root, workers: [{ configPath, vars, secrets }] });
  const config = page || bucket ? configFor(page ?? "build/page", bucket) : "wrangler.toml";
  const harness = createTestHarness(options(config));
  const { url } = await harness.listen();
  return new World(harness, url, options);
}

/**
 * A copy of wrangler.toml that serves the page of another folder and builds nothing. With `bucket`,
 * its lines about R2 count.
 */
function configFor(page, bucket = false) {
  const folder = join(root, `.tools/world-${process.pid}`);
  const lines = readFileSync(join(root, "wrangler.toml"), "utf8");
  const chosen = bucket
    ? lines.replace(/^#(\[\[r2_buckets\]\]|binding = "FILE_BUCKET"|bucket_name = .*)$/gm, "$1")
    : lines;
  const config = chosen
    .replace(/^\[build\][^]*?(?=^\[)/m, "")
    .replace(/^(main|migrations_dir) = "/gm, `$1 = "${root}/`)
    .replace(/^directory = .*/m, `directory = "${resolve(root, page)}"`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "wrangler.toml"), config);
  return join(folder, "wrangler.toml");
}

class World {
  constructor(harness, url, options) {
    Object.assign(this, { harness, options });
    /**
     * For example http://127.0.0.1:41234, without a slash at the end. It stays the same over
     * crashes.
     */
    this.url = url.origin;
  }

  /** The ws:// address of a path, for a WebSocket client. */
  socketUrl(path) {
    return this.url.replace(/^http/, "ws") + path;
  }

  /** A real HTTP request (Node's own fetch), as a browser or a bot would make it. */
  fetch(path, init) {
    return fetch(this.url + path, init);
  }

  /**
   * Evicts one object from memory; its storage stays. `webSockets`: "hibernate" leaves its sockets
   * open, "close" does not.
   */
  async evict(className, name, webSockets = "hibernate") {
    try {
      await this.harness.getWorker().evictDurableObject(className, { name, webSockets });
    } catch (error) {
      // It sleeps already, which is the goal.
      if (!/not currently running/.test(error.message)) throw error;
    }
  }

  /**
   * `await world.sql("UserObject", name, "SELECT … WHERE x = ?", 1)` → rows, run inside the object
   * itself.
   */
  async sql(className, name, statement, ...parameters) {
    const storage = await this.harness.getWorker().getDurableObjectStorage(className, { name });
    return storage.exec(statement, ...parameters);
  }

  /** The hex ids of all objects of a class that ever stored something. */
  objectIds(className) {
    return this.harness.getWorker().listDurableObjectIds(className);
  }

  /** The bindings, usable from here: `(await world.env()).DB.prepare("SELECT …").all()`. */
  env() {
    return this.harness.getWorker().getEnv();
  }

  /**
   * What the Worker has logged since the start or the last `harness.clearLogs()`: [{ level,
   * message, timestamp }].
   */
  logs() {
    return this.harness.getLogs();
  }

  /**
   * Kills the runtime with `kill -9` at any point, then starts a new one on the same storage,
   * under the same URL.
   */
  async crash() {
    const dead = workerdOf(process.pid);
    process.kill(dead, "SIGKILL");
    const deadline = Date.now() + CRASH_MS;
    while (workerdOf(process.pid) === dead || !(await this.#answers())) {
      if (Date.now() > deadline)
        throw new Error(`workerd did not come back within ${CRASH_MS} ms of kill -9`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** Deploys the page of another folder (below the project's). Storage and the URL stay. */
  deploy(page) {
    return this.harness.update(this.options(configFor(page)));
  }

  async #answers() {
    try {
      return (await this.fetch("/api/health", { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }

  stop() {
    return this.harness.close();
  }
}
