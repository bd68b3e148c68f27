//! The sockets and streams of one object: who owns them, which are stale, and which caused too many
//! refusals.

use std::collections::BTreeMap;
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

/// All sockets of one object. Finding one, or those of one person, takes as long among a thousand
/// as among ten: after a deploy all of them open at once.
#[derive(Debug)]
pub struct Sockets<P> {
    all: Vec<Socket<P>>,
    /// Where each is in `all`.
    places: BTreeMap<SocketId, usize>,
    of_person: BTreeMap<UserId, Vec<SocketId>>,
}

impl<P> Sockets<P> {
    /// The sockets that stayed while the object slept.
    pub fn stayed(attachments: Vec<Attachment>, progress: impl Fn() -> P) -> Self {
        let mut sockets = Self {
            all: Vec::with_capacity(attachments.len()),
            places: BTreeMap::new(),
            of_person: BTreeMap::new(),
        };
        for attachment in attachments {
            sockets.add(Socket::new(attachment, progress()));
        }
        sockets
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Socket<P>> {
        self.all.iter()
    }

    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Socket<P>> {
        self.all.iter_mut()
    }

    pub fn get(&self, id: SocketId) -> Option<&Socket<P>> {
        self.all.get(*self.places.get(&id)?)
    }

    pub fn get_mut(&mut self, id: SocketId) -> Option<&mut Socket<P>> {
        self.all.get_mut(*self.places.get(&id)?)
    }

    pub fn add(&mut self, socket: Socket<P>) {
        self.places.insert(socket.id(), self.all.len());
        let theirs = self.of_person.entry(socket.user().clone()).or_default();
        theirs.push(socket.id());
        self.all.push(socket);
    }

    pub fn remove(&mut self, id: SocketId) -> Option<Socket<P>> {
        let place = self.places.remove(&id)?;
        let socket = self.all.swap_remove(place);
        if let Some(moved) = self.all.get(place) {
            self.places.insert(moved.id(), place);
        }
        if let Some(theirs) = self.of_person.get_mut(socket.user()) {
            theirs.retain(|other| *other != id);
            if theirs.is_empty() {
                self.of_person.remove(socket.user());
            }
        }
        Some(socket)
    }

    /// The ids of one person's sockets.
    pub fn ids_of(&self, user: &UserId) -> &[SocketId] {
        self.of_person.get(user).map_or(&[], Vec::as_slice)
    }

    /// The sockets of one person.
    pub fn of(&self, user: &UserId) -> impl Iterator<Item = &Socket<P>> {
        self.ids_of(user).iter().filter_map(|id| self.get(*id))
    }

    /// The ids of the sockets for which `is_meant` is true.
    pub fn ids(&self, is_meant: impl Fn(&Socket<P>) -> bool) -> Vec<SocketId> {
        let meant = self.all.iter().filter(|socket| is_meant(socket));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Handle, ID_LETTERS};

    fn socket(id: u64, user: char) -> Socket<()> {
        let user_id = UserId::parse(&format!("u{}", user.to_string().repeat(20))).expect("an id");
        let principal = Principal::Person {
            person: Person {
                id: user_id,
                handle: Handle::parse("anna").expect("a handle"),
            },
            session: SessionId::from_random(&[0; ID_LETTERS]),
            profile: None,
        };
        let attachment = Attachment {
            socket: SocketId(id),
            principal: Rc::new(principal),
            opened_at: 0,
            checked_at: None,
            focused: false,
            behind: None,
        };
        Socket::new(attachment, ())
    }

    #[test]
    fn sockets_are_found_by_id_and_by_person_while_others_come_and_go() {
        let mut sockets = Sockets::stayed(Vec::new(), || ());
        for id in 0..6 {
            sockets.add(socket(id, if id % 2 == 0 { 'a' } else { 'b' }));
        }
        for gone in [2, 5, 0] {
            assert_eq!(
                sockets.remove(SocketId(gone)).map(|it| it.id().0),
                Some(gone)
            );
            assert!(sockets.remove(SocketId(gone)).is_none());
        }
        for id in [1, 3, 4] {
            assert_eq!(sockets.get(SocketId(id)).map(|it| it.id().0), Some(id));
            assert_eq!(sockets.get_mut(SocketId(id)).map(|it| it.id().0), Some(id));
        }
        let (ours, theirs) = (socket(9, 'a'), socket(9, 'b'));
        let ids = |of: &Socket<()>| {
            sockets
                .of(of.user())
                .map(|it| it.id().0)
                .collect::<Vec<_>>()
        };
        assert_eq!((ids(&ours), ids(&theirs)), (vec![4], vec![1, 3]));
        assert_eq!(sockets.len(), 3);
    }
}
