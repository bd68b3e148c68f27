// RFC 6455 by hand, over a raw socket: the handshake's key, protocol ping and pong, masks, the
// closing handshake.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { people } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

let world;
let anna;
before(async () => {
  world = await startWorld({ vars: GENEROUS });
  [anna] = await people(world, "anna");
});
after(() => world.stop());

const KEY = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/** A raw connection that has sent an upgrade, with the bytes received so far. */
async function raw(path, headers = {}) {
  const { hostname, port } = new URL(world.url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  const peer = { socket, bytes: Buffer.alloc(0), ended: once(socket, "close") };
  socket.on("data", (part) => (peer.bytes = Buffer.concat([peer.bytes, part])));
  socket.on("error", () => {});
  peer.until = async (read) => {
    for (;;) {
      const found = read(peer.bytes);
      if (found !== undefined) return found;
      await Promise.race([
        once(socket, "data"),
        peer.ended.then(() => {
          throw new Error(`ended with ${peer.bytes}`);
        }),
      ]);
    }
  };
  const all = {
    Host: `${hostname}:${port}`,
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": KEY,
    "Sec-WebSocket-Version": "13",
    Authorization: `Bearer ${anna.token}`,
    ...headers,
  };
  socket.write(
    `GET ${path} HTTP/1.1\r\n${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join("")}\r\n`,
  );
  peer.head = await peer.until((bytes) => {
    const end = bytes.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const head = bytes.subarray(0, end).toString();
    peer.bytes = bytes.subarray(end + 4);
    return head;
  });
  return peer;
}

/** A masked client frame. */
function frame(opcode, payload, { fin = true, mask = true } = {}) {
  const data = Buffer.from(payload);
  const length =
    data.length < 126
      ? Buffer.from([data.length])
      : Buffer.from([126, data.length >> 8, data.length & 255]);
  const head = Buffer.concat([Buffer.from([(fin ? 0x80 : 0) | opcode]), length]);
  if (!mask) return Buffer.concat([head, data]);
  head[1] |= 0x80;
  const key = Buffer.from([1, 2, 3, 4]);
  return Buffer.concat([head, key, data.map((byte, nth) => byte ^ key[nth % 4])]);
}

/** The first fitting server frame, as { opcode, payload }. Earlier frames are skipped. */
function next(peer, fits) {
  return peer.until(() => {
    while (peer.bytes.length >= 2) {
      let [start, length] = [2, peer.bytes[1] & 127];
      if (length === 126) [start, length] = [4, peer.bytes.readUInt16BE(2)];
      if (length === 127) [start, length] = [10, Number(peer.bytes.readBigUInt64BE(2))];
      if (peer.bytes.length < start + length) return undefined;
      assert.equal(peer.bytes[1] & 0x80, 0, "a server does not mask");
      const found = {
        opcode: peer.bytes[0] & 15,
        payload: peer.bytes.subarray(start, start + length),
      };
      peer.bytes = peer.bytes.subarray(start + length);
      if (fits(found)) return found;
    }
    return undefined;
  });
}

test("the handshake's key is answered as in the RFC's own example", async () => {
  const peer = await raw("/socket");
  assert.match(peer.head, /^HTTP\/1\.1 101 /);
  assert.match(peer.head.toLowerCase(), /upgrade: websocket/);
  assert.match(peer.head, new RegExp(`sec-websocket-accept: ${ACCEPT.replace("+", "\\+")}`, "i"));
  peer.socket.destroy();
});

test("a protocol ping is answered with a pong of the same payload", async () => {
  const peer = await raw("/socket");
  peer.socket.write(frame(9, "are you there"));
  assert.equal(String((await next(peer, ({ opcode }) => opcode === 10)).payload), "are you there");
  peer.socket.destroy();
});

test("a message in three fragments with a ping between them is one message", async () => {
  const peer = await raw(`/conversations/${await anna.group()}/socket`);
  await next(peer, ({ payload }) => String(payload).includes('"live"'));
  const text = JSON.stringify({ type: "post", client_id: "pieces", body: "in three pieces" });
  peer.socket.write(frame(1, text.slice(0, 10), { fin: false }));
  peer.socket.write(frame(0, text.slice(10, 20), { fin: false }));
  peer.socket.write(frame(9, "between"));
  peer.socket.write(frame(0, text.slice(20)));
  await next(peer, ({ opcode }) => opcode === 10);
  await next(peer, ({ payload }) => String(payload).includes("in three pieces"));
  peer.socket.destroy();
});

test("a close frame is answered with a close frame of the same code, and the connection ends", async () => {
  const peer = await raw("/socket");
  peer.socket.write(frame(8, Buffer.concat([Buffer.from([0x0f, 0xa0]), Buffer.from("bye")])));
  assert.equal((await next(peer, ({ opcode }) => opcode === 8)).payload.readUInt16BE(0), 4000);
  await peer.ended;
});

test("a close frame without a code is answered too", async () => {
  const peer = await raw("/socket");
  peer.socket.write(frame(8, ""));
  await next(peer, ({ opcode }) => opcode === 8);
  await peer.ended;
});

/** An open conversation socket, after its `live`. */
async function live(group) {
  const peer = await raw(`/conversations/${group}/socket`);
  await next(peer, ({ payload }) => String(payload).includes('"live"'));
  return peer;
}

const POST = JSON.stringify({ type: "post", client_id: "never", body: "never" });

test("frames that break the protocol close that socket only, and leave nothing in the log", async () => {
  const group = await anna.group();
  const watcher = await anna.open(group);
  const broken = [
    frame(3, POST),
    frame(11, POST),
    Buffer.from([0xf1, 0x80, 1, 2, 3, 4]),
    frame(0, POST),
    frame(9, "x", { fin: false }),
    frame(8, Buffer.from([0x03])),
    frame(8, Buffer.from([0x03, 0xed])),
    Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]),
  ];
  for (const bytes of broken) {
    const peer = await live(group);
    peer.socket.write(bytes);
    // Either a closing frame or the end of the connection: the runtime chooses.
    await Promise.race([next(peer, ({ opcode }) => opcode === 8).catch(() => {}), peer.ended]);
    peer.socket.destroy();
  }
  assert.equal((await watcher.post("still here")).seq, 2);
});

// The runtime owns the framing and accepts more here than RFC 6455 allows. None of it gets any
// further.
test("frames that the runtime accepts in error leave nothing in the log either", async () => {
  const group = await anna.group();
  const watcher = await anna.open(group);
  for (const bytes of [frame(9, "x".repeat(126)), frame(1, Buffer.from([0xff, 0xfe, 0xfd]))]) {
    const peer = await live(group);
    peer.socket.write(bytes);
    peer.socket.write(frame(9, "after it"));
    await next(peer, ({ opcode, payload }) => opcode === 10 && String(payload) === "after it");
    peer.socket.destroy();
  }
  assert.equal((await watcher.post("still here")).seq, 2);
});

test("an invalid upgrade is refused in plain HTTP", async () => {
  assert.match((await raw("/socket", { Upgrade: "" })).head, /^HTTP\/1\.1 426 /);
  assert.match((await raw("/socket", { Authorization: "" })).head, /^HTTP\/1\.1 401 /);
  assert.match(
    (await raw("/socket", { Authorization: "Bearer nonsense" })).head,
    /^HTTP\/1\.1 401 /,
  );
  assert.match((await raw("/conversations/nonsense/socket")).head, /^HTTP\/1\.1 404 /);
});
