// A client's end of the fallback stream: server-sent events, read by hand as any program can.
const PATIENCE_MS = 15_000;

/** Opens a stream. A refusal is thrown with its `status`. */
export async function openStream(world, person, path) {
  const giveUp = new AbortController();
  const answer = await world.fetch(path, {
    headers: { authorization: `Bearer ${person.token}` },
    signal: giveUp.signal,
  });
  if (!answer.ok)
    throw Object.assign(new Error(`${path}: ${answer.status} ${await answer.text()}`), {
      status: answer.status,
    });
  return new Stream(answer.body.pipeThrough(new TextDecoderStream()), giveUp);
}

class Stream {
  constructor(text, giveUp) {
    this.frames = [];
    this.passed = 0;
    this.waiting = new Set();
    this.giveUp = giveUp;
    /** The reason that the server gave when it ended the stream, if any. */
    this.ended = this.#read(text);
  }

  async #read(text) {
    let [rest, reason] = ["", undefined];
    try {
      for await (const part of text) {
        const pieces = (rest + part).split("\n\n");
        rest = pieces.pop();
        for (const piece of pieces) reason = this.#take(piece) ?? reason;
      }
    } catch (error) {
      if (!this.giveUp.signal.aborted) throw error;
    }
    return reason;
  }

  #take(piece) {
    if (piece.startsWith(":")) return undefined;
    const data = piece
      .split("\n")
      .find((line) => line.startsWith("data: "))
      ?.slice(6);
    if (piece.startsWith("event: close")) return JSON.parse(data);
    this.frames.push(JSON.parse(data));
    for (const check of [...this.waiting]) check();
    return undefined;
  }

  /** The next frame of a type that was not returned yet, optionally one that fits. */
  next(type, fits = () => true) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`waited for ${type}; had ${JSON.stringify(this.frames.slice(-5))}`)),
        PATIENCE_MS,
      );
      const check = () => {
        const at = this.frames.findIndex(
          (frame, nth) => nth >= this.passed && frame.type === type && fits(frame),
        );
        if (at < 0) return;
        this.passed = at + 1;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve(this.frames[at]);
      };
      this.waiting.add(check);
      check();
    });
  }

  /** The fitting entry of the next inbox frame that has one. */
  async entry(fits = () => true) {
    const { entries } = await this.next("inbox", ({ entries }) => entries.some(fits));
    return entries.find(fits);
  }

  cancel() {
    this.giveUp.abort();
    return this.ended;
  }
}
