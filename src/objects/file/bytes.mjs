// Where the bytes of a file are: pieces of a fixed size, as rows of the file's own object or as
// objects in a bucket. The bytes never enter WASM, whose memory never shrinks.
//
// Both classes have the same three methods. Everything else works with either.

const MIB = 1024 * 1024;
/** How long a reader may take for one piece, in ms. Then it has stopped, and may ask again. */
const STALLED_MS = 120_000;

/** Pieces as rows of 1 MiB. A row may have 2 MB. */
export class Rows {
  pieceBytes = MIB;
  #sql;
  #put;
  #get;

  /** `put` and `get` are statements: for (n, bytes), and for n. */
  constructor(sql, put, get) {
    this.#sql = sql;
    this.#put = put;
    this.#get = get;
  }

  /**
   * Stores pieces from the nth on, each as soon as more bytes follow it. So the last piece is
   * stored only if the length is right.
   */
  async put(n, body, size, ms) {
    const reader = body.getReader();
    const late = setTimeout(() => reader.cancel("too slow"), ms);
    const begin = (left) => new Uint8Array(Math.min(left, MIB));
    let [left, filled, piece] = [size, 0, begin(size)];
    const store = () => {
      this.#sql.exec(this.#put, n, piece.buffer);
      [n, left, filled] = [n + 1, left - piece.length, 0];
    };
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          if (filled < left) return false;
          store();
          return true;
        }
        for (let bytes = value; bytes.length > 0;) {
          if (filled === piece.length) {
            if (filled === left) return false;
            store();
            if (piece.length > left) piece = begin(left);
          }
          const taken = bytes.subarray(0, piece.length - filled);
          piece.set(taken, filled);
          filled += taken.length;
          bytes = bytes.subarray(taken.length);
        }
      }
    } finally {
      clearTimeout(late);
      // It is over already, or what is left is of no use.
      reader.cancel().catch(() => {});
    }
  }

  async pour(n, offset, length, writable) {
    const row = this.#sql.exec(this.#get, n).raw().toArray()[0];
    if (!row?.[0]) throw new Error(`piece ${n} is missing`);
    const writer = writable.getWriter();
    try {
      await inTime(writer.write(new Uint8Array(row[0], offset, length)));
    } finally {
      writer.releaseLock();
    }
  }

  /** The rows go with the object's whole database. */
  async remove() {}
}

/** Pieces as objects of 5 MiB, one for each chunk. */
export class Bucket {
  pieceBytes = 5 * MIB;
  #bucket;
  #file;

  constructor(bucket, file) {
    this.#bucket = bucket;
    this.#file = file;
  }

  async put(n, body, size, ms) {
    const { readable, writable } = new FixedLengthStream(size);
    const [sent, stored] = await Promise.allSettled([
      body.pipeTo(writable, { signal: AbortSignal.timeout(ms) }),
      this.#bucket.put(this.#key(n), readable),
    ]);
    const problem = [sent, stored].find(({ status }) => status === "rejected")?.reason;
    // A stream of the wrong length is a TypeError, at either end. The bucket has errors of its own.
    if (stored.status === "rejected" && !(problem instanceof TypeError)) throw problem;
    return !problem;
  }

  async pour(n, offset, length, writable) {
    const object = await this.#bucket.get(this.#key(n), { range: { offset, length } });
    if (!object) throw new Error(`piece ${n} is missing`);
    await object.body.pipeTo(writable, { preventClose: true });
  }

  async remove(pieces) {
    await this.#bucket.delete(Array.from({ length: pieces }, (_, n) => this.#key(n)));
  }

  #key(n) {
    return `${this.#file}/${n}`;
  }
}

/** The bucket of the deployment, or undefined if it has none. */
export const bucketOf = (env) => env.FILE_BUCKET;

/**
 * Stores a chunk that begins with the nth piece. Resolves to false if its body did not have exactly
 * `size` bytes or took longer than `ms`. Whole pieces that arrived may be stored then.
 */
export const receive = (pieces, n, body, size, ms) => pieces.put(n, body, size, ms);

/** The bytes from `from` to before `to`, one piece at a time, as fast as they are read. */
export function stream(pieces, from, to) {
  const { readable, writable } = new FixedLengthStream(to - from);
  // The reader may leave at any time. If a piece is missing, the reader sees a stream that is cut.
  pump(pieces, from, to, writable).catch(() => {});
  return readable;
}

/** The SHA-256 of all `size` bytes as they are stored. Between pieces, other work is done. */
export async function digest(pieces, size) {
  const hash = new crypto.DigestStream("SHA-256");
  // If the pump fails, both promises are rejected, and one is enough.
  hash.digest.catch(() => {});
  await pump(pieces, 0, size, hash);
  return [...new Uint8Array(await hash.digest)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

/** The first bytes. */
export async function beginning(pieces, length) {
  return new Uint8Array(await new Response(stream(pieces, 0, length)).arrayBuffer());
}

export const remove = (pieces, count) => pieces.remove(count);

async function pump(pieces, from, to, writable) {
  try {
    for (let at = from; at < to;) {
      const [n, offset] = [Math.floor(at / pieces.pieceBytes), at % pieces.pieceBytes];
      const length = Math.min(pieces.pieceBytes - offset, to - at);
      await pieces.pour(n, offset, length, writable);
      at += length;
    }
    await writable.close();
  } catch (problem) {
    // It may have ended already.
    await writable.abort(problem).catch(() => {});
    throw problem;
  }
}

async function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("the reader has stopped")), STALLED_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
