//! A person's object: their sockets on every device and tab, and their inbox.
//!
//! **For each conversation the inbox shows the standing with the largest `head` and the largest `read` ever told**, in
//! whatever order and however often they were told. Membership itself belongs to the conversation; this is its projection.
//!
//! **While somebody is home, every conversation tells what is new or is being asked for it**: one that stopped telling, because
//! it was answered that nobody is home, is in the database under that answer's number until it has been asked.
//!
//! In scope: the inbox, the person's sockets, whether they are online, ending their sessions everywhere. Out of scope:
//! messages, which a client reads from the conversation.

mod actor;
mod catching_up;
mod endings;
mod presence;
mod summary;

use std::collections::BTreeMap;

use catching_up::Missed;

use super::calls::{FromUser, ToUser};
use super::host::{Attachment, Host, SocketId};
use crate::chat::backoff::backoff;
use crate::chat::frames::{InboxEntry, ToUserClient};
use crate::chat::limits::INBOX_ENTRIES;
use crate::chat::{CloseCode, ConversationId, Millis, Refusal, UserId};
use crate::store::inbox;
use crate::store::sql::{Fault, Stored};

/// See the module's documentation.
pub struct UserActor<H: Host> {
    host: H,
    user: UserId,
    sockets: Vec<UserSocket>,
    migrated: bool,
    /// Conversations that are being told of ended sessions, and until when that call is not taken for lost.
    ending: BTreeMap<ConversationId, Millis>,
    endings: Retry,
    /// Conversations that are to be asked how they stand, the latest first.
    missed: Vec<Missed>,
    catching_up: Retry,
    /// Whether what is to be asked has been looked up since the object woke.
    missed_loaded: bool,
    /// Until when the call that marks the person is not taken for lost.
    marking_until: Millis,
    marks: Retry,
    faults: Retry,
    alarm: Option<Millis>,
}

/// A socket or stream of the person's.
struct UserSocket {
    attachment: Attachment,
    /// When it last said something itself.
    spoke_at: Millis,
    /// Frames refused in a row.
    refusals: u32,
}

impl UserSocket {
    fn new(attachment: Attachment) -> Self {
        Self {
            spoke_at: attachment.opened_at,
            attachment,
            refusals: 0,
        }
    }
}

/// When a kind of call that failed may be made again.
#[derive(Default)]
struct Retry {
    failures: u32,
    at: Millis,
}

impl Retry {
    fn failed(&mut self, now: Millis) {
        self.failures = self.failures.saturating_add(1);
        self.at = now + backoff(self.failures);
    }
}

impl<H: Host> UserActor<H> {
    /// A desk as it wakes: the sockets are those that stayed.
    pub fn new(host: H, user: UserId, attachment: Vec<Attachment>) -> Self {
        Self {
            host,
            user,
            sockets: attachment.into_iter().map(UserSocket::new).collect(),
            migrated: false,
            ending: BTreeMap::new(),
            endings: Retry::default(),
            missed: Vec::new(),
            catching_up: Retry::default(),
            missed_loaded: false,
            marking_until: 0,
            marks: Retry::default(),
            faults: Retry::default(),
            alarm: None,
        }
    }

    fn answer_call(&mut self, call: ToUser) -> FromUser {
        self.try_answer(call)
            .unwrap_or_else(|refusal| FromUser::Refused { refusal })
    }

    fn try_answer(&mut self, call: ToUser) -> Result<FromUser, Refusal> {
        self.migrate()?;
        match call {
            ToUser::Summary { user, summary } => {
                self.is_mine(&user)?;
                let absence = self.take_summary(summary)?;
                Ok(FromUser::Done { absence })
            }
            ToUser::Inbox { caller } => {
                self.is_mine(&caller.person.id)?;
                if self.sockets.is_empty() {
                    self.load_missed()?;
                }
                let (inbox, catching_up) = (self.inbox()?, !self.missed.is_empty());
                Ok(FromUser::Inbox { inbox, catching_up })
            }
            ToUser::EndSessions { user, sessions } => {
                self.is_mine(&user)?;
                self.end_sessions(&sessions)?;
                Ok(FromUser::Done { absence: None })
            }
            ToUser::Online { user } => {
                self.is_mine(&user)?;
                self.online()
            }
        }
    }

    /// Tables first; an object that was never asked anything keeps nothing.
    fn migrate(&mut self) -> Result<(), Refusal> {
        if !self.migrated {
            let migrated = inbox::migrate(self.host.sql());
            self.checked(migrated)?;
            self.migrated = true;
        }
        Ok(())
    }

    /// Every call names whom it is for: one that reached the wrong object must change nothing.
    fn is_mine(&self, user: &UserId) -> Result<(), Refusal> {
        if *user == self.user {
            Ok(())
        } else {
            Err(Refusal::NotFound)
        }
    }

    fn inbox(&mut self) -> Result<Vec<InboxEntry>, Refusal> {
        let latest = inbox::latest(self.host.sql(), INBOX_ENTRIES);
        Ok(self
            .checked(latest)?
            .iter()
            .filter_map(inbox::entry)
            .collect())
    }

    /// Makes a fault of ours a refusal, once logged; what was owed when it struck is looked at again soon.
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
        let all: Vec<_> = self
            .sockets
            .iter()
            .map(|socket| socket.attachment.socket)
            .collect();
        if !all.is_empty() {
            self.send_frame(&all, frame);
        }
    }

    /// Closes a socket from our side.
    fn close_socket(&mut self, socket: SocketId, code: CloseCode) {
        self.host.close(socket, code);
        self.leave(socket);
    }

    /// Asks to be woken by `at` at the latest. Setting an alarm is a row written, so an earlier one is left to ring.
    fn wake_by(&mut self, at: Millis) {
        if self.alarm.is_none_or(|alarm| at < alarm) {
            self.alarm = Some(at);
            self.host.wake_at(at);
        }
    }
}
