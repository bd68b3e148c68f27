// The deployment that this tab runs: registers the service worker, which keeps its files, and finds
// out when the server has a newer one. Does not reload by itself: the person chooses when.

import { digestIn, latestIn, lockOf } from "../worker/deployments.ts";
import type { Clock } from "./clock.ts";

export type DeploymentState = "current" | "newer";

/** Questions are at least this far apart: a bad network reconnects often. In ms. */
const ASK_AT_MOST = 10_000;
/** A tab that stays open and connected asks this often, in ms. */
const ASK_AGAIN = 60 * 60_000;
/** The files of earlier deployments go this long after the start, when no tab loads them. In ms. */
const TIDY_AFTER = 10_000;

const WORKER = "/sw.js";
/** The digest of what is deployed, for browsers without a service worker. */
const DIGEST = "/deployment.txt";

// TypeScript's DOM does not know Trusted Types yet. A trusted URL is accepted as text is.
declare global {
  interface Window {
    readonly trustedTypes?: {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): string };
    };
  }
}

/** The page's only policy. It makes the address of the worker and nothing else. */
const policy = window.trustedTypes?.createPolicy("dormouse", {
  createScriptURL(url) {
    if (url !== WORKER) throw new TypeError(`${url} is no script of this page`);
    return url;
  },
});

export class Deployment extends EventTarget {
  state: DeploymentState = "current";
  #clock: Clock;
  #own: string;
  #registration: ServiceWorkerRegistration | null = null;
  /** The browser could not keep the newer deployment: it is full, or a file was changed. */
  #isUnkept = false;
  /** Whether it is known if there is a worker. */
  #isStarted = false;
  #asked = -Infinity;
  #again: (() => void) | null = null;

  /** `own` is the digest of the deployment that this tab runs, as its document has it. */
  constructor({ clock, own }: { clock: Clock; own: string }) {
    super();
    this.#clock = clock;
    this.#own = own;
  }

  /** Called when the page is usable, because the worker then loads every file once more. */
  async start() {
    // Held as long as the tab lives. Absent where the page is not served securely.
    // Rejects where cookies are forbidden. There nothing is kept.
    navigator.locks
      ?.request(lockOf(this.#own), { mode: "shared" }, () => new Promise(never))
      .catch(never);
    this.#registration = await registered();
    this.#isStarted = true;
    this.#registration?.addEventListener("updatefound", () => this.#watch());
    this.#clock.after(TIDY_AFTER, () => this.#registration?.active?.postMessage("tidy"));
    await this.ask();
  }

  /** Asks whether there is a newer deployment. Called whenever the page has reconnected. */
  async ask() {
    // What is served may not be kept yet, and reloading would show the same deployment again.
    if (!this.#isStarted) return;
    const wait = this.#asked + ASK_AT_MOST - this.#clock.now();
    this.#again?.();
    this.#again = this.#clock.after(wait > 0 ? wait : ASK_AGAIN, () => void this.ask());
    if (wait > 0) return;
    this.#asked = this.#clock.now();
    try {
      await this.#registration?.update();
      await this.#look();
    } catch {
      // The server cannot be reached, or something else answers. The next question tells.
    }
  }

  /** Starts the newer deployment in this tab. Others go on with theirs. */
  async reload() {
    const waiting = this.#registration?.waiting;
    if (!waiting) {
      if (this.#isUnkept) await this.#leaveWorker();
      return location.reload();
    }
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
      once: true,
    });
    waiting.postMessage("take over");
  }

  /** The worker would show the earlier deployment again. The next page registers it anew. */
  async #leaveWorker() {
    try {
      if (await served()) await this.#registration?.unregister();
    } catch {
      // Offline, what is kept is better than nothing.
    }
  }

  #watch() {
    const worker = this.#registration?.installing;
    worker?.addEventListener("statechange", () => {
      this.#isUnkept = worker.state === "redundant";
      void this.#look().catch(never); // The next question tells.
    });
  }

  async #look() {
    // A deployment counts when the browser has it in full, so that reloading cannot fail.
    if (this.#registration?.installing) return;
    const isKept = this.#registration && !this.#isUnkept;
    const latest = isKept ? await kept() : await served();
    if (!latest || latest === this.#own || this.state === "newer") return;
    this.state = "newer";
    this.dispatchEvent(new Event("change"));
  }
}

const never = () => {};

async function registered(): Promise<ServiceWorkerRegistration | null> {
  try {
    // Undefined where the page is not served securely, whatever its type says.
    if (!navigator.serviceWorker) return null;
    return await navigator.serviceWorker.register(policy?.createScriptURL(WORKER) ?? WORKER);
  } catch {
    return null; // Forbidden by the browser's settings, or offline. The page works without.
  }
}

const kept = async () => (await latestIn(caches))?.digest ?? null;

async function served() {
  const answer = await fetch(DIGEST, { cache: "no-store" });
  return answer.ok ? digestIn(await answer.text()) : null;
}
