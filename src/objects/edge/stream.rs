//! The fallback where WebSockets are blocked: the same frames as server-sent events (HTML Living Standard, §9.2).

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::{Stream, StreamExt};
use worker::{Error, Headers, Response, ResponseBuilder, Result};

use crate::chat::CloseCode;

/// How often a comment line keeps proxies from giving up on a quiet stream, in ms.
pub(super) const COMMENT_EVERY: u64 = 20_000;

/// The writing end of a client's stream.
#[derive(Clone)]
pub(super) struct StreamWriter(UnboundedSender<Vec<u8>>);

impl StreamWriter {
    /// A writer and what it writes to.
    pub fn new() -> (Self, UnboundedReceiver<Vec<u8>>) {
        let (writer, reader) = unbounded();
        (Self(writer), reader)
    }

    /// Sends one frame. Frames are JSON and so have no line ends of their own.
    pub fn frame(&self, frame: &str) {
        self.write(format!("data: {frame}\n\n"));
    }

    /// Says that the client is still connected, and finds out whether it is.
    pub fn comment(&self) {
        self.write(": still here\n\n".to_owned());
    }

    /// Ends the stream, saying why in an event of its own kind: a stream has no close codes.
    pub fn close(&self, code: CloseCode) {
        self.write(format!(
            "event: close\ndata: {{\"code\":{},\"reason\":\"{}\"}}\n\n",
            code.number(),
            code.reason()
        ));
        self.0.close_channel();
    }

    pub fn is_open(&self) -> bool {
        !self.0.is_closed()
    }

    fn write(&self, text: String) {
        // It fails when the client is gone, which `is_open` then tells.
        let _ = self.0.unbounded_send(text.into_bytes());
    }
}

/// The answer that carries a stream.
///
/// # Errors
/// What the platform refuses.
pub(super) fn answer(lines: UnboundedReceiver<Vec<u8>>) -> Result<Response> {
    let headers = Headers::new();
    headers.set("content-type", "text/event-stream; charset=utf-8")?;
    headers.set("cache-control", "no-store")?;
    headers.set("x-accel-buffering", "no")?;
    ResponseBuilder::new()
        .with_headers(headers)
        .from_stream(bytes(lines))
}

fn bytes(lines: UnboundedReceiver<Vec<u8>>) -> impl Stream<Item = std::result::Result<Vec<u8>, Error>> {
    lines.map(Ok)
}
