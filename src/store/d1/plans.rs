//! Asks SQLite for the plan of every statement. None may read a whole table.

use rusqlite::{Connection, params_from_iter, types::Value};

use super::{accounts, files, groups, people, schema, sessions};

fn database() -> rusqlite::Result<Connection> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(schema::RECORD)?;
    for (_, file) in schema::MIGRATIONS {
        for statement in schema::statements(file) {
            db.execute(statement, [])?;
        }
    }
    Ok(db)
}

fn plan(db: &Connection, statement: &str, values: usize) -> rusqlite::Result<Vec<String>> {
    let mut asked = db.prepare(&format!("EXPLAIN QUERY PLAN {statement}"))?;
    let steps = asked.query_map(params_from_iter(vec![Value::Null; values]), |row| {
        row.get(3)
    })?;
    steps.collect()
}

#[test]
fn no_statement_reads_a_whole_table() -> rusqlite::Result<()> {
    let db = database()?;
    let all = [
        &accounts::ALL[..],
        &sessions::ALL[..],
        &people::ALL[..],
        &groups::ALL[..],
        &files::ALL[..],
    ]
    .concat();
    for (statement, values) in all {
        let steps = plan(&db, statement, values)?;
        // These read a list that came with the statement, not a table.
        let is_list = |step: &str| {
            ["json_each", "VALUES", "CONSTANT ROW"]
                .iter()
                .any(|it| step.contains(it))
        };
        let scans = |step: &String| step.starts_with("SCAN") && !is_list(step);
        assert!(!steps.iter().any(scans), "{statement}\n{steps:#?}");
    }
    Ok(())
}

#[test]
fn the_second_of_two_isolates_that_migrate_at_once_changes_nothing() -> rusqlite::Result<()> {
    let mut db = database()?;
    for (name, file) in schema::MIGRATIONS {
        db.execute(schema::NOTE, [name])?;
        let race = db.transaction()?;
        assert!(
            race.execute(schema::NOTE, [name]).is_err(),
            "{name} was recorded twice"
        );
        drop(race);
        assert!(schema::statements(file).count() > 0);
    }
    Ok(())
}

#[test]
fn a_page_is_read_from_an_index_in_its_order() -> rusqlite::Result<()> {
    let db = database()?;
    for (statement, values) in [people::ALL[1], groups::ALL[1]] {
        let steps = plan(&db, statement, values)?;
        assert!(
            !steps.iter().any(|step| step.contains("B-TREE")),
            "{statement}\n{steps:#?}"
        );
    }
    Ok(())
}

#[test]
fn a_late_older_entry_never_lists_a_group_again() -> rusqlite::Result<()> {
    let db = database()?;
    let put = |members: u32, seq: u32, key: Option<&str>| {
        db.execute(
            groups::ALL[0].0,
            rusqlite::params!["g", "Owls", key, "", members, seq],
        )
    };
    put(1, 1, Some("owls"))?;
    put(0, 9, None)?;
    put(5, 8, Some("owls"))?;
    let row: (Option<String>, u32) =
        db.query_row("SELECT title_key, seq FROM groups", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    assert_eq!(row, (None, 9));
    Ok(())
}

#[test]
fn a_new_session_beyond_the_hundredth_ends_the_one_unused_for_longest() -> rusqlite::Result<()> {
    let db = database()?;
    db.execute(
        accounts::ALL[1].0,
        rusqlite::params!["u", "anna", "anna", "hash", 0],
    )?;
    for used_at in 0..3 {
        db.execute(
            sessions::ALL[1].0,
            rusqlite::params![used_at, format!("s{used_at}"), "u", used_at, "Browser"],
        )?;
    }
    let surplus: String = db.query_row(sessions::SURPLUS, rusqlite::params!["u", 2], |row| {
        row.get(0)
    })?;
    assert_eq!(surplus, "s0");
    Ok(())
}

#[test]
fn only_the_given_sessions_end() -> rusqlite::Result<()> {
    let db = database()?;
    for user in ["u", "v"] {
        db.execute(
            accounts::ADD,
            rusqlite::params![user, user, user, "hash", 0],
        )?;
        for session in ["s1", "s2", "s3"] {
            let row = rusqlite::params![format!("{user}{session}"), session, user, 0, "Browser"];
            db.execute(sessions::ADD, row)?;
        }
    }
    db.execute(sessions::END, ["u", r#"["s1","s3","s9"]"#])?;
    let left = "SELECT group_concat(token_hash, ' ' ORDER BY token_hash) FROM sessions";
    let left: String = db.query_row(left, [], |row| row.get(0))?;
    assert_eq!(left, "us2 vs1 vs2 vs3");
    Ok(())
}

#[test]
fn a_session_is_renewed_while_it_is_good_and_only_then() -> rusqlite::Result<()> {
    let db = database()?;
    for user in ["u", "v"] {
        db.execute(
            accounts::ADD,
            rusqlite::params![user, user, user, "hash", 0],
        )?;
        for (session, used_at) in [("s1", 100), ("s2", 10), ("s3", 900)] {
            let hash = format!("{user}{session}");
            db.execute(
                sessions::ADD,
                rusqlite::params![hash, session, user, used_at, "Browser"],
            )?;
        }
    }
    let renew = |user: &str| -> rusqlite::Result<Vec<String>> {
        let mut renew = db.prepare(sessions::RENEW)?;
        let values = rusqlite::params![user, r#"["s1","s2","s3","gone"]"#, 500, 10];
        renew.query_map(values, |row| row.get(0))?.collect()
    };
    assert_eq!(renew("u")?, ["s1", "s3"]);
    let used = "SELECT group_concat(used_at, ' ' ORDER BY token_hash) FROM sessions";
    let used: String = db.query_row(used, [], |row| row.get(0))?;
    assert_eq!(
        used, "500 10 900 100 10 900",
        "no time goes back, and no other session changes"
    );
    db.execute("UPDATE accounts SET disabled_at = 1 WHERE id = 'v'", [])?;
    assert_eq!(renew("v")?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_session_needs_an_account() -> rusqlite::Result<()> {
    let db = database()?;
    let added = db.execute(
        sessions::ALL[1].0,
        rusqlite::params!["hash", "s", "nobody", 0, "Browser"],
    )?;
    assert_eq!(added, 0);
    Ok(())
}
