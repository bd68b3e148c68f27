//! Reading: how far each person has got, on whichever device.
//!
//! While somebody looks, everything counts as read and nothing is written or sent; the cursor is stored when they look up
//! and when they look away. Reading along costs nothing per message.

use super::{Host, Room, Seat};
use crate::chat::frames::ToClient;
use crate::chat::{Millis, Refusal, Seq, UserId};
use crate::objects::host::SocketId;
use crate::store::conversation::{log, people};

/// Later than any time, and exact as a double.
const EVER: Millis = 1 << 52;

impl<H: Host> Room<H> {
    /// The person has read up to an entry.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Internal`].
    pub(super) fn seen(&mut self, user: &UserId, seq: Seq) -> Result<(), Refusal> {
        let conversation = &self.chat()?.conversation;
        conversation.standing_of(user)?;
        let seq = seq.min(conversation.head);
        self.read_up_to(user, seq, EVER)
    }

    /// A socket's person looks up at the conversation, or away.
    pub(super) fn looks(&mut self, socket: SocketId, looking: bool) -> Result<(), Refusal> {
        let Some(seat) = self.seat(socket) else {
            return Ok(());
        };
        if seat.kept.looking == looking {
            return Ok(());
        }
        let person = seat.kept.caller.person.clone();
        let was = self.presence_of(&person.id);
        if let Some(seat) = self.seat(socket) {
            seat.kept.looking = looking;
            let kept = seat.kept.clone();
            self.host.keep(&kept);
        }
        if let Some(chat) = &mut self.chat {
            chat.look_at = 0;
        }
        let is = self.presence_of(&person.id);
        if is != was {
            self.announce(&person, is);
        }
        let head = self.chat()?.conversation.head;
        self.read_up_to(&person.id, head, EVER)
    }

    /// A seat that was looked at is gone. One that broke off had read what came while it was still heard from.
    pub(super) fn looked_away(&mut self, seat: &Seat, clean: bool) {
        let Ok(chat) = self.chat() else { return };
        chat.look_at = 0;
        let head = chat.conversation.head;
        let until = if clean { EVER } else { self.last_heard(seat) };
        // A refusal here is a fault that is logged already, or a person who is no longer in it.
        let _ = self.read_up_to(&seat.kept.caller.person.id, head, until);
    }

    /// Moves the cursor to the last message up to an entry and a time, stores it, and tells the others and, through their
    /// own object, the person's other devices.
    fn read_up_to(&mut self, user: &UserId, seq: Seq, until: Millis) -> Result<(), Refusal> {
        let end = self.chat()?.conversation.head;
        let found = if seq == end && until == EVER {
            // The common case needs no look at the log.
            Ok(Some((end, self.chat()?.conversation.posts)))
        } else {
            log::last_message(self.host.sql(), seq, until)
        };
        let Some((message, posts)) = self.sound(found)? else {
            return Ok(());
        };
        // Entries after the last message are read with it.
        let read = if until == EVER { seq } else { message };
        let chat = self.chat()?;
        chat.conversation.read(user, read, posts);
        let Some(now_read) = chat.conversation.people.get(user).map(|one| one.read) else {
            return Ok(());
        };
        let Some(aside) = chat
            .asides
            .get_mut(user)
            .filter(|aside| aside.stored_read < now_read)
        else {
            return Ok(());
        };
        aside.stored_read = now_read;
        (aside.nudges, aside.next_at) = (0, 0);
        chat.look_at = 0;
        let row = chat.row(user);
        let stored = row.map_or(Ok(()), |row| people::put(self.host.sql(), &row));
        self.sound(stored)?;
        self.chatter(
            user,
            &ToClient::Read {
                user: user.clone(),
                seq: now_read,
            },
        );
        Ok(())
    }
}
