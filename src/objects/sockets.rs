//! The sockets and streams of one object: who owns them, which are stale, and which caused too many
//! refusals.

use std::rc::Rc;

use super::call::Opening;
use super::host::{Attachment, Host, SocketId};
use crate::chat::bucket::{Bucket, Rate};
use crate::chat::limits::{FLOOD_REFUSALS, LEASE};
use crate::chat::{Millis, Person, Principal, SessionId, UserId};

/// Refusals that one socket may cause: a burst, and then one per second. Allowed frames in between
/// do not raise the limit.
const REFUSALS: Rate = Rate {
    burst: FLOOD_REFUSALS,
    per_second: 1.0,
};

/// A socket or stream. `P` is what its object stores beside it in memory.
#[derive(Debug)]
pub struct Socket<P> {
    pub attachment: Attachment,
    pub progress: P,
    /// When its client last sent something.
    spoke_at: Millis,
    refusals: Bucket,
}

impl<P> Socket<P> {
    /// A socket that opens, or that stayed while its object slept.
    pub fn new(attachment: Attachment, progress: P) -> Self {
        let opened_at = attachment.opened_at;
        Self {
            attachment,
            progress,
            spoke_at: opened_at,
            refusals: Bucket::full(REFUSALS, opened_at),
        }
    }

    pub fn id(&self) -> SocketId {
        self.attachment.socket
    }

    pub fn principal(&self) -> &Rc<Principal> {
        &self.attachment.principal
    }

    pub fn user(&self) -> &UserId {
        self.principal().user()
    }

    pub fn person(&self) -> &Person {
        self.principal().person()
    }

    pub fn is_of_session(&self, sessions: &[SessionId]) -> bool {
        let session = self.principal().session();
        session.is_some_and(|session| sessions.contains(session))
    }

    /// When its client last showed that it is alive.
    pub fn last_alive(&self, host: &impl Host) -> Millis {
        let answered = host.last_pong(self.id()).unwrap_or(0);
        answered.max(self.spoke_at)
    }

    /// Whether its client has been silent for longer than the lease.
    pub fn is_stale(&self, host: &impl Host) -> bool {
        self.last_alive(host) + LEASE < host.now()
    }
}

/// All sockets of one object.
#[derive(Debug)]
pub struct Sockets<P>(Vec<Socket<P>>);

impl<P> Sockets<P> {
    /// The sockets that stayed while the object slept.
    pub fn stayed(attachments: Vec<Attachment>, progress: impl Fn() -> P) -> Self {
        let stayed = attachments.into_iter();
        Self(
            stayed
                .map(|attachment| Socket::new(attachment, progress()))
                .collect(),
        )
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Socket<P>> {
        self.0.iter()
    }

    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Socket<P>> {
        self.0.iter_mut()
    }

    pub fn get(&self, id: SocketId) -> Option<&Socket<P>> {
        self.0.iter().find(|socket| socket.id() == id)
    }

    pub fn get_mut(&mut self, id: SocketId) -> Option<&mut Socket<P>> {
        self.0.iter_mut().find(|socket| socket.id() == id)
    }

    pub fn add(&mut self, socket: Socket<P>) {
        self.0.push(socket);
    }

    pub fn remove(&mut self, id: SocketId) -> Option<Socket<P>> {
        let at = self.0.iter().position(|socket| socket.id() == id)?;
        Some(self.0.swap_remove(at))
    }

    /// The sockets of one person.
    pub fn of<'a>(&'a self, user: &'a UserId) -> impl Iterator<Item = &'a Socket<P>> {
        self.0.iter().filter(move |socket| socket.user() == user)
    }

    /// The ids of the sockets for which `is_meant` is true.
    pub fn ids(&self, is_meant: impl Fn(&Socket<P>) -> bool) -> Vec<SocketId> {
        let meant = self.0.iter().filter(|socket| is_meant(socket));
        meant.map(Socket::id).collect()
    }

    /// Notes that a socket's client sent something.
    pub fn spoke(&mut self, id: SocketId, now: Millis) -> Option<&mut Socket<P>> {
        let socket = self.get_mut(id)?;
        socket.spoke_at = now;
        Some(socket)
    }

    /// Notes a refusal on a socket. Returns false if there were too many. The caller then closes
    /// the socket.
    pub fn refused(&mut self, id: SocketId, now: Millis) -> bool {
        let socket = self.get_mut(id);
        socket.is_none_or(|socket| socket.refusals.take(REFUSALS, now).is_ok())
    }
}

/// The attachment of a socket that opens.
#[must_use]
pub fn attachment(host: &impl Host, opening: &Opening) -> Attachment {
    Attachment {
        socket: super::host::random_id(host),
        principal: Rc::new(opening.principal.clone()),
        opened_at: host.now(),
        checked_at: None,
        focused: false,
        behind: None,
    }
}
