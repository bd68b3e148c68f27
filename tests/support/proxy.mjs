// A network between a browser and the world that can fail and recover: a TCP proxy with states. It
// reads only the first bytes of a connection, to tell a WebSocket from a request, and the heads of
// answers, to tell a stream from an answer that ends.
import { connect, createServer } from "node:net";

const UPGRADE = /^upgrade:\s*websocket/im;
const STREAM = /^content-type:\s*text\/event-stream/im;
const FORBIDDEN =
  "HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\ncontent-length: 18\r\nconnection: close\r\n\r\n<p>Not permitted.\n";

/** `const network = await startProxy(world.url)`; people use `network.url`. */
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

  /** Ends all faults and delivers what a black hole held back. */
  pass() {
    this.refusing = false;
    this.deaf = false;
    this.delayMs = 0;
    this.found?.();
    this.lost = null;
  }

  /** Ends every connection; new ones are possible. Returns how many there were. */
  cut() {
    const cut = this.lines.size;
    for (const line of [...this.lines]) line.end();
    return cut;
  }

  /** Nobody answers: connections end, and new ones are refused. */
  refuse() {
    this.refusing = true;
    return this.cut();
  }

  /** Connections stay, and nothing gets through, as in a tunnel. */
  blackHole() {
    this.lost = new Promise((found) => (this.found = found));
  }

  /** Requests of the browser arrive; the server's answers are lost. */
  loseAnswers() {
    this.deaf = true;
  }

  /** Everything arrives this much later. */
  delay(ms) {
    this.delayMs = ms;
  }

  /**
   * `how`: "refused" (a proxy's own page answers) or "silent" (nothing answers). Open WebSockets
   * end.
   */
  blockSockets(how) {
    this.blocking = how;
    for (const line of [...this.lines]) if (line.isSocket) line.end();
  }

  letSockets() {
    this.blocking = null;
  }

  /** Holds back endless answers until they end, as proxies do that scan downloads. */
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
    if (this.isSocket && this.network.blocking === "refused")
      return void this.client.end(FORBIDDEN);
    this.server = connect(this.network.target);
    this.#watch(this.server);
    this.#carry(this.client, this.server, first);
    this.#carry(this.server, this.client);
  }

  /** Passes the parts in order, each when the network lets it through. */
  #carry(from, to, first) {
    let before = Promise.resolve();
    let kept = null;
    const take = (bytes) => {
      if (this.network.deaf && from === this.server) return;
      if (this.network.buffering && from === this.server && STREAM.test(bytes ?? "")) kept = [];
      if (kept && bytes) return void kept.push(bytes);
      for (const part of kept?.splice(0) ?? []) to.write(part);
      const due = this.#due();
      before = before
        .then(() => due)
        .then(() => this.#through())
        .then(() => (bytes ? to.write(bytes) : to.end()));
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
