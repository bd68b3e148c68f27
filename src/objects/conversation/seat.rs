//! A socket's seat in the conversation: whose it is, how far it has been served, and how much of that is un-acked.

use std::collections::VecDeque;

use crate::chat::limits::WINDOW_BYTES;
use crate::chat::{Millis, Seq};
use crate::objects::host::Attachment;

/// Bytes that one entry of a [`Window`] stands for at least, so that a seat costs at most some 64 of them.
const GRAIN: u64 = WINDOW_BYTES / 64;

/// A socket or stream that has this conversation open.
#[derive(Debug)]
pub struct Seat {
    pub attachment: Attachment,
    /// The last entry sent to it. Live while this is the head (or about to be: what gathers is not sent yet).
    pub sent: Seq,
    /// Not live: it gets the log page by page, as far as its window allows. Since when.
    pub behind: Option<Millis>,
    pub window: Window,
    /// Frames refused in a row for speed.
    pub refusals: u32,
    /// When it last said something itself.
    pub spoke_at: Millis,
}

impl Seat {
    #[must_use]
    pub fn new(attachment: Attachment, sent: Seq) -> Self {
        let spoke_at = attachment.opened_at;
        Self {
            attachment,
            sent,
            behind: None,
            window: Window::default(),
            refusals: 0,
            spoke_at,
        }
    }
}

/// What has been sent and not acked. After an eviction it starts empty: only idle objects are evicted.
#[derive(Debug, Default)]
pub struct Window {
    parts: VecDeque<(Seq, u64)>,
    bytes: u64,
}

impl Window {
    /// A frame that ends with the entry `last` was sent.
    pub fn sent(&mut self, last: Seq, bytes: usize) {
        let bytes = bytes as u64;
        self.bytes += bytes;
        match self.parts.back_mut() {
            Some((seq, part)) if *part < GRAIN => (*seq, *part) = (last, *part + bytes),
            _ => self.parts.push_back((last, bytes)),
        }
    }

    /// Everything up to `seq` has arrived.
    pub fn acked(&mut self, seq: Seq) {
        while let Some((last, bytes)) = self.parts.front().copied().filter(|(last, _)| *last <= seq)
        {
            debug_assert!(last <= seq);
            self.bytes -= bytes;
            self.parts.pop_front();
        }
    }

    #[must_use]
    pub fn is_full(&self) -> bool {
        self.bytes >= WINDOW_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_fills_and_empties_by_acks() {
        let mut window = Window::default();
        for seq in 1..=8_000 {
            window.sent(Seq(seq), 600);
        }
        assert!(window.is_full());
        assert!(window.parts.len() <= 80, "{}", window.parts.len());
        window.acked(Seq(1));
        assert!(
            window.is_full(),
            "an ack in the middle of a part frees nothing yet"
        );
        window.acked(Seq(4_000));
        assert!(!window.is_full());
        window.acked(Seq(8_000));
        assert_eq!((window.bytes, window.parts.len()), (0, 0));
    }
}
