//! SQLite in memory behind the store's own trait, so that native tests run the statements of the
//! objects.
//!
//! It counts statements. A test can make it fail as a disk would: having written nothing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use dormouse::store::sql::{Fault, Row, Sql, Stored, Value, beginning};
use rusqlite::Connection;
use rusqlite::types::{Value as Raw, ValueRef};

/// A database of its own in memory.
pub struct Sqlite {
    connection: Connection,
    /// Statements that may change something, since [`Sqlite::take_writes`].
    writes: RefCell<Vec<String>>,
    /// How many statements run before one fails. `None`: none fails.
    fails_after: Cell<Option<u32>>,
    failures: Cell<u64>,
}

impl Sqlite {
    pub fn new() -> Self {
        Self::of(Connection::open_in_memory().expect("memory is always there"))
    }

    /// A database in a file.
    #[allow(dead_code, reason = "each test binary uses its own part of this file")]
    pub fn at(path: &std::path::Path) -> Self {
        Self::of(Connection::open(path).expect("the file can be made"))
    }

    fn of(connection: Connection) -> Self {
        connection.set_prepared_statement_cache_capacity(64);
        Self {
            connection,
            writes: RefCell::default(),
            fails_after: Cell::new(None),
            failures: Cell::new(0),
        }
    }

    /// Makes the statement after this many others fail, once.
    #[allow(dead_code, reason = "each test binary uses its own part of this file")]
    pub fn fail_after(&self, statements: u32) {
        self.fails_after.set(Some(statements));
    }

    /// Ends the fault. Returns whether it had not happened yet.
    #[allow(dead_code, reason = "as above")]
    pub fn heal(&self) -> bool {
        self.fails_after.take().is_some()
    }

    /// The first words of every statement but SELECTs since the last call.
    #[allow(dead_code, reason = "as above")]
    pub fn take_writes(&self) -> Vec<String> {
        self.writes.take()
    }

    /// A number that grows with every changed row.
    #[allow(dead_code, reason = "as above")]
    pub fn changes(&self) -> u64 {
        self.connection.total_changes()
    }

    /// Runs a statement of the test's own. It is not counted and does not fail on purpose.
    #[allow(dead_code, reason = "as above")]
    pub fn query(&self, statement: &str) -> Vec<Row> {
        self.try_run(statement, &[]).unwrap_or_default()
    }

    /// Runs all statements of a dump.
    #[allow(dead_code, reason = "as above")]
    pub fn load(&self, dump: &str) {
        let loaded = self.connection.execute_batch(dump);
        loaded.expect("a dump is sound SQL");
    }

    /// How many statements have failed on purpose.
    #[allow(dead_code, reason = "as above")]
    pub fn failures(&self) -> u64 {
        self.failures.get()
    }

    fn try_run(&self, statement: &str, values: &[Value]) -> rusqlite::Result<Vec<Row>> {
        let mut prepared = self.connection.prepare_cached(statement)?;
        let columns = prepared.column_count();
        let mut rows = prepared.query(rusqlite::params_from_iter(values.iter().map(bind)))?;
        let (mut read, of) = (Vec::new(), Rc::<str>::from(beginning(statement)));
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|column| row.get_ref(column).map(value));
            let values = values.collect::<rusqlite::Result<_>>()?;
            read.push(Row::new(values, Rc::clone(&of)));
        }
        Ok(read)
    }

    fn begin_statement(&self, statement: &str) -> Stored<()> {
        if !statement.starts_with("SELECT") {
            let words = statement.split_whitespace().take(3).collect::<Vec<_>>();
            self.writes.borrow_mut().push(words.join(" "));
        }
        match self.fails_after.get() {
            Some(0) => {
                self.fails_after.set(None);
                self.failures.set(self.failures.get() + 1);
                Err(Fault("the disk failed, as this test wants".to_owned()))
            }
            left => {
                self.fails_after.set(left.map(|left| left - 1));
                Ok(())
            }
        }
    }
}

impl Sql for Sqlite {
    fn run(&self, statement: &str, values: &[Value]) -> Stored<Vec<Row>> {
        self.begin_statement(statement)?;
        self.try_run(statement, values)
            .map_err(|error| Fault(format!("{error} in {statement}")))
    }

    fn change(&self, statement: &str, values: &[Value]) -> Stored<bool> {
        self.begin_statement(statement)?;
        let prepared = self.connection.prepare_cached(statement);
        prepared
            .and_then(|mut prepared| {
                prepared.execute(rusqlite::params_from_iter(values.iter().map(bind)))
            })
            .map(|changed| changed > 0)
            .map_err(|error| Fault(format!("{error} in {statement}")))
    }

    fn atomically(&self, change: &mut dyn FnMut() -> Stored<()>) -> Stored<()> {
        let savepoint = |words: &str| {
            self.connection
                .execute_batch(words)
                .map_err(|error| Fault(format!("{error} at {words}")))
        };
        savepoint("SAVEPOINT change")?;
        let outcome = change();
        if outcome.is_err() {
            savepoint("ROLLBACK TO change")?;
        }
        savepoint("RELEASE change")?;
        outcome
    }
}

fn bind(value: &Value) -> Raw {
    match value {
        Value::Null => Raw::Null,
        Value::Integer(number) => Raw::Integer(*number),
        Value::Text(text) => Raw::Text(text.clone()),
    }
}

/// Numbers as workerd gives them: doubles, exact up to 2^53. Larger ones are refused.
fn value(raw: ValueRef) -> Value {
    match raw {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => {
            assert!(
                number.unsigned_abs() <= 1 << 53,
                "{number} would not come back the same from workerd"
            );
            Value::Integer(number)
        }
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Real(_) | ValueRef::Blob(_) => panic!("the store writes no value of this kind"),
    }
}
