//! The implementation of [`Sql`] by a Durable Object's own SQLite.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use worker::State;

use super::sql::{Fault, Row, Sql, Stored, Value, beginning, unreadable};

// The `ctx.storage` of the `worker` crate lacks `transactionSync`. It also decodes the text of each
// statement anew, and reads row by row.
#[wasm_bindgen]
extern "C" {
    type RawState;

    #[wasm_bindgen(method, getter)]
    fn storage(this: &RawState) -> RawStorage;

    type RawStorage;

    #[wasm_bindgen(method, getter)]
    fn sql(this: &RawStorage) -> RawSql;

    /// Runs the closure in a transaction. An exception from it rolls the transaction back.
    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &RawStorage,
        closure: &mut dyn FnMut() -> Result<JsValue, JsValue>,
    ) -> Result<JsValue, JsValue>;

    type RawSql;

    type RawCursor;

    #[wasm_bindgen(method, getter, js_name = rowsRead)]
    fn rows_read(this: &RawCursor) -> usize;

    #[wasm_bindgen(method, getter, js_name = rowsWritten)]
    fn rows_written(this: &RawCursor) -> usize;
}

// All values cross as one text, and so do all rows. For most statements, passing them one by one
// would cost more than all the rest.
#[wasm_bindgen(inline_js = "export function execute(sql, statement, values) {
  return sql.exec(statement, ...JSON.parse(values));
}
export function rows(cursor) {
  return JSON.stringify(cursor.raw().toArray());
}")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn execute(sql: &RawSql, statement: &JsString, values: &str) -> Result<RawCursor, JsValue>;

    /// All rows, each an array of its columns.
    #[wasm_bindgen(catch)]
    fn rows(cursor: &RawCursor) -> Result<String, JsValue>;
}

/// An object's database. When it is metered, it counts the rows that are billed.
pub struct EdgeSql {
    sql: RawSql,
    storage: RawStorage,
    /// The statements as JavaScript strings. A linear search is quick: there are a few dozen, and
    /// most differ in length.
    statements: RefCell<Vec<Known>>,
    metered: bool,
    rows_read: Cell<usize>,
    rows_written: Cell<usize>,
}

struct Known {
    statement: String,
    text: JsString,
    /// The beginning of the statement, for faults.
    beginning: Rc<str>,
}

impl EdgeSql {
    #[must_use]
    pub fn new(state: &State, metered: bool) -> Self {
        let storage = state.as_raw().unchecked_ref::<RawState>().storage();
        Self {
            sql: storage.sql(),
            storage,
            statements: RefCell::default(),
            metered,
            rows_read: Cell::new(0),
            rows_written: Cell::new(0),
        }
    }

    /// The database as JavaScript has it, for the code that moves the bytes of files.
    #[must_use]
    pub fn raw(&self) -> &JsValue {
        self.sql.as_ref()
    }

    /// The rows read and written since the last call of this function. The cursors' own counters
    /// give them, and those are billed.
    pub fn take_rows(&self) -> (usize, usize) {
        (self.rows_read.take(), self.rows_written.take())
    }

    fn exec(&self, statement: &str, values: &[Value]) -> Stored<(RawCursor, Rc<str>)> {
        let values = serde_json::to_string(values).map_err(|error| Fault(error.to_string()))?;
        let mut statements = self.statements.borrow_mut();
        let nth = statements
            .iter()
            .position(|known| known.statement == statement);
        let nth = nth.unwrap_or_else(|| {
            statements.push(Known {
                statement: statement.to_owned(),
                text: JsString::from(statement),
                beginning: beginning(statement).into(),
            });
            statements.len() - 1
        });
        let Some(known) = statements.get(nth) else {
            return Err(Fault("a statement was not kept".to_owned()));
        };
        let cursor = execute(&self.sql, &known.text, &values);
        let cursor = cursor.map_err(|error| fault(&known.beginning, &error))?;
        Ok((cursor, Rc::clone(&known.beginning)))
    }

    fn count(&self, cursor: &RawCursor) {
        if self.metered {
            self.rows_read
                .set(self.rows_read.get() + cursor.rows_read());
            self.rows_written
                .set(self.rows_written.get() + cursor.rows_written());
        }
    }
}

impl Sql for EdgeSql {
    fn run(&self, statement: &str, values: &[Value]) -> Stored<Vec<Row>> {
        let (cursor, beginning) = self.exec(statement, values)?;
        let rows = rows(&cursor).map_err(|error| fault(&beginning, &error))?;
        self.count(&cursor);
        let rows: Vec<Vec<Value>> =
            serde_json::from_str(&rows).map_err(|error| unreadable(&error))?;
        let row = |values| Row::new(values, Rc::clone(&beginning));
        Ok(rows.into_iter().map(row).collect())
    }

    fn change(&self, statement: &str, values: &[Value]) -> Stored<bool> {
        let (cursor, _) = self.exec(statement, values)?;
        self.count(&cursor);
        Ok(cursor.rows_written() > 0)
    }

    fn atomically(&self, change: &mut dyn FnMut() -> Stored<()>) -> Stored<()> {
        let mut outcome = Ok(());
        let thrown = self.storage.transaction_sync(&mut || {
            outcome = change();
            if outcome.is_ok() {
                Ok(JsValue::UNDEFINED)
            } else {
                Err(JsValue::from_str("roll back"))
            }
        });
        // The fault of the closure says more than the exception that rolled it back.
        outcome?;
        thrown
            .map(|_| ())
            .map_err(|error| Fault(format!("{error:?}")))
    }
}

fn fault(beginning: &str, error: &JsValue) -> Fault {
    Fault(format!("{error:?} in “{beginning}”"))
}
