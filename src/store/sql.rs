//! The interface to the SQLite of an object. The edge and the native tests implement it.

use std::fmt;
use std::rc::Rc;

use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize};

use crate::chat::json::without_contents;

/// A value to bind or read. It passes through JavaScript, whose integers are f64: exact to 2^53.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    Null,
    Integer(i64),
    Text(String),
}

/// One row of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub values: Vec<Value>,
    /// The beginning of the statement that this row answers.
    of: Rc<str>,
}

/// SQLite failed, or it answered what this code does not expect. We must repair it, and no client
/// sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub String);

/// The result of a function of the store.
pub type Stored<T> = Result<T, Fault>;

/// An object's own SQLite database.
pub trait Sql {
    /// Runs one statement with its values, in the order of their question marks.
    ///
    /// # Errors
    /// A [`Fault`] with the error of SQLite.
    fn run(&self, statement: &str, values: &[Value]) -> Stored<Vec<Row>>;

    /// Runs one statement that answers no rows. True if it wrote any.
    ///
    /// # Errors
    /// As [`Self::run`].
    fn change(&self, statement: &str, values: &[Value]) -> Stored<bool>;

    /// Runs `change` in a transaction. If it fails, nothing of it is stored.
    ///
    /// # Errors
    /// The error of `change`, or a fault of the database.
    fn atomically(&self, change: &mut dyn FnMut() -> Stored<()>) -> Stored<()>;
}

impl Row {
    /// A row of an answer. `of` is the [`beginning`] of the statement.
    #[must_use]
    pub fn new(values: Vec<Value>, of: Rc<str>) -> Self {
        Self { values, of }
    }

    /// The number in a column.
    ///
    /// # Errors
    /// A fault when it is not a number of 0 or more.
    pub fn number(&self, column: usize) -> Stored<u64> {
        match self.values.get(column) {
            Some(Value::Integer(number)) => {
                u64::try_from(*number).map_err(|_| self.unlike(column, "a number of 0 or more"))
            }
            _ => Err(self.unlike(column, "a number")),
        }
    }

    /// The number in a column that may be below 0.
    ///
    /// # Errors
    /// A fault when it is no number.
    pub fn signed(&self, column: usize) -> Stored<i64> {
        match self.values.get(column) {
            Some(Value::Integer(number)) => Ok(*number),
            _ => Err(self.unlike(column, "a number")),
        }
    }

    /// The text in a column.
    ///
    /// # Errors
    /// A fault when it is not text.
    pub fn text(&self, column: usize) -> Stored<&str> {
        match self.values.get(column) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(self.unlike(column, "text")),
        }
    }

    /// Whether a column holds nothing.
    #[must_use]
    pub fn is_null(&self, column: usize) -> bool {
        matches!(self.values.get(column), None | Some(Value::Null))
    }

    /// The text in a column, read by a newtype's own parser.
    ///
    /// # Errors
    /// A fault when it does not parse.
    pub fn parsed<T>(&self, column: usize, parse: impl Fn(&str) -> Option<T>) -> Stored<T> {
        parse(self.text(column)?).ok_or_else(|| self.unlike(column, "text of another form"))
    }

    /// What is wrong with a column, without its value, because a person may have written the value.
    fn unlike(&self, column: usize, expected: &str) -> Fault {
        let found = match self.values.get(column) {
            None => "is not there",
            Some(Value::Null) => "is null",
            Some(Value::Integer(_)) => "is a number",
            Some(Value::Text(_)) => "is text",
        };
        Fault(format!(
            "column {column} of “{}” {found}, not {expected}",
            self.of
        ))
    }
}

/// The first words of a statement, for a log. They hold no values, because values are bound.
#[must_use]
pub fn beginning(statement: &str) -> String {
    let words: Vec<_> = statement.split_whitespace().take(6).collect();
    format!("{} …", words.join(" "))
}

/// The fault for JSON in a column that this code cannot read.
#[must_use]
pub fn unreadable(error: &serde_json::Error) -> Fault {
    Fault(without_contents(error))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// A derived implementation would first build a tree, whatever the value is.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct AnyValue;

        impl Visitor<'_> for AnyValue {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("nothing, an integer or a text")
            }

            fn visit_unit<E: Error>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
                Ok(Value::Integer(number))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
                Ok(Value::from(number))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::from(text))
            }

            fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
                Ok(Value::Text(text))
            }
        }

        from.deserialize_any(AnyValue)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        // No number here reaches 2^63. One that did would be stored as the largest integer, not as
        // a negative one.
        Self::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A word of this code (a role, a kind) as its stable text, in the spelling of serde.
///
/// # Errors
/// A fault when the type is not spelled as one word.
pub fn spelled<T: serde::Serialize>(word: &T) -> Stored<String> {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => Ok(text),
        _ => Err(Fault(
            "a word of ours is not spelled as one word".to_owned(),
        )),
    }
}

/// Reads what [`spelled`] wrote.
#[must_use]
pub fn unspelled<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_and_read_as_the_json_of_javascript() {
        let values = vec![
            Value::Null,
            Value::Integer(-1),
            Value::Integer(1 << 53),
            Value::from("ö \"\n\u{1f42d}"),
        ];
        let text = serde_json::to_string(&values).expect("values can be written");
        assert_eq!(text, "[null,-1,9007199254740992,\"ö \\\"\\n\u{1f42d}\"]");
        assert_eq!(serde_json::from_str::<Vec<Value>>(&text).ok(), Some(values));
        for never_stored in ["[true]", "[0.5]", "[[1]]", "[{}]"] {
            assert!(
                serde_json::from_str::<Vec<Value>>(never_stored).is_err(),
                "{never_stored}"
            );
        }
    }

    #[test]
    fn a_fault_names_the_column_and_its_type_but_never_its_value() {
        let body = "the secret of the owls";
        let statement = "SELECT seq, body, at FROM messages WHERE seq > ? AND seq < ?";
        let values = vec![Value::Integer(-7_654_321), Value::from(body), Value::Null];
        let row = Row::new(values, beginning(statement).into());
        let word = |text: &str| (text.len() == 3).then_some(());
        let faults = [
            (
                row.number(0).err(),
                "is a number, not a number of 0 or more",
                0,
            ),
            (row.text(0).err(), "is a number, not text", 0),
            (row.number(1).err(), "is text, not a number", 1),
            (row.signed(1).err(), "is text, not a number", 1),
            (
                row.parsed(1, word).err(),
                "is text, not text of another form",
                1,
            ),
            (row.text(2).err(), "is null, not text", 2),
            (row.text(3).err(), "is not there, not text", 3),
        ];
        for (fault, problem, column) in faults {
            let said = fault.map(|fault| fault.to_string()).unwrap_or_default();
            let statement = "SELECT seq, body, at FROM messages …";
            assert_eq!(said, format!("column {column} of “{statement}” {problem}"));
        }
        let error = serde_json::from_str::<u64>(&format!("{body:?}")).expect_err("no number");
        assert!(!unreadable(&error).to_string().contains("owls"));
    }
}
