//! What is answered: one form for answers, one for refusals, the same headers on all.

use serde::Serialize;
use worker::{Headers, Response};

use crate::chat::{ClientId, Refusal};

const CREATED: u16 = 201;
const OK: u16 = 200;
const NO_CONTENT: u16 = 204;

/// What every answer of ours says, whatever it is.
pub const HEADERS: [(&str, &str); 5] = [
    // Answers are for one person, once; and are what they say they are.
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    // Were one ever shown as a page, it could do nothing.
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'",
    ),
    ("cross-origin-resource-policy", "same-origin"),
];

/// A year of https only. Not the subdomains, which may be somebody else's.
pub const HSTS: (&str, &str) = ("strict-transport-security", "max-age=31536000");

/// What a request came to.
pub enum Reply {
    Answer(Answer),
    /// A socket or stream, as its object answered.
    Passed(Response),
}

impl Reply {
    /// As the platform wants it, with the headers that every answer has.
    ///
    /// # Errors
    /// A header that cannot be sent; none of ours.
    pub fn into_response(self, is_secure: bool) -> worker::Result<Response> {
        let (response, headers) = match self {
            Self::Answer(answer) => answer.into_parts()?,
            Self::Passed(response) => {
                // Anew, because what an object answered cannot be changed.
                let headers = response.headers().clone();
                (response, headers)
            }
        };
        for (name, value) in HEADERS.into_iter().chain(is_secure.then_some(HSTS)) {
            headers.set(name, value)?;
        }
        Ok(response.with_headers(headers))
    }
}

/// A JSON answer, or none.
pub struct Answer {
    status: u16,
    body: Option<String>,
    headers: Vec<(&'static str, String)>,
}

/// Why there is no better answer.
#[derive(Debug)]
pub enum ApiError {
    Refused(Refusal),
    /// The refused message's own name goes back with it, where it could be read.
    RefusedPost(Refusal, Option<ClientId>),
    /// With the methods the address does take.
    Method(String),
    /// Ours: logged once, at the door, and shown as `internal`.
    Fault(String),
}

impl ApiError {
    /// A refused message, with its own name where that could be read.
    #[must_use]
    pub fn refused_post(refusal: Refusal, client_id: Option<ClientId>) -> Self {
        Self::RefusedPost(refusal, client_id)
    }
}

impl Answer {
    /// 200 with a body.
    ///
    /// # Errors
    /// The value cannot be written as JSON.
    pub fn ok(value: &impl Serialize) -> Result<Self, ApiError> {
        Self::json(OK, value)
    }

    /// 201 with a body.
    ///
    /// # Errors
    /// As [`Answer::ok`].
    pub fn created(value: &impl Serialize) -> Result<Self, ApiError> {
        Self::json(CREATED, value)
    }

    /// 204.
    #[must_use]
    pub fn done() -> Self {
        Self {
            status: NO_CONTENT,
            body: None,
            headers: Vec::new(),
        }
    }

    fn json(status: u16, value: &impl Serialize) -> Result<Self, ApiError> {
        let body =
            serde_json::to_string(value).map_err(|error| ApiError::Fault(error.to_string()))?;
        Ok(Self {
            status,
            body: Some(body),
            headers: Vec::new(),
        })
    }

    /// A refusal: its status, and the same form for all.
    ///
    /// # Errors
    /// Never in practice: a complaint is plain text.
    pub fn refusing(error: &ApiError) -> worker::Result<Self> {
        let (refusal, client_id) = match error {
            ApiError::Refused(refusal) => (refusal, None),
            ApiError::RefusedPost(refusal, client_id) => (refusal, client_id.clone()),
            ApiError::Method(_) => (&Refusal::MethodNotAllowed, None),
            ApiError::Fault(_) => (&Refusal::Internal, None),
        };
        let body = refusal.error_body(client_id);
        let mut headers = Vec::new();
        if let Some(seconds) = body.retry_after {
            headers.push(("retry-after", seconds.to_string()));
        }
        match (error, refusal) {
            (ApiError::Method(allow), _) => headers.push(("allow", allow.clone())),
            (_, Refusal::NotSignedIn) => headers.push(("www-authenticate", "Bearer".to_owned())),
            _ => {}
        }
        Ok(Self {
            status: refusal.code().1,
            body: Some(serde_json::to_string(&body)?),
            headers,
        })
    }

    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Without its body: what `HEAD` is answered.
    #[must_use]
    pub fn without_body(self) -> Self {
        Self { body: None, ..self }
    }

    fn into_parts(self) -> worker::Result<(Response, Headers)> {
        let headers = Headers::new();
        for (name, value) in &self.headers {
            headers.set(name, value)?;
        }
        let response = match self.body {
            None => Response::empty()?,
            Some(body) => {
                headers.set("content-type", "application/json; charset=utf-8")?;
                Response::from_bytes(body.into_bytes())?
            }
        };
        Ok((response.with_status(self.status), headers))
    }
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self::Answer(answer)
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<worker::Error> for ApiError {
    fn from(error: worker::Error) -> Self {
        Self::Fault(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_that_rust_cannot_write_has_the_same_headers() {
        let entry = include_str!("../entry.mjs");
        for (name, value) in HEADERS {
            assert!(
                entry.contains(&format!("\"{name}\": \"{value}\",")),
                "{name}"
            );
        }
        let (name, value) = HSTS;
        assert!(entry.contains(&format!("{{ \"{name}\": \"{value}\" }}")));
    }

    #[test]
    fn the_page_asks_for_https_as_the_answers_do() {
        let (name, value) = HSTS;
        let files = include_str!("../../public/_headers").to_ascii_lowercase();
        assert!(files.contains(&format!("{name}: {value}\n")));
    }
}
