//! What is answered: one form for answers, one for refusals, the same headers on all.

use serde::Serialize;
use worker::{Headers, Response};

use crate::chat::{ClientId, Refusal};

const CREATED: u16 = 201;
const OK: u16 = 200;
const NO_CONTENT: u16 = 204;

/// What a request came to.
pub enum Reply {
    Answer(Answer),
    /// A socket or stream, as its object answered.
    Passed(Response),
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

    /// As the platform wants it.
    ///
    /// # Errors
    /// A header that cannot be sent; none of ours.
    pub fn into_response(self) -> worker::Result<Response> {
        let headers = Headers::new();
        // Answers are for one person, once; and are what they say they are.
        headers.set("cache-control", "no-store")?;
        headers.set("x-content-type-options", "nosniff")?;
        headers.set("referrer-policy", "no-referrer")?;
        // Were one ever shown as a page, it could do nothing.
        headers.set(
            "content-security-policy",
            "default-src 'none'; frame-ancestors 'none'",
        )?;
        headers.set("cross-origin-resource-policy", "same-origin")?;
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
        Ok(response.with_status(self.status).with_headers(headers))
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
