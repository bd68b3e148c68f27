//! The first reading of a frame from a client: its type, and the names that an answer repeats.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::ClientId;

/// The names that a client gives what it sends. An answer repeats them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The `client_id` of a post.
    pub client_id: Option<ClientId>,
    /// The `request` of an `edit`, a `delete` or a `react`.
    pub request: Option<ClientId>,
}

impl Named {
    /// The name of a post.
    #[must_use]
    pub fn of_post(client_id: ClientId) -> Self {
        Self {
            client_id: Some(client_id),
            request: None,
        }
    }

    /// The name of another act.
    #[must_use]
    pub fn of_request(request: ClientId) -> Self {
        Self {
            client_id: None,
            request: Some(request),
        }
    }
}

/// The first reading of a frame. It keeps the fields that come before an error.
#[derive(Default)]
pub(super) struct Head {
    pub kind: Option<String>,
    pub named: Named,
}

impl Head {
    pub fn read(&mut self, text: &str) -> Result<(), String> {
        let mut json = serde_json::Deserializer::from_str(text);
        let read = self.deserialize(&mut json).and_then(|()| json.end());
        read.map_err(|error| error.to_string())
    }
}

impl<'de> DeserializeSeed<'de> for &mut Head {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Head {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::Type => self.kind = Some(map.next_value()?),
                Key::ClientId => self.named.client_id = Some(map.next_value()?),
                Key::Request => self.named.request = Some(map.next_value()?),
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Key {
    Type,
    ClientId,
    Request,
    #[serde(other)]
    Other,
}
