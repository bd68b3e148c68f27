//! One request, and how its parts are read: strictly, and never more bytes than allowed.

use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use worker::worker_sys::web_sys::ReadableStream;
use worker::{Date, Env, Request};

use super::answer::ApiError;
use super::routes::HEAD;
use super::url::Url;
use crate::chat::json::read_object;
use crate::chat::limits::FRAME_BYTES;
use crate::chat::{ConversationId, FileId, Millis, Refusal, UserId};

/// See the module's documentation.
pub struct RequestContext {
    pub env: Env,
    pub url: Url,
    pub now: Millis,
    request: Request,
    method: String,
    captured: Vec<String>,
}

impl RequestContext {
    #[must_use]
    pub fn new(request: Request, env: Env, url: Url, captured: Vec<String>) -> Self {
        Self {
            env,
            url,
            now: Date::now().as_millis(),
            method: request.inner().method(),
            request,
            captured,
        }
    }

    /// A header, or none if it is missing or unreadable.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        self.request.headers().get(name).ok().flatten()
    }

    /// Whether the client wants the headers alone.
    #[must_use]
    pub fn is_head(&self) -> bool {
        self.method == HEAD
    }

    /// Whether the method promises to change nothing.
    #[must_use]
    pub fn only_reads(&self) -> bool {
        matches!(self.method.as_str(), "GET" | "HEAD")
    }

    /// The nth piece of the path that the route's pattern captures.
    #[must_use]
    pub fn piece(&self, index: usize) -> &str {
        self.captured.get(index).map_or("", String::as_str)
    }

    /// The conversation that the path names.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when the name is no conversation id.
    pub fn conversation(&self) -> Result<ConversationId, ApiError> {
        ConversationId::parse(self.piece(0)).ok_or_else(|| Refusal::NotFound.into())
    }

    /// The person that the path names after the conversation.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when the name is no user id.
    pub fn user(&self) -> Result<UserId, ApiError> {
        UserId::parse(self.piece(1)).ok_or_else(|| Refusal::NotFound.into())
    }

    /// The file that the path names after the conversation.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when the name is no file id.
    pub fn file(&self) -> Result<FileId, ApiError> {
        FileId::parse(self.piece(1)).ok_or_else(|| Refusal::NotFound.into())
    }

    /// The body, unread. None if there is none.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] when it is declared to have more bytes than `most`.
    pub fn stream(&self, most: u64) -> Result<Option<ReadableStream>, ApiError> {
        if self.announced().is_some_and(|length| length > most) {
            return Err(Refusal::TooLarge(most).into());
        }
        Ok(self.request.inner().body())
    }

    /// The length that the body is declared to have.
    fn announced(&self) -> Option<u64> {
        let length = self.header("content-length")?;
        length.parse().ok()
    }

    /// The query of the address.
    ///
    /// # Errors
    /// [`Refusal::BadRequest`] when it does not fit `T`.
    pub fn query<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        serde_urlencoded::from_str(self.url.query())
            .map_err(|error| Refusal::unreadable(&error).into())
    }

    /// The JSON body.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`]; [`Refusal::BadRequest`] when it is not JSON, not declared as JSON, or
    /// does not fit `T`.
    pub async fn body<T: DeserializeOwned>(&mut self) -> Result<T, ApiError> {
        let text = self.text().await?;
        Ok(self.parse(&text)?)
    }

    /// Parses a JSON body that was read already. The input is always text: parsing bytes too would
    /// compile the parser, and the reading of every type, a second time.
    ///
    /// # Errors
    /// [`Refusal::BadRequest`] when it does not fit `T`.
    #[allow(clippy::unused_self, reason = "it is a request's body")]
    pub fn parse<T: DeserializeOwned>(&self, text: &str) -> Result<T, Refusal> {
        read_object(text).map_err(|error| Refusal::unreadable(&error))
    }

    /// The JSON body as text. It is not parsed yet.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`]; [`Refusal::BadRequest`] when it is not UTF-8 or not declared as JSON.
    pub async fn text(&mut self) -> Result<String, ApiError> {
        let body = self.json().await?;
        String::from_utf8(body)
            .map_err(|_| Refusal::BadRequest("the body must be UTF-8.".to_owned()).into())
    }

    async fn json(&mut self) -> Result<Vec<u8>, ApiError> {
        let kind = self.header("content-type").unwrap_or_default();
        let kind = kind
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        if kind != "application/json" {
            return Err(Refusal::BadRequest(
                "the Content-Type must be application/json.".to_owned(),
            )
            .into());
        }
        self.bytes().await
    }

    async fn bytes(&mut self) -> Result<Vec<u8>, ApiError> {
        // A declared length is trusted only if it is too large.
        if self
            .announced()
            .is_some_and(|length| length > FRAME_BYTES as u64)
        {
            return Err(Refusal::TooLarge(FRAME_BYTES as u64).into());
        }
        let mut body = Vec::new();
        if self.request.inner().body().is_none() {
            return Ok(body);
        }
        let mut chunks = self.request.stream()?;
        while let Some(chunk) = chunks.next().await {
            body.extend(chunk?);
            if body.len() > FRAME_BYTES {
                return Err(Refusal::TooLarge(FRAME_BYTES as u64).into());
            }
        }
        Ok(body)
    }
}

/// Where the next page of a list begins: the `next` of the page before, or none for the first page.
///
/// # Errors
/// [`Refusal::BadRequest`] when the text is no such cursor.
pub fn cursor<T>(
    after: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, ApiError> {
    let given = after.filter(|after| !after.is_empty());
    let parsed = given.map(|after| parse(after).ok_or(())).transpose();
    parsed.map_err(|()| {
        Refusal::BadRequest("`after` must be the `next` of the page before.".to_owned()).into()
    })
}
