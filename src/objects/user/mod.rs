//! The user object: a person's sockets on every device and tab, and their inbox.
//!
//! **For each conversation the inbox shows the summary with the largest `head`, and the largest
//! `read`, that ever arrived**, in whatever order and however often. The conversation object
//! decides the membership. The inbox is a projection of it.
//!
//! **While a person is online, every conversation delivers what is new, or is being asked for it.**
//! A conversation that learned that the person is away delivers no messages. Its row has the number
//! of that answer until the conversation has been asked.
//!
//! In scope: the inbox, the person's sockets, whether they are online, and ending their sessions
//! everywhere. Out of scope: messages, which a client reads from the conversation object.

mod actor;
pub mod calls;
mod catching_up;
mod checking;
mod endings;
mod presence;
mod profile;
mod summary;

use std::collections::BTreeMap;

use catching_up::Missed;

use super::alarm::Alarm;
use super::host::{Attachment, Host, SocketId};
use super::retry::Retry;
use super::sockets::Sockets;
use crate::chat::frames::{InboxEntry, ToUserClient};
use crate::chat::limits::{INBOX_ENTRIES, SENT_BYTES};
use crate::chat::{CloseCode, ConversationId, ConversationSummary, Millis, Refusal, UserId};
use crate::store::inbox;
use crate::store::sql::{Fault, Stored};

/// An upper bound for the bytes around an inbox: of a frame or an answer, and of each entry.
const AROUND_ENTRIES: usize = 512;

/// See the module's documentation.
pub struct UserActor<H: Host> {
    host: H,
    user: UserId,
    sockets: Sockets<()>,
    migrated: bool,
    /// Conversations that are being called about ended sessions. After its time, each call counts
    /// as lost.
    ending: BTreeMap<ConversationId, Millis>,
    endings: Retry,
    /// Conversations to ask for their summary, the latest first.
    missed: Vec<Missed>,
    catching_up: Retry,
    /// Whether `missed` was loaded since the object woke.
    missed_loaded: bool,
    /// A call to the list of people is under way until this time. After it, the call counts as
    /// lost.
    marking_until: Millis,
    marks: Retry,
    checking: checking::Checking,
    telling: profile::Telling,
    faults: Retry,
    alarm: Alarm,
}

impl<H: Host> UserActor<H> {
    /// The actor of an object that wakes. `stayed` are the sockets that stayed open meanwhile.
    pub fn new(host: H, user: UserId, stayed: Vec<Attachment>) -> Self {
        Self {
            host,
            user,
            sockets: Sockets::stayed(stayed, || ()),
            migrated: false,
            ending: BTreeMap::new(),
            endings: Retry::default(),
            missed: Vec::new(),
            catching_up: Retry::default(),
            missed_loaded: false,
            marking_until: 0,
            marks: Retry::default(),
            checking: checking::Checking::default(),
            telling: profile::Telling::default(),
            faults: Retry::default(),
            alarm: Alarm::default(),
        }
    }

    /// Brings the tables to the newest form. An object that was never asked anything has no tables.
    fn migrate(&mut self) -> Result<(), Refusal> {
        if !self.migrated {
            let migrated = inbox::migrate(self.host.sql());
            self.checked(migrated)?;
            self.migrated = true;
        }
        Ok(())
    }

    /// Refuses a call for another person. A call that reached the wrong object must change nothing.
    fn is_mine(&self, user: &UserId) -> Result<(), Refusal> {
        if *user == self.user {
            Ok(())
        } else {
            Err(Refusal::NotFound)
        }
    }

    /// The latest conversations: as many as fit into one frame, and the rest.
    fn inbox(&mut self) -> Result<(Vec<InboxEntry>, Vec<InboxEntry>), Refusal> {
        let latest = inbox::latest(self.host.sql(), INBOX_ENTRIES);
        let latest = self.checked(latest)?;
        let entries = latest.iter().filter_map(ConversationSummary::inbox_entry);
        let mut first: Vec<_> = entries.collect();
        let rest = first.split_off(how_many_fit(&first));
        Ok((first, rest))
    }

    /// Logs a fault of ours and turns it into a refusal. The alarm soon checks again what is owed.
    fn checked<T>(&mut self, stored: Stored<T>) -> Result<T, Refusal> {
        match stored {
            Ok(it) => {
                self.faults = Retry::default();
                Ok(it)
            }
            Err(fault) => {
                self.host.log(&fault);
                self.faults.failed(self.host.now());
                self.wake_by(self.faults.at);
                Err(Refusal::Internal)
            }
        }
    }

    fn send_frame(&self, to: &[SocketId], frame: &ToUserClient) {
        match serde_json::to_string(frame) {
            Ok(text) => self.host.send(to, &text),
            Err(error) => self.host.log(&Fault(error.to_string())),
        }
    }

    fn send_to_all(&self, frame: &ToUserClient) {
        let all = self.sockets.ids(|_| true);
        if !all.is_empty() {
            self.send_frame(&all, frame);
        }
    }

    /// Closes a socket from our side.
    fn close(&mut self, socket: SocketId, code: CloseCode) {
        self.host.close(socket, code);
        self.drop_socket(socket);
    }

    /// Makes sure that the object wakes by `at`.
    fn wake_by(&mut self, at: Millis) {
        self.alarm.wake_by(&self.host, at);
    }
}

/// How many of these entries fit into one frame.
fn how_many_fit(entries: &[InboxEntry]) -> usize {
    let mut bytes = AROUND_ENTRIES;
    let fits = |entry: &&InboxEntry| {
        // In JSON a character of a title or preview takes at most twice its bytes.
        let last = entry.last.as_ref();
        let name = last.and_then(|last| last.name.as_ref());
        let preview =
            last.map_or(0, |last| last.preview.len()) + name.map_or(0, |name| name.as_str().len());
        bytes += AROUND_ENTRIES + 2 * (entry.title.len() + preview);
        bytes <= SENT_BYTES
    };
    entries.iter().take_while(fits).count()
}
