// Records what the browser reported during a scene: the console, refusals, frames. Prints it when
// the scene fails.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How much of the record is printed, and how much of each frame. */
const LINES = 40;
const LETTERS = 160;

export class Witness {
  constructor(page) {
    Object.assign(this, { page, log: [], dialogs: 0, since: Date.now() });
    page.on("console", (message) => this.note(`console ${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => this.note(`error: ${error.stack}`));
    page.on("requestfailed", (request) =>
      this.note(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`),
    );
    page.on(
      "response",
      (answer) =>
        answer.status() >= 400 &&
        this.note(`${answer.status()}: ${answer.request().method()} ${answer.url()}`),
    );
    page.on("dialog", (dialog) => this.#refuse(dialog));
    page.on("websocket", (socket) => this.#follow(socket));
  }

  note(text) {
    this.log.push(`${String(Date.now() - this.since).padStart(6)} ${text}`);
  }

  #refuse(dialog) {
    this.dialogs += 1;
    this.note(`dialog: ${dialog.message()}`);
    // The page may be closed by then, and the dialog with it.
    dialog.dismiss().catch(() => {});
  }

  #follow(socket) {
    const path = new URL(socket.url()).pathname.slice(-20);
    socket.on("framesent", ({ payload }) =>
      this.note(`${path} > ${String(payload).slice(0, LETTERS)}`),
    );
    socket.on("framereceived", ({ payload }) =>
      this.note(`${path} < ${String(payload).slice(0, LETTERS)}`),
    );
    socket.on("close", () => this.note(`${path} closed`));
    socket.on("socketerror", (error) => this.note(`${path} error: ${error}`));
  }

  /** The browser's last reports, the text of the page, and the path of a picture of it. */
  async story(who) {
    const file = join(mkdtempSync(join(tmpdir(), "dormouse-page-")), `${who}.png`);
    const picture = await this.page
      .screenshot({ path: file, timeout: 5_000 })
      .then(() => file, String);
    const shown = await this.page
      .evaluate(() => [
        JSON.stringify({ ...document.body.dataset, hash: location.hash }),
        document.body.innerText.slice(-1_500),
      ])
      .catch(String);
    return ["", "", `--- ${who} ${picture}`, ...[shown].flat(), ...this.log.slice(-LINES)].join(
      "\n",
    );
  }
}
