//! A D1 of any schema serves today's accounts, sessions and directory.

use crate::fixtures::{Fixture, fixtures};
use crate::open::{NOON, d1, group, migrate};
use crate::sqlite::Sqlite;

fn of_every_schema() -> impl Iterator<Item = (&'static Fixture, Sqlite)> {
    fixtures().filter(|it| it.kind == "d1").map(|it| {
        let sql = Sqlite::new();
        sql.load(&it.dump);
        migrate("d1", &sql);
        (it, sql)
    })
}

/// The lines that are new since the fixture, and those that are missing.
fn news(it: &Fixture, sql: &Sqlite) -> (Vec<String>, Vec<String>) {
    let now = d1::contents(sql);
    let without = |these: &[String], those: &[String]| {
        let new = these.iter().filter(|line| !those.contains(line));
        new.cloned().collect::<Vec<_>>()
    };
    (without(&now, &it.contents), without(&it.contents, &now))
}

#[test]
fn people_register_and_a_taken_handle_stays_taken() {
    for (it, sql) in of_every_schema() {
        d1::registers(&sql, "emil", NOON + 100_000);
        d1::registers(&sql, "b-en-1", NOON + 100_000);
        let (new, gone) = news(it, &sql);
        assert_eq!(
            new,
            ["handle, online, seen_at: \"emil\", 0, nothing"],
            "{}",
            it.name
        );
        assert_eq!(gone, Vec::<String>::new(), "{}", it.name);
    }
}

#[test]
fn an_old_session_can_be_ended_and_a_new_one_begun() {
    for (it, sql) in of_every_schema() {
        d1::signs_out(&sql, "cleo");
        d1::signs_in(&sql, "cleo", 3, "A new phone", NOON + 200_000);
        let (new, gone) = news(it, &sql);
        assert_eq!(
            (new.len(), gone.len()),
            (1, 1),
            "{}: {new:?} {gone:?}",
            it.name
        );
        assert!(new[0].contains("A new phone"), "{}: {new:?}", it.name);
        assert!(gone[0].contains("laptop"), "{}: {gone:?}", it.name);
    }
}

#[test]
fn a_group_is_listed_again_and_an_older_entry_does_not_bring_one_back() {
    for (it, sql) in of_every_schema() {
        d1::lists(&sql, "owls", Some("Owls"), 5, 31);
        d1::lists(&sql, "gone", Some("Gone"), 5, 8);
        let (new, gone) = news(it, &sql);
        assert_eq!(
            (new.len(), gone.len()),
            (1, 1),
            "{}: {new:?} {gone:?}",
            it.name
        );
        let named = format!("\"{}\", \"Owls\", \"owls\", \"A topic\", 5", group("owls"));
        assert!(new[0].ends_with(&named), "{}: {new:?}", it.name);
    }
}

#[test]
fn a_password_hashed_before_the_upgrade_still_verifies() {
    use argon2::{Argon2, PasswordVerifier, password_hash::phc::PasswordHash};
    for it in fixtures().filter(|it| it.kind == "d1") {
        let begin = it.dump.find("$argon2id$").expect("a hash");
        let stored = it.dump[begin..].split('\'').next().unwrap_or_default();
        let stored = PasswordHash::new(stored).expect("a PHC string");
        let password = b"nine lives of a dormouse";
        assert!(
            Argon2::default().verify_password(password, &stored).is_ok(),
            "{}",
            it.name
        );
    }
}
