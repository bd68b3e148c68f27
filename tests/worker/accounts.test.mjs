// Creating an account: who may, with which names and passwords.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PASSWORD, bearer, register, send, signIn } from "../support/door.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

const outcome = ({ status, body }) => `${status} ${body.code ?? "welcome"}`;

test("a person who registers is signed in at once", async () => {
  const { status, body } = await register(world, "anna");
  assert.equal(status, 201);
  assert.match(body.you.id, /^u[0-9a-z]{20}$/);
  assert.match(body.session.id, /^s[0-9a-z]{20}$/);
  const me = await send(world, "GET", "/api/me", { headers: bearer(body.token) });
  assert.deepEqual(me.body, { you: body.you, session: body.session });
});

test("capitals in a handle are folded, and a bad handle is refused", async () => {
  assert.equal((await register(world, "  Ben.Quincy ")).body.you.handle, "ben.quincy");
  for (const odd of [
    "",
    "a",
    "-ann",
    "ann-",
    "an na",
    "änne",
    "а-nna",
    "ann@home",
    "a".repeat(33),
    "anna\u200b",
  ]) {
    assert.equal(outcome(await register(world, odd)), "400 bad_handle", odd);
  }
});

test("a weak password is refused with the rule it breaks", async () => {
  const weak = {
    short7c: /8 characters/,
    password1: /first that anyone/,
    QWERTYUIOP: /first/,
    zzzzzzzzzz: /first/,
    12345678: /first/,
    "carol.1999": /own name/,
    ｐａｓｓｗｏｒｄ: /first that anyone/,
  };
  for (const [password, rule] of Object.entries({ ...weak, ["x y".repeat(342)]: /1,024 bytes/ })) {
    const refused = await register(world, "carol", password);
    assert.equal(outcome(refused), "400 weak_password", password);
    assert.match(refused.body.message, rule);
  }
});

test("a password of 8 characters or 1,024 bytes counts to its last character", async () => {
  const long = "🐭 squeak".repeat(110).slice(0, 800);
  for (const [handle, password] of [
    ["dora", "kettle-8"],
    ["dina", long],
    ["dewi", "ein ganzer Satz mit Äpfeln"],
  ]) {
    assert.equal((await register(world, handle, password)).status, 201);
    assert.equal((await signIn(world, handle, password)).status, 201);
    assert.equal(outcome(await signIn(world, handle, password.slice(0, -1))), "401 wrong_password");
  }
});

test("a password matches however a keyboard composes its characters", async () => {
  await register(world, "emile", "cafe\u0301 au lait");
  assert.equal((await signIn(world, "emile", "caf\u00e9 au lait")).status, 201);
  assert.equal((await signIn(world, "emile", "ｃａｆé au lait")).status, 201);
  assert.equal(
    outcome(await signIn(world, "emile", "café au lait ")),
    "401 wrong_password",
    "a blank counts as a character",
  );
  await register(world, "fiona", "fish fingers");
  assert.equal((await signIn(world, "fiona", "ﬁsh ﬁngers")).status, 201);
});

test("a name that exists, or resembles one, is taken, and its owner keeps it", async () => {
  await register(world, "paul.o1");
  for (const alike of ["paul.o1", "PAUL.O1", "paul.0l", "pau1_oi", "paui-o1"]) {
    assert.equal(
      outcome(await register(world, alike, "another fine password")),
      "409 taken",
      alike,
    );
  }
  assert.equal((await signIn(world, "paul.o1")).status, 201);
  assert.equal(
    outcome(await signIn(world, "paul.0l")),
    "401 wrong_password",
    "a similar name signs nobody in",
  );
});

test("a registration whose answer was lost can be repeated", async () => {
  const first = await register(world, "fay");
  const again = await register(world, "fay");
  assert.equal(again.status, 201);
  assert.equal(again.body.you.id, first.body.you.id);
  assert.notEqual(again.body.token, first.body.token);
  const { DB } = await world.env();
  await DB.prepare(
    "UPDATE accounts SET created_at = created_at - 900000 WHERE handle = 'fay'",
  ).run();
  assert.equal(outcome(await register(world, "fay")), "409 taken", "but not for ever");
});

test("of twenty people who want one name at once, one gets it, fifty times", async () => {
  const contest = async (name) => {
    const wanted = Array.from({ length: 20 }, (_, nth) =>
      register(world, name, `the password of number ${nth}`),
    );
    const outcomes = (await Promise.all(wanted)).map(outcome).sort();
    assert.deepEqual(outcomes, ["201 welcome", ...Array(19).fill("409 taken")], name);
  };
  for (let nth = 0; nth < 50; nth += 1) await contest(`wanted${nth}x`);
  const { DB } = await world.env();
  const { results } = await DB.prepare(
    "SELECT count(*) AS count FROM accounts WHERE handle LIKE 'wanted%'",
  ).all();
  assert.equal(results[0].count, 50);
});

test("a hash with older parameters still verifies and is replaced", async () => {
  const { you } = (await register(world, "gustav")).body;
  // Another implementation (OpenSSL, through node:crypto) made it, with less memory than today's.
  const phc =
    "$argon2id$v=19$m=4096,t=3,p=1$YSBkb3Jtb3VzZSBzbGVlcA$gvQjCKyf+mmltgGpOhgPznJ1OTB2gs1u0NkkDv3U+Rs";
  const { DB } = await world.env();
  await DB.prepare("UPDATE accounts SET password_hash = ? WHERE id = ?").bind(phc, you.id).run();
  assert.equal((await signIn(world, "gustav")).status, 201);
  const { password_hash } = await DB.prepare("SELECT password_hash FROM accounts WHERE id = ?")
    .bind(you.id)
    .first();
  assert.match(password_hash, /^\$argon2id\$v=19\$m=7168,t=5,p=1\$/);
  assert.equal((await signIn(world, "gustav")).status, 201);
});

test("a disabled account behaves as if it did not exist", async () => {
  const { body } = await register(world, "hugo");
  const { DB } = await world.env();
  await DB.prepare("UPDATE accounts SET disabled_at = 1 WHERE id = ?").bind(body.you.id).run();
  assert.equal(
    outcome(await send(world, "GET", "/api/me", { headers: bearer(body.token) })),
    "401 not_signed_in",
  );
  assert.equal(outcome(await signIn(world, "hugo")), "401 wrong_password");
  assert.equal(outcome(await register(world, "hugo")), "409 taken");
  const { token } = (await register(world, "ida")).body;
  const direct = await send(world, "POST", "/api/direct", {
    json: { user: body.you.id },
    headers: bearer(token),
  });
  assert.equal(outcome(direct), "404 not_found");
});

for (const REGISTRATION of ["closed", "opne"]) {
  test(`with registration ${REGISTRATION} nobody creates an account`, async () => {
    const closed = await startWorld({ vars: { ...GENEROUS, REGISTRATION } });
    try {
      assert.equal(outcome(await register(closed, "anna")), "403 registration_closed");
      assert.equal(outcome(await signIn(closed, "anna")), "401 wrong_password");
    } finally {
      await closed.stop();
    }
  });
}
