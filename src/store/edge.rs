//! The seam over a Durable Object's own SQLite.

use std::cell::Cell;

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use worker::{SqlStorage, SqlStorageValue, State};

use super::sql::{Fault, Row, Sql, Stored, Value};

#[wasm_bindgen]
extern "C" {
    /// `ctx.storage`, for the one call that the `worker` crate does not have.
    type RawStorage;

    /// Runs the closure in a transaction; an exception from it rolls back. The crate has only the asynchronous kind.
    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &RawStorage,
        closure: &mut dyn FnMut() -> Result<JsValue, JsValue>,
    ) -> Result<JsValue, JsValue>;
}

/// An object's database, counting what it will be billed for.
pub struct EdgeSql {
    sql: SqlStorage,
    storage: RawStorage,
    rows_read: Cell<usize>,
    rows_written: Cell<usize>,
}

impl EdgeSql {
    #[must_use]
    pub fn new(state: &State) -> Self {
        let storage = Reflect::get(state.as_raw(), &"storage".into()).unwrap_or(JsValue::UNDEFINED);
        Self {
            sql: state.storage().sql(),
            storage: storage.unchecked_into(),
            rows_read: Cell::new(0),
            rows_written: Cell::new(0),
        }
    }

    /// Rows read and written since the last time this was asked, by the cursors' own counters: what is billed.
    pub fn take_rows(&self) -> (usize, usize) {
        (self.rows_read.take(), self.rows_written.take())
    }
}

impl Sql for EdgeSql {
    fn run(&self, statement: &str, values: &[Value]) -> Stored<Vec<Row>> {
        let bound: Vec<JsValue> = values.iter().map(bind).collect();
        let cursor = self
            .sql
            .exec_raw(statement, bound)
            .map_err(|error| fault(statement, &error))?;
        let rows = cursor
            .raw()
            .map(|row| row.map_err(|error| fault(statement, &error)).and_then(read))
            .collect::<Stored<Vec<_>>>()?;
        self.rows_read.set(self.rows_read.get() + cursor.rows_read());
        self.rows_written
            .set(self.rows_written.get() + cursor.rows_written());
        Ok(rows)
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

fn read(row: Vec<SqlStorageValue>) -> Stored<Row> {
    let value = |value| match value {
        SqlStorageValue::Null => Ok(Value::Null),
        SqlStorageValue::Boolean(truth) => Ok(Value::Integer(i64::from(truth))),
        SqlStorageValue::Integer(number) => Ok(Value::Integer(number)),
        SqlStorageValue::String(text) => Ok(Value::Text(text)),
        SqlStorageValue::Float(_) | SqlStorageValue::Blob(_) => {
            Err(Fault("a value of a kind never stored".to_owned()))
        }
    };
    row.into_iter().map(value).collect::<Stored<Vec<_>>>().map(Row)
}

fn fault(statement: &str, error: &worker::Error) -> Fault {
    let begin: String = statement.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    Fault(format!("{error} in “{begin} …”"))
}
