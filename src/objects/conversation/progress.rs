//! How far a socket has been sent the log, and how much of that is un-acked.

use std::collections::VecDeque;

use super::{ConversationActor, Host};
use crate::chat::limits::{ACK_AFTER_BYTES, WINDOW_BYTES, WINDOWS_BYTES};
use crate::chat::{Millis, Seq, UserId};

/// Bytes that one part of a [`Window`] stands for at least. So a window has about 64 parts at
/// most.
const GRAIN: u64 = WINDOW_BYTES / 64;

/// See the module's documentation.
#[derive(Debug)]
pub struct Progress {
    /// The last entry sent to it. For a live socket this is the head.
    pub sent: Seq,
    /// Since when it is not live. It then gets the log page by page, as far as its window allows.
    pub behind: Option<Millis>,
    pub window: Window,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            sent: Seq::START,
            behind: None,
            window: Window::default(),
        }
    }
}

/// What was sent and not acked. It is empty after an eviction, because only idle objects are
/// evicted.
#[derive(Debug)]
pub struct Window {
    parts: VecDeque<(Seq, u64)>,
    bytes: u64,
    /// With this many bytes un-acked, the socket gets no more events.
    limit: u64,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            parts: VecDeque::new(),
            bytes: 0,
            limit: WINDOW_BYTES,
        }
    }
}

impl Window {
    /// A frame was sent whose last entry is `last`.
    pub fn sent(&mut self, last: Seq, bytes: usize) {
        let bytes = bytes as u64;
        self.bytes += bytes;
        match self.parts.back_mut() {
            Some((seq, part)) if *part < GRAIN => (*seq, *part) = (last, *part + bytes),
            _ => self.parts.push_back((last, bytes)),
        }
    }

    /// The client has everything up to `seq`. Returns whether that freed anything.
    pub fn acked(&mut self, seq: Seq) -> bool {
        let before = self.bytes;
        while let Some((last, bytes)) = self.parts.front().copied() {
            if last > seq {
                break;
            }
            self.bytes -= bytes;
            self.parts.pop_front();
        }
        self.bytes < before
    }

    #[must_use]
    pub fn is_full(&self) -> bool {
        self.bytes >= self.limit
    }
}

/// The window of each socket of a person with so many sockets. Together they hold at most
/// [`WINDOWS_BYTES`].
fn window_of(sockets: usize) -> u64 {
    WINDOW_BYTES.min(WINDOWS_BYTES / (sockets.max(1) as u64))
}

/// The bytes after which a client with so many sockets should send `ack`. It is at most a quarter
/// of the window, so a healthy reader never fills it.
pub(super) fn ack_after(sockets: usize) -> u32 {
    let quarter = u32::try_from(window_of(sockets) / 4).unwrap_or(u32::MAX);
    quarter.min(ACK_AFTER_BYTES)
}

impl<H: Host> ConversationActor<H> {
    /// Sets the windows of the person's sockets after one of them came or went.
    pub(super) fn share_windows_of(&mut self, user: &UserId) {
        let theirs = self.sockets.ids_of(user).to_vec();
        let limit = window_of(theirs.len());
        for id in theirs {
            if let Some(socket) = self.sockets.get_mut(id) {
                socket.progress.window.limit = limit;
            }
        }
    }

    /// Sets the windows of all sockets that stayed while the object slept.
    pub(super) fn share_windows(&mut self) {
        let users: Vec<_> = self.sockets.iter().map(|it| it.user().clone()).collect();
        for user in users {
            self.share_windows_of(&user);
        }
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
        let is_news = window.acked(Seq(1));
        assert!(
            window.is_full() && !is_news,
            "an ack in the middle of a part frees nothing"
        );
        assert!(window.acked(Seq(4_000)) && !window.is_full());
        assert!(window.acked(Seq(8_000)) && !window.acked(Seq(8_000)));
        assert_eq!((window.bytes, window.parts.len()), (0, 0));
    }

    #[test]
    fn forty_sockets_of_one_person_hold_no_more_than_two_windows_together() {
        assert_eq!(window_of(0), WINDOW_BYTES);
        assert_eq!(window_of(2), WINDOW_BYTES);
        for sockets in 1..=40 {
            assert!(
                window_of(sockets) * sockets as u64 <= 2 * WINDOW_BYTES,
                "{sockets}"
            );
            assert!(
                u64::from(ack_after(sockets)) * 4 <= window_of(sockets),
                "{sockets}"
            );
        }
    }
}
