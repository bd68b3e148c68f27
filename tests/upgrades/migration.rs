//! Every fixture migrates to today's schema, once, and loses nothing.

use crate::dump::{columns, dump, rows, schema, tables};
use crate::fixtures::{Fixture, fixtures};
use crate::open::world::World;
use crate::open::{contents, fresh, kinds, migrate, steps_of};
use crate::sqlite::Sqlite;

/// Tables to which the store only appends.
const LOG: [&str; 2] = ["messages", "events"];

fn loaded(fixture: &Fixture) -> Sqlite {
    let sql = Sqlite::new();
    sql.load(&fixture.dump);
    sql
}

fn opened(fixture: &Fixture) -> Sqlite {
    let sql = loaded(fixture);
    migrate(&fixture.kind, &sql);
    sql
}

#[test]
fn everything_in_an_old_database_reads_as_expected() {
    for it in fixtures() {
        let read = contents(&it.kind, &it.object, &it.dump);
        assert_eq!(read, it.contents, "{}", it.name);
        assert!(!read.is_empty(), "{}", it.name);
    }
}

#[test]
fn an_old_database_has_the_steps_of_its_name_and_all_steps_after_opening() {
    for it in fixtures() {
        let newest = kinds()
            .iter()
            .find(|kind| kind.name == it.kind)
            .map(|kind| kind.steps.len());
        assert_eq!(
            steps_of(&it.kind, &loaded(it)),
            Some(it.steps),
            "{}",
            it.name
        );
        assert_eq!(steps_of(&it.kind, &opened(it)), newest, "{}", it.name);
    }
}

#[test]
fn a_migrated_database_has_the_tables_and_columns_of_a_fresh_one() {
    for it in fixtures() {
        assert_eq!(schema(&opened(it)), schema(&fresh(&it.kind)), "{}", it.name);
    }
}

#[test]
fn migrating_twice_changes_nothing() {
    for it in fixtures() {
        let sql = opened(it);
        let (once, changes) = (dump(&sql), sql.changes());
        migrate(&it.kind, &sql);
        assert_eq!((dump(&sql), sql.changes()), (once, changes), "{}", it.name);
    }
}

#[test]
fn opening_rewrites_no_row_of_the_log() {
    let mut entries = 0;
    for it in fixtures() {
        let old = loaded(it);
        let tables = tables(&old)
            .into_iter()
            .filter(|table| LOG.contains(&table.as_str()));
        for table in tables {
            let columns = columns(&old, &table);
            // A row with a `seq` below 1 is no entry of the log.
            let entries_of = |sql: &Sqlite| {
                let mut rows = rows(sql, &table, &columns);
                rows.retain(|row| !row.starts_with("(-"));
                rows
            };
            let before = entries_of(&old);
            assert_eq!(entries_of(&opened(it)), before, "{} {table}", it.name);
            let mut world = World::new();
            world.adopt_conversation(&it.object, &it.dump);
            // Its alarm fires, and it makes every call that is due.
            world.wait(60);
            let after = world.of_conversation(&it.object, |sql| entries_of(sql));
            assert_eq!(after, before, "{} {table}", it.name);
            entries += before.len();
        }
    }
    assert!(entries > 20, "the fixtures have a log: {entries}");
}
