//! A database that fails halfway, and one that has its tables already.

use dormouse::store::conversation::{log, schema};
use dormouse::store::inbox;
use dormouse::store::schema::migrate;
use dormouse::store::sql::{Fault, Sql};

use super::*;

fn count(sql: &Sqlite, table: &str) -> u64 {
    let rows = sql
        .run(&format!("SELECT count(*) FROM {table} WHERE seq > 0"), &[])
        .expect("a table");
    rows.first()
        .and_then(|row| row.number(0).ok())
        .expect("a count")
}

#[test]
fn a_change_that_fails_halfway_writes_nothing() {
    let sql = conversation();
    let changed = sql.atomically(&mut || {
        log::append(&sql, &message(1, "a"), ANNA, 1)?;
        log::append(&sql, &event(2, &ben(), EventKind::Joined), BEN, 1)?;
        Err(Fault("halfway".to_owned()))
    });
    assert_eq!(changed, Err(Fault("halfway".to_owned())));
    assert_eq!((count(&sql, "messages"), count(&sql, "events")), (0, 0));
}

#[test]
fn migrating_again_writes_nothing() {
    let sql = conversation();
    log::append(&sql, &message(1, "a"), ANNA, 1).expect("a new entry");
    let writes = sql.changes();
    schema::migrate(&sql).expect("they are there");
    assert_eq!(sql.changes(), writes, "an object that wakes writes nothing");
    assert_eq!(count(&sql, "messages"), 1);
    let user = Sqlite::new();
    inbox::migrate(&user).expect("tables can be made");
    inbox::migrate(&user).expect("they are there");
}

#[test]
fn a_migration_that_fails_anywhere_can_run_again() {
    for statements in 0..7 {
        let sql = Sqlite::new();
        sql.fail_after(statements);
        let migrated = schema::migrate(&sql);
        assert_eq!(migrated.is_ok(), sql.heal(), "after {statements}");
        assert_eq!(
            schema::exists(&sql),
            Ok(migrated.is_ok()),
            "all or nothing, after {statements}"
        );
        schema::migrate(&sql).expect("now it goes");
        log::append(&sql, &message(1, "a"), ANNA, 1).expect("a new entry");
    }
}

#[test]
fn a_database_that_has_the_first_steps_gets_the_rest() {
    let sql = Sqlite::new();
    let first: &[&str] = &[
        "CREATE TABLE tea (cups INTEGER)",
        "INSERT INTO tea VALUES (4)",
    ];
    let second: &[&str] = &["ALTER TABLE tea ADD COLUMN milk INTEGER NOT NULL DEFAULT 1"];
    migrate(&sql, &[first]).expect("the first step");
    migrate(&sql, &[first, second]).expect("the second step");
    migrate(&sql, &[first, second]).expect("nothing");
    migrate(&sql, &[first]).expect("older code on a newer database leaves it alone");
    assert_eq!(
        sql.run("SELECT cups, milk FROM tea", &[])
            .map(|rows| rows.len()),
        Ok(1)
    );
    let broken: &[&str] = &["CREATE TABLE cake (slices INTEGER)", "this is no SQL"];
    assert!(migrate(&sql, &[first, second, broken]).is_err());
    assert!(
        sql.run("SELECT * FROM cake", &[]).is_err(),
        "a failed step leaves nothing behind"
    );
}
