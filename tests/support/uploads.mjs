// Files as programs upload, post and read them.
import { createHash } from "node:crypto";
import { newId } from "./people.mjs";

export const MIB = 1024 * 1024;
export const CHUNK = 5 * MIB;

/** Bytes that look random and are the same each time. */
export function bytesOf(size, seed = 1) {
  const bytes = Buffer.alloc(size);
  for (let nth = 0; nth * 32 < size; nth += 1)
    createHash("sha256")
      .update(`${seed} ${nth}`)
      .digest()
      .copy(bytes, nth * 32);
  return bytes;
}

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** What a client declares of these bytes. */
export const factsOf = (bytes, more = {}) => ({
  name: "owl.bin",
  media_type: "application/octet-stream",
  size: bytes.length,
  sha256: sha256(bytes),
  ...more,
});

/** Declares an upload: `{ file, size, chunk_bytes, missing }`. */
export const declare = (who, conversation, facts) =>
  who.ask("POST", `/api/conversations/${conversation}/files`, facts);

export const pathOf = (conversation, file, rest = "") =>
  `/api/conversations/${conversation}/files/${file}${rest}`;

/** The answer to one chunk. */
export function put(who, conversation, file, chunk, body, headers = {}) {
  return who.world.fetch(pathOf(conversation, file, `/chunks/${chunk}`), {
    method: "PUT",
    headers: { authorization: `Bearer ${who.token}`, ...headers },
    body,
  });
}

export const chunkOf = (bytes, nth) => bytes.subarray(nth * CHUNK, (nth + 1) * CHUNK);

/** Sends the chunks that are missing, and finishes. Returns the file as messages show it. */
export async function complete(who, conversation, { file, missing }, bytes) {
  for (const nth of missing) {
    const answer = await put(who, conversation, file, nth, chunkOf(bytes, nth));
    if (answer.status !== 204) throw new Error(`chunk ${nth}: ${await answer.text()}`);
  }
  return (await who.ask("POST", pathOf(conversation, file, "/finish"))).file;
}

/** Uploads these bytes. Returns the file as messages show it. */
export async function upload(who, conversation, bytes, more = {}) {
  const declared = await declare(who, conversation, factsOf(bytes, more));
  return complete(who, conversation, declared, bytes);
}

/** Posts a message with files. Returns its event. */
export async function postWith(who, conversation, files, body = "", client_id = newId()) {
  const path = `/api/conversations/${conversation}/posts`;
  return (await who.ask("POST", path, { client_id, body, files })).event;
}

/** The answer with a file's bytes. */
export function read(who, conversation, file, headers = {}, method = "GET") {
  const authorization = `Bearer ${who.token}`;
  const init = { method, headers: { authorization, ...headers } };
  return who.world.fetch(pathOf(conversation, file), init);
}

/** The bytes of a file, or the code of the refusal. */
export async function bytesAt(who, conversation, file, headers = {}) {
  const answer = await read(who, conversation, file, headers);
  if (!answer.ok) return (await answer.json()).code;
  return Buffer.from(await answer.arrayBuffer());
}

/** How many bytes D1 counts for a person, and how many files it knows. */
export async function counted(world, who) {
  const { DB } = await world.env();
  const room = DB.prepare("SELECT bytes FROM file_room WHERE owner = ?").bind(who.id);
  const files = DB.prepare("SELECT count(*) AS files FROM files WHERE owner = ?").bind(who.id);
  return { bytes: (await room.first())?.bytes ?? 0, files: (await files.first()).files };
}

/** What is stored of a file anywhere: the tables of its object, and the objects of the bucket. */
export async function stored(world, file) {
  const found = await world.sql("FileObject", file, "SELECT name FROM sqlite_master");
  // The runtime and its emulator have tables of their own.
  const tables = found.map(({ name }) => name).filter((name) => !/^(_cf_|__miniflare_)/.test(name));
  const { FILE_BUCKET } = await world.env();
  const listed = (await FILE_BUCKET?.list({ prefix: file }))?.objects ?? [];
  return [...tables, ...listed.map(({ key }) => key)];
}
