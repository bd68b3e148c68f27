//! The seam over a Durable Object's own SQLite.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use js_sys::{Array, JsString};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use worker::State;

use super::sql::{Fault, Row, Sql, Stored, Value};

// `ctx.storage` as the crate has it lacks `transactionSync`, decodes each statement's text anew, and reads row by row.
#[wasm_bindgen]
extern "C" {
    type RawState;

    #[wasm_bindgen(method, getter)]
    fn storage(this: &RawState) -> RawStorage;

    type RawStorage;

    #[wasm_bindgen(method, getter)]
    fn sql(this: &RawStorage) -> RawSql;

    /// Runs the closure in a transaction; an exception from it rolls back.
    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &RawStorage,
        closure: &mut dyn FnMut() -> Result<JsValue, JsValue>,
    ) -> Result<JsValue, JsValue>;

    type RawSql;

    #[wasm_bindgen(method, catch, variadic)]
    fn exec(this: &RawSql, statement: &JsString, values: Vec<JsValue>) -> Result<RawCursor, JsValue>;

    type RawCursor;

    /// The rows, each an array of its columns.
    #[wasm_bindgen(method, catch)]
    fn raw(this: &RawCursor) -> Result<RawRows, JsValue>;

    #[wasm_bindgen(method, getter, js_name = rowsRead)]
    fn rows_read(this: &RawCursor) -> usize;

    #[wasm_bindgen(method, getter, js_name = rowsWritten)]
    fn rows_written(this: &RawCursor) -> usize;

    type RawRows;

    #[wasm_bindgen(method, catch, js_name = toArray)]
    fn to_array(this: &RawRows) -> Result<Array, JsValue>;
}

/// An object's database, counting what it will be billed for when that is metered.
pub struct EdgeSql {
    sql: RawSql,
    storage: RawStorage,
    /// Statements as JavaScript has them; there are a few dozen.
    statements: RefCell<BTreeMap<String, JsString>>,
    metered: bool,
    rows_read: Cell<usize>,
    rows_written: Cell<usize>,
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

    /// Rows read and written since the last time this was asked, by the cursors' own counters: what is billed.
    pub fn take_rows(&self) -> (usize, usize) {
        (self.rows_read.take(), self.rows_written.take())
    }

    fn exec(&self, statement: &str, values: &[Value]) -> Stored<RawCursor> {
        let values = values.iter().map(bind).collect();
        let mut statements = self.statements.borrow_mut();
        if !statements.contains_key(statement) {
            statements.insert(statement.to_owned(), JsString::from(statement));
        }
        let text = statements
            .get(statement)
            .map_or_else(|| JsString::from(statement), JsString::clone);
        self.sql
            .exec(&text, values)
            .map_err(|error| fault(statement, &error))
    }

    fn count(&self, cursor: &RawCursor) {
        if self.metered {
            self.rows_read.set(self.rows_read.get() + cursor.rows_read());
            self.rows_written
                .set(self.rows_written.get() + cursor.rows_written());
        }
    }
}

impl Sql for EdgeSql {
    fn run(&self, statement: &str, values: &[Value]) -> Stored<Vec<Row>> {
        let cursor = self.exec(statement, values)?;
        let rows = cursor.raw().and_then(|rows| rows.to_array());
        let rows = rows.map_err(|error| fault(statement, &error))?;
        self.count(&cursor);
        rows.iter().map(|row| read(&Array::from(&row))).collect()
    }

    fn change(&self, statement: &str, values: &[Value]) -> Stored<bool> {
        let cursor = self.exec(statement, values)?;
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
        // The closure's own fault says more than the exception made of it.
        outcome?;
        thrown.map(|_| ()).map_err(|error| Fault(format!("{error:?}")))
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "what is stored stays below 2^53; see `Value`"
)]
fn bind(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Integer(number) => JsValue::from_f64(*number as f64),
        Value::Text(text) => JsValue::from_str(text),
    }
}

fn read(row: &Array) -> Stored<Row> {
    let value = |value: JsValue| {
        if let Some(number) = value.as_f64() {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "whole, and below 2^53: see `Value`"
            )]
            return Ok(Value::Integer(number as i64));
        }
        match value.as_string() {
            Some(text) => Ok(Value::Text(text)),
            None if value.is_null() => Ok(Value::Null),
            None => Err(Fault("a value of a kind never stored".to_owned())),
        }
    };
    row.iter().map(value).collect::<Stored<Vec<_>>>().map(Row)
}

fn fault(statement: &str, error: &JsValue) -> Fault {
    let begin: String = statement.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    Fault(format!("{error:?} in “{begin} …”"))
}
