// A network between a browser and the world that can be lost and found again: a TCP proxy with
// moods. Bytes are all it knows, but for the first ones of a connection, which tell a WebSocket from
// a request, and the heads of answers, which tell a stream from what ends.
import { connect, createServer } from "node:net";

const UPGRADE = /^upgrade:\s*websocket/im;
const STREAM = /^content-type:\s*text\/event-stream/im;
const FORBIDDEN = "HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\ncontent-length: 18\r\nconnection: close\r\n\r\n<p>Not permitted.\n";

/** `const network = await startProxy(world.url)`; people go to `network.url`. */
export async function startProxy(target) {
  const network = new Network(new URL(target));
  await new Promise((resolve) => network.server.listen(0, "127.0.0.1", resolve));
  network.url = `http://127.0.0.1:${network.server.address().port}`;
  return network;
}

class Network {
  constructor({ hostname, port }) {
    this.target = { host: hostname, port: Number(port) };
    this.server = createServer((client) => this.#take(client));
    this.lines = new Set();
    this.pass();
    this.letSockets();
    this.letStreams();
  }

  /** All is well again; what a black hole held back goes on. */
  pass() {
    this.refusing = false;
    this.deaf = false;
    this.delayMs = 0;
    this.found?.();
    this.lost = null;
  }

  /** Every connection ends now; new ones may be made. Answers how many there were. */
  cut() {
    const cut = this.lines.size;
    for (const line of [...this.lines]) line.end();
    return cut;
  }

  /** Nobody answers: connections end, new ones are refused. */
  refuse() {
    this.refusing = true;
    return this.cut();
  }

  /** Connections stay, and nothing comes through: what a train's tunnel does. */
  blackHole() {
    this.lost = new Promise((found) => (this.found = found));
  }

  /** What the browser says arrives; what the server answers is lost. */
  loseAnswers() {
    this.deaf = true;
  }

  /** Everything comes this much later. */
  delay(ms) {
    this.delayMs = ms;
  }

  /** `how`: "refused" (a proxy's own page answers) or "silent" (nothing ever does). Open WebSockets end. */
  blockSockets(how) {
    this.blocking = how;
    for (const line of [...this.lines]) if (line.isSocket) line.end();
  }

  letSockets() {
    this.blocking = null;
  }

  /** Answers that do not end are kept until they do: what proxies that scan downloads make of them. */
  bufferStreams() {
    this.buffering = true;
  }

  letStreams() {
    this.buffering = false;
  }

  close() {
    this.cut();
    return new Promise((resolve) => this.server.close(resolve));
  }

  #take(client) {
    if (this.refusing) return client.destroy();
    const line = new Line(client, this);
    this.lines.add(line);
    client.once("data", (first) => line.begin(first));
    return undefined;
  }
}

/** One connection: two ends, joined by the first bytes. */
class Line {
  constructor(client, network) {
    Object.assign(this, { client, network, server: null, isSocket: false });
    this.#watch(client);
  }

  begin(first) {
    this.isSocket = UPGRADE.test(first.toString("latin1"));
    if (this.isSocket && this.network.blocking === "silent") return;
    if (this.isSocket && this.network.blocking === "refused") return void this.client.end(FORBIDDEN);
    this.server = connect(this.network.target);
    this.#watch(this.server);
    this.#carry(this.client, this.server, first);
    this.#carry(this.server, this.client);
  }

  /** In order, each part when the network lets it. */
  #carry(from, to, first) {
    let before = Promise.resolve();
    let kept = null;
    const take = (bytes) => {
      if (this.network.deaf && from === this.server) return;
      if (this.network.buffering && from === this.server && STREAM.test(bytes ?? "")) kept = [];
      if (kept && bytes) return void kept.push(bytes);
      for (const part of kept?.splice(0) ?? []) to.write(part);
      const due = this.#due();
      before = before.then(() => due).then(() => this.#through()).then(() => (bytes ? to.write(bytes) : to.end()));
    };
    if (first) take(first);
    from.on("data", take);
    from.on("end", () => take(null));
  }

  #due() {
    const { delayMs } = this.network;
    return delayMs ? new Promise((resolve) => setTimeout(resolve, delayMs)) : undefined;
  }

  async #through() {
    while (this.network.lost) await this.network.lost;
  }

  #watch(end) {
    end.setNoDelay(true);
    end.on("error", () => this.end());
    end.on("close", () => this.end());
  }

  end() {
    this.network.lines.delete(this);
    this.client.destroy();
    this.server?.destroy();
  }
}
