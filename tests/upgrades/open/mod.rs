//! Everything that these tests use of the crate. After a rename in the crate, only this folder
//! changes.

mod actions;
pub mod contents;
pub mod d1;
mod events;
mod names;
pub mod world;

pub use names::{NOON, direct, group};

use dormouse::store::sql::{Sql, Stored};
use dormouse::store::{conversation, d1 as accounts, file, gate, inbox, schema};

use crate::dump::tables;
use crate::sqlite::Sqlite;

/// A kind of database.
#[derive(Clone)]
pub struct Kind {
    pub name: &'static str,
    /// The SQL of each step that has landed.
    pub steps: Vec<String>,
    /// The fixtures of each step: a word for each, and what it is.
    pub samples: &'static [(&'static str, &'static str)],
}

/// All kinds of database.
pub fn kinds() -> [Kind; 5] {
    let of = |steps: &[&[&str]]| steps.iter().map(|step| step.join(";\n")).collect();
    let files = accounts::schema::MIGRATIONS.iter();
    let migrations = files.map(|(_, file)| accounts::schema::statements(file).collect::<Vec<_>>());
    [
        Kind {
            name: "conversation",
            steps: of(&conversation::schema::STEPS),
            samples: &[
                ("group", "a group in which all that can happen has happened"),
                ("direct", "a direct conversation of Anna and Cleo"),
                (
                    "opened",
                    "a direct conversation in which nothing was said yet",
                ),
                ("closed", "a group that everyone has left"),
            ],
        },
        Kind {
            name: "user",
            steps: of(&inbox::STEPS),
            samples: &[("inbox", "Cleo's inbox, with an ended session pending")],
        },
        Kind {
            name: "gate",
            steps: of(&gate::STEPS),
            samples: &[
                ("counts", "a gate that has counted each thing it counts"),
                ("address", "the gate of an address"),
            ],
        },
        Kind {
            name: "file",
            steps: of(&file::STEPS),
            samples: &[("upload", "an upload of which the bucket has one chunk")],
        },
        Kind {
            name: "d1",
            steps: migrations.map(|file| file.join(";\n")).collect(),
            samples: &[("accounts", "accounts, their sessions, and public groups")],
        },
    ]
}

/// Migrates a database to the newest schema, as today's code does when it opens one.
pub fn migrate(kind: &str, sql: &Sqlite) {
    let migrated = match kind {
        "conversation" => conversation::schema::migrate(sql),
        "user" => inbox::migrate(sql),
        "gate" => gate::migrate(sql),
        "file" => file::migrate(sql),
        _ => d1::migrate(sql),
    };
    migrated.expect("a database of this kind can be opened");
}

/// An empty database of today's schema.
pub fn fresh(kind: &str) -> Sqlite {
    let sql = Sqlite::new();
    migrate(kind, &sql);
    sql
}

/// The number of steps that a database has noted.
pub fn steps_of(kind: &str, sql: &Sqlite) -> Option<usize> {
    let asked = match kind {
        // The first gates did not note their one step.
        "gate" if !tables(sql).contains(&"schema".to_owned()) => "SELECT 1 FROM sqlite_master",
        "d1" => "SELECT count(*) FROM d1_migrations",
        _ => "SELECT steps FROM schema",
    };
    let rows = sql.query(asked);
    let steps = rows.first().and_then(|row| row.number(0).ok())?;
    usize::try_from(steps).ok()
}

/// What today's code reads from a database.
pub fn contents(kind: &str, object: &str, dump: &str) -> Vec<String> {
    let sql = || {
        let sql = Sqlite::new();
        sql.load(dump);
        migrate(kind, &sql);
        sql
    };
    match kind {
        "conversation" => {
            let mut world = world::World::new();
            world.adopt_conversation(object, dump);
            contents::conversation(&mut world, object)
        }
        "user" => {
            let mut world = world::World::new();
            world.adopt_user(object, dump);
            contents::user(&mut world, object)
        }
        "gate" => contents::gate(&sql()),
        "file" => contents::file(&sql()),
        _ => d1::contents(&sql()),
    }
}

/// A gate that has counted each thing it counts.
pub fn count_at_a_gate() -> Sqlite {
    let sql = count_at_the_gate_of_an_address();
    gate::put(&sql, gate::Counted::WrongPasswords, 7, NOON + 1_000).expect("counted");
    sql
}

/// An upload of which the bucket has one chunk.
pub fn keep_a_file() -> Sqlite {
    let sql = fresh("file");
    actions::keep(&sql).expect("kept");
    sql
}

/// A gate that has counted the requests of an address.
pub fn count_at_the_gate_of_an_address() -> Sqlite {
    let sql = fresh("gate");
    let count = |counted, count, at| gate::put(&sql, counted, count, at).expect("counted");
    count(gate::Counted::SignIns, 1_234, NOON + 3_600_000);
    count(gate::Counted::Registrations, 3, NOON + 90_000);
    sql
}

/// Newer code migrates a gate: another step follows those of today.
pub fn newer_code_migrates_a_gate(sql: &Sqlite, step: &[&str]) -> Stored<()> {
    let newer: Vec<_> = gate::STEPS.into_iter().chain([step]).collect();
    schema::migrate(sql, &newer)
}

/// One more wrong password, and a cleared count for another name.
pub fn count_on(sql: &Sqlite) -> Stored<()> {
    let (count, at) = gate::get(sql, gate::Counted::WrongPasswords)?;
    gate::put(sql, gate::Counted::WrongPasswords, count + 1, at + 1)?;
    gate::forget(sql, gate::Counted::SignIns)
}

/// Runs one of the store's statements. Returns how many rows it gives.
pub fn run(sql: &Sqlite, statement: &str) -> usize {
    sql.run(statement, &[])
        .expect("a statement that is right")
        .len()
}
