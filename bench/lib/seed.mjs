// People written straight into D1, because hashing 100,000 passwords takes an hour and proves
// nothing.
import { createHash, randomBytes } from "node:crypto";

/** Crockford's base 32 in small letters, as in src/chat/ids.rs. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const ROWS_AT_ONCE = 2_000;

const id = (kind) => kind + [...randomBytes(20)].map((byte) => ALPHABET[byte & 31]).join("");
/** As `confusable_key` in src/chat/handle.rs. */
const key = (handle) => handle.replaceAll("0", "o").replace(/[1i]/g, "l").replace(/[_.]/g, "-");

/** `count` accounts without a usable password, each with a session: [{ user, handle, token }]. */
export async function seedPeople(database, count) {
  const people = Array.from({ length: count }, (_, nth) => {
    const token = randomBytes(32).toString("hex");
    const handle = `${nth.toString(36)}-${randomBytes(6).toString("hex")}`;
    const hash = createHash("sha256").update(token).digest("hex");
    return {
      user: id("u"),
      handle: `p${handle}`,
      key: key(`p${handle}`),
      token,
      hash,
      session: id("s"),
    };
  });
  const now = Date.now();
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const rows = JSON.stringify(people.slice(from, from + ROWS_AT_ONCE));
    await database.batch([
      database
        .prepare(
          `INSERT INTO accounts (id, handle, handle_key, password_hash, created_at)
        SELECT value ->> 'user', value ->> 'handle', value ->> 'key', '', ?2 FROM json_each(?1)`,
        )
        .bind(rows, now),
      database
        .prepare(
          `INSERT INTO sessions (token_hash, id, user, created_at, used_at, label)
        SELECT value ->> 'hash', value ->> 'session', value ->> 'user', ?2, ?2, 'bench'
        FROM json_each(?1)`,
        )
        .bind(rows, now),
    ]);
  }
  return people;
}
