//! A conversation's object: holds its sockets, decides in order, stores, then delivers.
//!
//! For every person: **`read <= acked <= head`**; for every live socket `sent = head` but for what gathers; and nothing
//! reaches a socket before it is stored, because the output gate holds frames until the writes before them are durable.
//!
//! In scope: performing what [`crate::chat::conversation`] decides. Out of scope: the rules (`chat`), the statements
//! (`store`), the platform ([`Host`]). Memory is a cache: any fault drops it and the next event reloads.

mod actor;
mod answer;
mod carry_out;
mod catching_up;
mod deliver;
mod listen;
mod listing;
mod loaded;
mod open;
mod page;
mod presence;
mod reading;
mod roster;
mod seat;
mod telling;

use std::collections::BTreeMap;

use loaded::LoadedConversation;
use seat::Seat;

use super::host::{Attachment, Host, SocketId};
use crate::chat::backoff::backoff;
use crate::chat::bucket::{Bucket, Rate};
use crate::chat::frames::ToClient;
use crate::chat::limits::SWEEP;
use crate::chat::{ConversationId, Millis, Refusal, SessionId, UserId};
use crate::store::sql::{Fault, Stored};

/// Frames other than posts that one person may send: enough for forty tabs, too few to wear out a disk.
const FRAMES: Rate = Rate {
    burst: 60.0,
    per_second: 10.0,
};
/// Pages of history and reconnections one person may ask for. A budget of its own: reading back never costs a voice.
const PAGES: Rate = Rate {
    burst: 120.0,
    per_second: 20.0,
};

/// See the module's documentation.
pub struct ConversationActor<H: Host> {
    host: H,
    id: ConversationId,
    /// Messages one person may post.
    posts: Rate,
    /// Joins, leaves, renames and roles one person may make: everyone hears of each and some objects besides, so it is a few
    /// dozen at once and then a quarter of the pace of posts.
    changes: Rate,
    /// None: not loaded, or never founded.
    loaded: Option<LoadedConversation>,
    seats: Vec<Seat>,
    gathering: deliver::Gathering,
    pages: page::Pages,
    allowances: BTreeMap<UserId, Allowance>,
    /// When the alarm is set to go off, as far as is known.
    alarm: Option<Millis>,
    swept_at: Millis,
    /// The wait before the next look for ghosts, in ms: longer and longer while nothing happens.
    sweep_every: Millis,
    /// Sessions that ended lately: one that was let through the door just before must not come in.
    over: Vec<(SessionId, Millis)>,
    /// Faults in a row.
    faults: u32,
    /// Whether the seats that stayed know where in the log they are.
    cursors_restored: bool,
}

/// What is left of one person's rates.
struct Allowance {
    posts: Bucket,
    frames: Bucket,
    pages: Bucket,
    changes: Bucket,
}

impl<H: Host> ConversationActor<H> {
    /// A room as it wakes: the sockets are those that stayed.
    pub fn new(host: H, id: ConversationId, posts: Rate, attachment: Vec<Attachment>) -> Self {
        let seats = attachment
            .into_iter()
            .map(|attachment| Seat::new(attachment, crate::chat::Seq::START))
            .collect();
        let mut room = Self {
            host,
            id,
            posts,
            changes: Rate {
                burst: posts.burst * 1.5,
                per_second: posts.per_second / 4.0,
            },
            loaded: None,
            seats,
            gathering: deliver::Gathering::default(),
            pages: page::Pages::default(),
            allowances: BTreeMap::new(),
            alarm: None,
            swept_at: 0,
            sweep_every: SWEEP,
            over: Vec::new(),
            faults: 0,
            cursors_restored: false,
        };
        if let Err(fault) = room.load() {
            room.host.log(&fault);
        }
        room
    }

    /// Reads the conversation from the database, if there is one. The first time it brings the seats that stayed in step
    /// with it; a reload after a fault leaves them where they are, because what gathers is still to be sent to them.
    fn load(&mut self) -> Stored<()> {
        self.loaded = LoadedConversation::load(self.host.sql(), &self.id)?;
        let Some(loaded) = &self.loaded else {
            return Ok(());
        };
        if std::mem::replace(&mut self.cursors_restored, true) {
            return Ok(());
        }
        let head = loaded.conversation.head;
        for seat in &mut self.seats {
            seat.sent = seat.attachment.behind.unwrap_or(head);
            seat.behind = seat.attachment.behind.map(|_| self.host.now());
        }
        self.announce_head(head);
        Ok(())
    }

    /// The conversation, reloaded if a fault dropped it.
    fn loaded(&mut self) -> Result<&mut LoadedConversation, Refusal> {
        if self.loaded.is_none() {
            let loaded = self.load();
            self.checked(loaded)?;
        }
        self.loaded.as_mut().ok_or(Refusal::NotFound)
    }

    /// Makes a fault of ours a refusal, once logged. What is in memory may then differ from what is stored: forget it,
    /// and look again soon at what was owed when it struck.
    fn checked<T>(&mut self, stored: Stored<T>) -> Result<T, Refusal> {
        match stored {
            Ok(it) => {
                self.faults = 0;
                Ok(it)
            }
            Err(fault) => {
                self.host.log(&fault);
                self.loaded = None;
                self.faults = self.faults.saturating_add(1);
                self.wake_by(self.host.now() + backoff(self.faults));
                Err(Refusal::Internal)
            }
        }
    }

    fn seat(&mut self, socket: SocketId) -> Option<&mut Seat> {
        self.seats
            .iter_mut()
            .find(|seat| seat.attachment.socket == socket)
    }

    fn allowance(&mut self, user: &UserId) -> &mut Allowance {
        let (now, posts, changes) = (self.host.now(), self.posts, self.changes);
        self.allowances
            .entry(user.clone())
            .or_insert_with(|| Allowance {
                posts: Bucket::full(posts, now),
                frames: Bucket::full(FRAMES, now),
                pages: Bucket::full(PAGES, now),
                changes: Bucket::full(changes, now),
            })
    }

    /// Asks to be woken by `at` at the latest. Setting an alarm is a row written, so an earlier one is left to ring.
    fn wake_by(&mut self, at: Millis) {
        if self.alarm.is_none_or(|alarm| at < alarm) {
            self.alarm = Some(at);
            self.host.wake_at(at);
        }
    }

    /// The alarm went off: look for ghosts and laggards. Whom to tell is asked after every event.
    fn handle_alarm(&mut self) {
        self.alarm = None;
        if let Ok(loaded) = self.loaded() {
            // It may ring for something else, or early; whatever is still to come asks for the next one.
            loaded.next_check_at = 0;
            self.sweep();
            self.close_laggards();
            self.recover_lost_yield();
        }
    }

    fn send_frame(&self, to: &[SocketId], frame: &ToClient) -> usize {
        match serde_json::to_string(frame) {
            Ok(text) => {
                self.host.send(to, &text);
                text.len()
            }
            Err(error) => {
                self.host.log(&Fault(error.to_string()));
                0
            }
        }
    }
}
