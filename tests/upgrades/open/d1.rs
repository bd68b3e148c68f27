//! D1, natively: the statements of `store::d1` on SQLite. The functions around them need workerd.

use dormouse::chat::{DisplayName, Profile};
use dormouse::store::d1::{accounts, groups, people, schema, sessions};
use dormouse::store::sql::{Sql, Stored, Value};

use super::names::{NOON, group, person, quoted, session};
use crate::sqlite::Sqlite;

/// The hash of “nine lives of a dormouse”, made by a gate.
const HASH: &str = "$argon2id$v=19$m=7168,t=5,p=1$MDEyMzQ1Njc4OWFiY2RlZg\
    $h0TRxQhENGAvuNSrSPQh2m+hJ3R8DS9BKhQ9JeBZJwo";

/// Applies the pending migrations, as the Worker does: each with its record, in one transaction.
pub fn migrate(sql: &Sqlite) -> Stored<()> {
    sql.run(schema::RECORD, &[])?;
    for (name, file) in schema::MIGRATIONS {
        let applied = sql.run("SELECT 1 FROM d1_migrations WHERE name = ?", &[name.into()])?;
        if applied.is_empty() {
            sql.atomically(&mut || {
                sql.run(schema::NOTE, &[name.into()])?;
                schema::statements(file).try_for_each(|it| sql.run(it, &[]).map(drop))
            })?;
        }
    }
    Ok(())
}

/// A few accounts with sessions, one of them disabled, and three groups of which one is unlisted.
pub fn fill(sql: &Sqlite) {
    for (handle, at) in [
        ("anna", 0),
        ("b.en_1", 5_000),
        ("cleo", 9_000),
        ("dora", 9_500),
    ] {
        registers(sql, handle, NOON + at);
    }
    signs_in(
        sql,
        "cleo",
        2,
        "Firefox \u{2014} Cleo\u{2019}s laptop \u{1f989}",
        NOON + 60_000,
    );
    run(
        sql,
        sessions::USE,
        &[hash("cleo", 1).as_str().into(), (NOON + 7_200_000).into()],
    );
    run(
        sql,
        people::MARK,
        &[
            id("anna").as_str().into(),
            1_u64.into(),
            (NOON + 70_000).into(),
        ],
    );
    run(
        sql,
        people::MARK,
        &[
            id("cleo").as_str().into(),
            0_u64.into(),
            (NOON + 80_000).into(),
        ],
    );
    run(
        sql,
        "UPDATE accounts SET role = 'operator' WHERE handle = 'anna'",
        &[],
    );
    let cleo = person("cleo");
    let profile = Profile {
        user: cleo.id,
        handle: cleo.handle,
        name: DisplayName::parse("\u{674e}\u{5c0f}\u{9f8d}").ok(),
        at: NOON,
    };
    let profile = serde_json::to_string(&profile).expect("plain");
    let values = [
        id("cleo").as_str().into(),
        profile.as_str().into(),
        NOON.into(),
    ];
    run(sql, people::SET_PROFILE, &values);
    let disabled = "UPDATE accounts SET disabled_at = ?1 WHERE handle = 'dora'";
    run(sql, disabled, &[(NOON + 90_000).into()]);
    run(
        sql,
        "UPDATE d1_migrations SET applied_at = '2026-09-21 13:33:20'",
        &[],
    );
    lists(sql, "owls", Some("N\u{e4}chtliche Eulen \u{1f989}"), 4, 30);
    lists(sql, "dawn", Some("D\u{e4}mmerung"), 1, 2);
    lists(sql, "gone", None, 0, 9);
}

/// What today's statements read.
pub fn contents(sql: &Sqlite) -> Vec<String> {
    let mut lines = Vec::new();
    let mut ask = |columns: &str, statement: &str, values: &[Value]| {
        let asked = format!("SELECT {columns} FROM ({statement})");
        let rows = sql.run(&asked, values).expect("today's statements fit");
        let line = |row: &dormouse::store::sql::Row| {
            let values = row.values.iter().map(|value| match value {
                Value::Text(text) => quoted(text),
                Value::Integer(number) => number.to_string(),
                Value::Null => "nothing".to_owned(),
            });
            format!("{columns}: {}", values.collect::<Vec<_>>().join(", "))
        };
        lines.extend(rows.iter().map(line));
    };
    let account = "id, handle, password_hash, created_at, disabled_at";
    for key in ["anna", "b-en-l", "cleo", "dora"] {
        ask(account, accounts::BY_KEY, &[key.into()]);
    }
    let everyone = ["".into(), "\u{10ffff}".into(), 30_u64.into()];
    ask("handle, online, seen_at", people::LIST, &everyone);
    for handle in ["anna", "cleo", "dora"] {
        ask("id, handle", people::BY_ID, &[id(handle).as_str().into()]);
        let token = hash(handle, 1);
        let found = [token.as_str().into(), (NOON - 1).into()];
        ask("session, used_at, user, handle", sessions::FIND, &found);
    }
    let shown = "SELECT handle, profile, profile_at FROM accounts WHERE profile IS NOT NULL";
    ask("handle, profile, profile_at", shown, &[]);
    let theirs = [id("cleo").as_str().into(), 0_u64.into(), 100_u64.into()];
    ask("id, label, created_at, used_at", sessions::LIST, &theirs);
    let all = ["".into(), "".into(), "\u{10ffff}".into(), 30_u64.into()];
    ask("id, title, title_key, topic, members", groups::LIST, &all);
    lines
}

/// Adds an account with its first session.
pub fn registers(sql: &Sqlite, handle: &str, now: u64) {
    let person = person(handle);
    let key = person.handle.key();
    let account = [
        person.id.as_str().into(),
        person.handle.as_str().into(),
        key.as_str().into(),
        HASH.into(),
        now.into(),
    ];
    run(sql, accounts::ADD, &account);
    signs_in(sql, handle, 1, "Safari on a phone", now);
}

/// Adds a session.
pub fn signs_in(sql: &Sqlite, handle: &str, nth: u8, label: &str, now: u64) {
    let (token, session) = (hash(handle, nth), session(handle, nth));
    let values = [
        token.as_str().into(),
        session.as_str().into(),
        id(handle).as_str().into(),
        now.into(),
        label.into(),
    ];
    run(sql, sessions::ADD, &values);
}

/// Ends a person's second session.
pub fn signs_out(sql: &Sqlite, handle: &str) {
    let sessions_ended = format!("[{:?}]", session(handle, 2).as_str());
    run(
        sql,
        sessions::END,
        &[id(handle).as_str().into(), sessions_ended.as_str().into()],
    );
}

/// Writes a group's entry in the directory. Without a title, the group is not listed.
pub fn lists(sql: &Sqlite, word: &str, title: Option<&str>, members: u64, seq: u64) {
    let key = title.map(str::to_lowercase);
    let values = [
        group(word).as_str().into(),
        title.unwrap_or_default().into(),
        key.as_deref().into(),
        title.map_or("", |_| "A topic").into(),
        members.into(),
        seq.into(),
    ];
    run(sql, groups::PUT, &values);
}

fn run(sql: &Sqlite, statement: &str, values: &[Value]) {
    sql.run(statement, values).expect("today's statements fit");
}

fn id(handle: &str) -> String {
    person(handle).id.to_string()
}

/// A stand-in for the hash of a token.
fn hash(handle: &str, nth: u8) -> String {
    format!("{nth:02x}{}", crate::fixtures::digest(handle).split_at(2).1)
}
