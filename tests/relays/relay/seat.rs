//! A socket's seat at a relay: whose it is, how far it has been served, how much of that is un-acked, what it says.

use std::collections::VecDeque;

use dormouse::chat::{ClientId, Millis, Seq};
use dormouse::objects::calls::Caller;

use super::WINDOW;

pub struct Seat {
    pub caller: Caller,
    /// The conversation vouched for the caller at this entry: an earlier going is over and forgiven.
    pub fence: Seq,
    /// The last entry sent to it. None: memory was lost, and it has been asked.
    pub sent: Option<Seq>,
    /// Gets every frame as it comes; `sent` is then the relay's cursor.
    pub live: bool,
    /// A page of history is being asked for.
    pub paging: bool,
    /// It was told that it lags, and since when its ack is awaited.
    pub lagging: Option<Millis>,
    pub window: Window,
    /// What it posted and the conversation has not answered: one at a time, so that its order is kept.
    pub posts: VecDeque<Passing>,
    /// It sat through a loss of memory, which may have held posts of its own.
    pub bereft: bool,
    pub seen: Seen,
}

/// A post on its way up.
pub struct Passing {
    pub client_id: ClientId,
    pub body: String,
    pub tries: u32,
}

/// How far its person has read: the latest word is the only one that counts.
#[derive(Default)]
pub struct Seen {
    pub wanted: Option<Seq>,
    pub under_way: bool,
}

impl Seat {
    pub fn new(caller: Caller, fence: Seq, sent: Option<Seq>) -> Self {
        Self {
            caller,
            fence,
            sent,
            live: false,
            paging: false,
            lagging: None,
            window: Window::default(),
            posts: VecDeque::new(),
            bereft: false,
            seen: Seen::default(),
        }
    }

    /// A frame that ends with the entry `last` was sent.
    pub fn was_sent(&mut self, last: Seq, bytes: usize) {
        self.sent = Some(last);
        self.window.parts.push_back((last, bytes));
        self.window.bytes += bytes;
    }
}

/// What has been sent and not acked.
#[derive(Default)]
pub struct Window {
    parts: VecDeque<(Seq, usize)>,
    bytes: usize,
}

impl Window {
    pub fn acked(&mut self, seq: Seq) {
        while let Some((_, bytes)) = self.parts.front().filter(|(last, _)| *last <= seq) {
            self.bytes -= bytes;
            self.parts.pop_front();
        }
    }

    pub fn is_full(&self) -> bool {
        self.bytes >= WINDOW
    }
}
