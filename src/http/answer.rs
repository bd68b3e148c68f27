//! Answers: one form for replies, one for refusals, and the same headers on all.

use serde::Serialize;
use worker::{Headers, Response};

use crate::chat::{ClientId, Refusal};

const CREATED: u16 = 201;
const OK: u16 = 200;
const NO_CONTENT: u16 = 204;

/// The headers of every answer.
pub const HEADERS: [(&str, &str); 5] = [
    // An answer is for one person at one moment, and its type is what it declares.
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    // If a browser ever shows an answer as a page, that page may load and do nothing.
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'",
    ),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Https only, for a year. Subdomains are left out, because another owner may have them.
pub const HSTS: (&str, &str) = ("strict-transport-security", "max-age=31536000");

/// The reply to a request.
pub enum Reply {
    Answer(Answer),
    /// The object's own response, which opens a socket or a stream.
    Passed(Response),
    /// The bytes of a file. Its own headers replace those of every answer.
    File(Response),
}

impl Reply {
    /// The response for the platform, with the headers of every answer.
    ///
    /// # Errors
    /// The platform rejects a header. It accepts all of ours.
    pub fn into_response(self, is_secure: bool) -> worker::Result<Response> {
        let is_file = matches!(self, Self::File(_));
        let (response, headers) = match self {
            Self::Answer(answer) => answer.into_parts()?,
            Self::File(response) => {
                let headers = response.headers().clone();
                (response, headers)
            }
            Self::Passed(response) => {
                // An object's response has fixed headers, so the reply gets a copy of them.
                let headers = response.headers().clone();
                (response, headers)
            }
        };
        for (name, value) in HEADERS.into_iter().chain(is_secure.then_some(HSTS)) {
            if !(is_file && headers.has(name)?) {
                headers.set(name, value)?;
            }
        }
        Ok(response.with_headers(headers))
    }
}

/// An answer with a JSON body, or with none.
pub struct Answer {
    status: u16,
    body: Option<String>,
    headers: Vec<(&'static str, String)>,
}

/// Why a request got no reply.
#[derive(Debug)]
pub enum ApiError {
    Refused(Refusal),
    /// A refused message. The answer names its `client_id`, if that could be read.
    RefusedPost(Refusal, Option<ClientId>),
    /// The address does not take this method. The text lists the methods that it takes.
    Method(String),
    /// A fault of ours. [`super::fetch`] logs it once, and the client sees `internal`.
    Fault(String),
}

impl ApiError {
    /// The refusal of a message, with its `client_id` if that could be read.
    #[must_use]
    pub fn refused_post(refusal: Refusal, client_id: Option<ClientId>) -> Self {
        Self::RefusedPost(refusal, client_id)
    }
}

impl Answer {
    /// 200 with a body.
    ///
    /// # Errors
    /// The value has no JSON form.
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

    /// 204, without a body.
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

    /// A refusal with its status. All refusals have the same form.
    ///
    /// # Errors
    /// The refusal has no JSON form. Each one has.
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

    /// The answer to `HEAD`: it has no body.
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
