//! The conversation object: holds its sockets, decides in order, stores, then delivers.
//!
//! For every person **`read <= head`**, and neither ever goes back. For every live socket `sent =
//! head`. No event reaches a socket before it is stored, because the platform's output gate holds
//! frames until the writes before them are durable.
//!
//! The path of a post: [`receive`] reads it, [`post`] decides and stores it with the posts that
//! wait beside it, and [`broadcast`] sends it.
//!
//! In scope: performing what [`crate::chat::conversation`] decides. Out of scope: the rules
//! (`chat`), the statements (`store`), the platform ([`Host`]). Memory is a cache: a fault drops
//! it, and the next event reloads it.

mod actor;
mod allowances;
mod batch;
mod broadcast;
pub mod calls;
mod corrections;
mod delivery;
mod directory;
mod files;
mod inboxes;
mod indexing;
mod last_said;
mod loaded;
mod mentions;
mod message_acts;
mod open;
mod owed;
mod own_reads;
mod page;
mod perform;
mod post;
mod presence;
mod profiles;
mod progress;
mod reading;
mod receive;
mod replay;
mod roster;

use allowances::Allowances;
use batch::Batch;
use loaded::LoadedConversation;
use presence::Sweep;
use progress::Progress;

use super::alarm::Alarm;
use super::host::{Attachment, Host, SocketId};
use super::retry::Retry;
use super::sockets::Sockets;
use crate::chat::bucket::Rate;
use crate::chat::frames::ToClient;
use crate::chat::{CloseCode, ConversationId, Millis, Refusal};
use crate::store::sql::{Fault, Sql, Stored};

/// See the module's documentation.
pub struct ConversationActor<H: Host> {
    host: H,
    id: ConversationId,
    /// None when it is not loaded, or has never begun.
    loaded: Option<LoadedConversation>,
    sockets: Sockets<Progress>,
    batch: Batch,
    pages: page::Pages,
    allowances: Allowances,
    alarm: Alarm,
    sweep: Sweep,
    /// Sessions that ended lately. The Worker may have let one through just before it ended; its
    /// opening must not come in.
    ended: Vec<(calls::CloseSessions, Millis)>,
    faults: Retry,
    /// Whether the sockets that stayed have their positions in the log again.
    cursors_restored: bool,
}

impl<H: Host> ConversationActor<H> {
    /// The actor of an object that wakes. `stayed` are the sockets that stayed open meanwhile.
    pub fn new(host: H, id: ConversationId, posts: Rate, stayed: Vec<Attachment>) -> Self {
        let mut actor = Self {
            host,
            id,
            loaded: None,
            sockets: Sockets::stayed(stayed, Progress::default),
            batch: Batch::default(),
            pages: page::Pages::default(),
            allowances: Allowances::new(posts),
            alarm: Alarm::default(),
            sweep: Sweep::default(),
            ended: Vec::new(),
            faults: Retry::default(),
            cursors_restored: false,
        };
        actor.share_windows();
        if let Err(fault) = actor.load() {
            actor.host.log(&fault);
        }
        actor
    }

    /// Reads the conversation from the database, if it has begun. The first time, it also restores
    /// the positions of the sockets that stayed. A reload after a fault leaves the positions as
    /// they are.
    fn load(&mut self) -> Stored<()> {
        self.loaded = LoadedConversation::load(self.host.sql(), &self.id)?;
        let Some(loaded) = &self.loaded else {
            return Ok(());
        };
        if std::mem::replace(&mut self.cursors_restored, true) {
            return Ok(());
        }
        let (head, now) = (loaded.conversation.head, self.host.now());
        for socket in self.sockets.iter_mut() {
            let behind = socket.attachment.behind;
            socket.progress.sent = behind.unwrap_or(head);
            socket.progress.behind = behind.map(|_| now);
        }
        self.announce_head(head);
        Ok(())
    }

    /// The conversation. It is reloaded if a fault dropped it.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when it has never begun, [`Refusal::Internal`].
    fn loaded(&mut self) -> Result<&mut LoadedConversation, Refusal> {
        if self.loaded.is_none() {
            let loaded = self.load();
            self.checked(loaded)?;
        }
        self.loaded.as_mut().ok_or(Refusal::NotFound)
    }

    /// Reads from the database. The caller has checked that the person may see it. A fault is
    /// logged, and memory stays: nothing was changed.
    fn read<T>(
        &self,
        read: impl FnOnce(&dyn Sql, &LoadedConversation) -> Stored<T>,
    ) -> Result<T, Refusal> {
        let loaded = self.loaded.as_ref().ok_or(Refusal::NotFound)?;
        read(self.host.sql(), loaded).map_err(|fault| {
            self.host.log(&fault);
            Refusal::Internal
        })
    }

    /// Logs a fault of ours and turns it into a refusal. Memory may then differ from what is
    /// stored, so it is dropped. The alarm soon checks again what is owed.
    fn checked<T>(&mut self, stored: Stored<T>) -> Result<T, Refusal> {
        match stored {
            Ok(it) => {
                self.faults = Retry::default();
                Ok(it)
            }
            Err(fault) => {
                self.host.log(&fault);
                self.loaded = None;
                self.faults.failed(self.host.now());
                self.wake_by(self.faults.at);
                Err(Refusal::Internal)
            }
        }
    }

    /// Makes sure that the object wakes by `at`.
    fn wake_by(&mut self, at: Millis) {
        self.alarm.wake_by(&self.host, at);
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

    /// Closes a socket from our side.
    fn close(&mut self, socket: SocketId, code: CloseCode) {
        let it = self.sockets.get(socket);
        let clean = it.is_some_and(|it| !it.is_stale(&self.host));
        self.host.close(socket, code);
        self.drop_socket(socket, clean);
    }

    fn close_all(&mut self, sockets: &[SocketId], code: CloseCode) {
        for socket in sockets {
            self.close(*socket, code);
        }
    }

    /// A socket is gone. If `clean`, a focused socket counts as having read everything it was sent.
    fn drop_socket(&mut self, socket: SocketId, clean: bool) {
        if let Some(socket) = self.sockets.remove(socket) {
            self.share_windows_of(socket.user());
            self.went(&socket, clean);
        }
    }
}
