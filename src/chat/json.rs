//! Reading JSON that came from outside.
//!
//! serde also reads a struct from an array of its values, in an order that nobody has promised.
//! This code does not accept such an array. serde's errors quote the text that they could not read.
//! Such a text must not get into a log.

use serde::Deserializer;
use serde::de::{DeserializeOwned, Error, Visitor};
use serde::forward_to_deserialize_any;

/// Reads an object. Every body, every frame and every call is one.
///
/// # Errors
/// The text is not JSON, not an object, or not what `T` needs. The error may quote the text, so it
/// is only for the sender of the text and not for a log.
pub fn read_object<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    // The white space of JSON (RFC 8259 §2).
    if !text
        .trim_start_matches([' ', '\t', '\n', '\r'])
        .starts_with('{')
    {
        return Err(serde_json::Error::custom("an object was expected"));
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let object = T::deserialize(Object(&mut json))?;
    json.end()?;
    Ok(object)
}

/// Reads a struct from an object alone. Otherwise `serde_json` also compiles the reading of an
/// array for each type, which was a twentieth of the bundle.
struct Object<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Object<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

/// An error for a log: its kind and its place, without the text.
#[must_use]
pub fn without_contents(error: &serde_json::Error) -> String {
    format!(
        "{:?} error at line {} column {}",
        error.classify(),
        error.line(),
        error.column()
    )
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::chat::client_frames::FromClient;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Note {
        title: String,
        count: u32,
    }

    #[test]
    fn an_array_is_refused_even_if_its_values_fit() {
        assert!(
            serde_json::from_str::<Note>(r#"["owls", 1]"#).is_ok(),
            "serde accepts it, so `Object` is needed"
        );
        for array in [
            r#"["owls",1]"#,
            " [\"owls\",1]",
            "\n\t\r[\"owls\",1]",
            "[]",
            "[[",
            "null",
            "{} {}",
        ] {
            assert!(read_object::<Note>(array).is_err(), "{array}");
        }
        assert!(FromClient::read(r#"["seen",null,null,3]"#).is_err());
        let owls = Note {
            title: "owls".to_owned(),
            count: 1,
        };
        assert_eq!(
            read_object::<Note>(" {\"count\":1,\"title\":\"owls\"}\n").ok(),
            Some(owls)
        );
    }

    #[test]
    fn a_logged_error_does_not_quote_the_text() {
        let error = serde_json::from_str::<Note>(r#"{"title":"a","count":"my secret"}"#);
        let error = error.expect_err("text is no number");
        assert!(
            error.to_string().contains("my secret"),
            "serde quotes it, so `without_contents` is needed"
        );
        assert_eq!(without_contents(&error), "Data error at line 1 column 32");
    }
}
