//! The fallback for clients without WebSockets: the same frames as server-sent events (HTML Living
//! Standard, §9.2).

use std::cell::Cell;
use std::rc::Rc;

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::{Stream, StreamExt};
use worker::{Error, Headers, Response, ResponseBuilder, Result};

use crate::chat::CloseCode;
use crate::chat::limits::WINDOW_BYTES;

/// How often a comment line is written, in ms. Proxies give up on a stream that stays quiet.
pub(super) const COMMENT_EVERY: u64 = 20_000;

/// Bytes that may wait for a client that does not read. The window bounds only events, and this
/// bounds all frames.
const QUEUE_BYTES: u64 = 2 * WINDOW_BYTES;

/// The writing end of a client's stream.
#[derive(Clone)]
pub(super) struct StreamWriter {
    lines: UnboundedSender<Vec<u8>>,
    /// Bytes that were written and that the connection has not taken yet.
    queued: Rc<Cell<u64>>,
    /// Whether bytes were waiting when the last comment was written.
    stuck: Rc<Cell<bool>>,
}

/// The reading end, which becomes the body of the answer.
pub(super) struct StreamReader {
    lines: UnboundedReceiver<Vec<u8>>,
    queued: Rc<Cell<u64>>,
}

impl StreamWriter {
    /// A writer and its reader.
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

    /// Sends one frame. A frame is JSON on one line, so it fits into one `data` field.
    pub fn frame(&self, frame: &str) {
        self.write(format!("data: {frame}\n\n"));
    }

    /// Writes a comment, and notes whether the client has taken everything before it.
    pub fn comment(&self) {
        self.stuck.set(self.queued.get() > 0);
        self.write(": still here\n\n".to_owned());
    }

    /// Ends the stream. An event of its own says why, because a stream has no close codes.
    pub fn close(&self, code: CloseCode) {
        self.write(format!(
            "event: close\ndata: {{\"code\":{},\"reason\":\"{}\"}}\n\n",
            code.number(),
            code.reason()
        ));
        self.lines.close_channel();
    }

    /// Whether the client seems alive: everything is taken, or nothing was waiting at the last
    /// comment. Bytes that were written just now prove nothing.
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
            // The client does not read. When it finds its stream ended, it reconnects with `since`.
            return self.lines.close_channel();
        }
        // An error means that the client is gone. `is_open` reports that.
        let _ = self.lines.unbounded_send(bytes);
    }
}

/// The response that carries a stream.
///
/// # Errors
/// The platform's refusal.
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
    fn a_client_that_takes_nothing_between_two_comments_is_gone() {
        let (writer, reader) = StreamWriter::new();
        let mut taken = bytes(reader);
        writer.frame("{}");
        assert!(
            writer.is_drained(),
            "bytes that were just written prove nothing"
        );
        writer.comment();
        assert!(
            !writer.is_drained(),
            "the frame was still waiting at the comment"
        );
        while taken.next().now_or_never().is_some() {}
        assert!(writer.is_drained());
        writer.frame("{}");
        writer.comment();
        while taken.next().now_or_never().is_some() {}
        writer.frame("{}");
        writer.comment();
        assert!(
            !writer.is_drained(),
            "the second frame was still waiting at the comment"
        );
    }
}
