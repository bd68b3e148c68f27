//! The fallback where WebSockets are blocked: the same frames as server-sent events (HTML Living Standard, §9.2).

use std::cell::Cell;
use std::rc::Rc;

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::{Stream, StreamExt};
use worker::{Error, Headers, Response, ResponseBuilder, Result};

use crate::chat::CloseCode;
use crate::chat::limits::WINDOW_BYTES;

/// How often a comment line keeps proxies from giving up on a quiet stream, in ms.
pub(super) const COMMENT_EVERY: u64 = 20_000;

/// Bytes that may wait for a client that does not read. Events keep to their window; this bounds everything else too.
const QUEUE_BYTES: u64 = 2 * WINDOW_BYTES;

/// The writing end of a client's stream.
#[derive(Clone)]
pub(super) struct StreamWriter {
    lines: UnboundedSender<Vec<u8>>,
    /// Bytes written and not yet taken by the client's connection.
    queued: Rc<Cell<u64>>,
    /// Some of them waited already when the last comment was written.
    stuck: Rc<Cell<bool>>,
}

/// What a stream's answer is made of.
pub(super) struct StreamReader {
    lines: UnboundedReceiver<Vec<u8>>,
    queued: Rc<Cell<u64>>,
}

impl StreamWriter {
    /// A writer and what it writes to.
    pub fn new() -> (Self, StreamReader) {
        let (writer, reader) = unbounded();
        let queued = Rc::new(Cell::new(0));
        let taken = Rc::clone(&queued);
        (
            Self {
                lines: writer,
                queued,
                stuck: Rc::default(),
            },
            StreamReader {
                lines: reader,
                queued: taken,
            },
        )
    }

    /// Sends one frame. Frames are JSON and so have no line ends of their own.
    pub fn frame(&self, frame: &str) {
        self.write(format!("data: {frame}\n\n"));
    }

    /// Says that the client is still connected, and finds out whether it is.
    pub fn comment(&self) {
        self.stuck.set(self.queued.get() > 0);
        self.write(": still here\n\n".to_owned());
    }

    /// Ends the stream, saying why in an event of its own kind: a stream has no close codes.
    pub fn close(&self, code: CloseCode) {
        self.write(format!(
            "event: close\ndata: {{\"code\":{},\"reason\":\"{}\"}}\n\n",
            code.number(),
            code.reason()
        ));
        self.lines.close_channel();
    }

    /// Whether nothing has waited since the last comment: whoever takes what is written is alive. What was written in this very
    /// moment says nothing yet, and nobody is to be taken for gone because of it.
    pub fn is_drained(&self) -> bool {
        self.queued.get() == 0 || !self.stuck.get()
    }

    pub fn is_open(&self) -> bool {
        !self.lines.is_closed()
    }

    fn write(&self, text: String) {
        let bytes = text.into_bytes();
        self.queued.set(self.queued.get() + bytes.len() as u64);
        if self.queued.get() > QUEUE_BYTES {
            // It reads nothing: it will find its stream ended, and come back with `since`.
            return self.lines.close_channel();
        }
        // It fails when the client is gone, which `is_open` then tells.
        let _ = self.lines.unbounded_send(bytes);
    }
}

/// The answer that carries a stream.
///
/// # Errors
/// What the platform refuses.
pub(super) fn answer(reader: StreamReader) -> Result<Response> {
    let headers = Headers::new();
    headers.set("content-type", "text/event-stream; charset=utf-8")?;
    headers.set("x-accel-buffering", "no")?;
    ResponseBuilder::new()
        .with_headers(headers)
        .from_stream(bytes(reader))
}

fn bytes(reader: StreamReader) -> impl Stream<Item = std::result::Result<Vec<u8>, Error>> {
    let StreamReader { lines, queued } = reader;
    lines.map(move |line| {
        queued.set(queued.get().saturating_sub(line.len() as u64));
        Ok(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[test]
    fn whoever_took_nothing_from_one_comment_to_the_next_is_not_there() {
        let (writer, reader) = StreamWriter::new();
        let mut taken = bytes(reader);
        writer.frame("{}");
        assert!(writer.is_drained(), "it was written this moment");
        writer.comment();
        assert!(!writer.is_drained(), "it has waited long enough");
        while taken.next().now_or_never().is_some() {}
        assert!(writer.is_drained());
        writer.frame("{}");
        writer.comment();
        while taken.next().now_or_never().is_some() {}
        writer.frame("{}");
        writer.comment();
        assert!(!writer.is_drained(), "and again");
    }
}
