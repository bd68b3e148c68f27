//! Reading: how far each person has got, on whichever device.
//!
//! While somebody looks, everything counts as read and nothing is written or sent; the cursor is stored when they look up
//! and when they look away. Reading along costs nothing per message.

use super::{ConversationActor, Host, Seat};
use crate::chat::frames::ToClient;
use crate::chat::{Millis, Refusal, Seq, UserId};
use crate::objects::host::SocketId;
use crate::store::conversation::{log, people};

/// Later than any time, and exact as a double.
const EVER: Millis = 1 << 52;

impl<H: Host> ConversationActor<H> {
    /// The person has read up to an entry.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Internal`].
    pub(super) fn seen(&mut self, user: &UserId, seq: Seq) -> Result<(), Refusal> {
        let conversation = &self.loaded()?.conversation;
        conversation.require_member(user)?;
        let seq = seq.min(conversation.head);
        self.read_up_to(user, seq, EVER)
    }

    /// A socket's person looks up at the conversation, or away.
    pub(super) fn set_focus(&mut self, socket: SocketId, focused: bool) -> Result<(), Refusal> {
        let Some(seat) = self.seat(socket) else {
            return Ok(());
        };
        if seat.attachment.focused == focused {
            return Ok(());
        }
        let person = seat.attachment.caller.person.clone();
        let was = self.presence_of(&person.id);
        if let Some(seat) = self.seat(socket) {
            seat.attachment.focused = focused;
            let attachment = seat.attachment.clone();
            self.host.set_attachment(&attachment);
        }
        if let Some(loaded) = &mut self.loaded {
            loaded.next_check_at = 0;
        }
        let is = self.presence_of(&person.id);
        if is != was {
            self.announce(&person, is);
        }
        let head = self.loaded()?.conversation.head;
        self.read_up_to(&person.id, head, EVER)
    }

    /// A seat that was looked at is gone. One that broke off had read what came while it was still heard from.
    pub(super) fn lost_focus(&mut self, seat: &Seat, clean: bool) {
        let Ok(loaded) = self.loaded() else { return };
        loaded.next_check_at = 0;
        let head = loaded.conversation.head;
        let until = if clean { EVER } else { self.last_alive(seat) };
        // A refusal here is a fault that is logged already, or a person who is no longer in it.
        let _ = self.read_up_to(&seat.attachment.caller.person.id, head, until);
    }

    /// Moves the cursor to the last message up to an entry and a time, stores it, and tells the others and, through their
    /// own object, the person's other devices.
    fn read_up_to(&mut self, user: &UserId, seq: Seq, until: Millis) -> Result<(), Refusal> {
        let end = self.loaded()?.conversation.head;
        let found = if seq == end && until == EVER {
            // The common case needs no look at the log.
            Ok(Some((end, self.loaded()?.conversation.posts)))
        } else {
            log::last_message(self.host.sql(), seq, until)
        };
        let Some((message, posts)) = self.checked(found)? else {
            return Ok(());
        };
        // Entries after the last message are read with it.
        let read = if until == EVER { seq } else { message };
        let loaded = self.loaded()?;
        loaded.conversation.read(user, read, posts);
        let Some(now_read) = loaded.conversation.people.get(user).map(|one| one.read) else {
            return Ok(());
        };
        let Some(delivery) = loaded
            .deliveries
            .get_mut(user)
            .filter(|delivery| delivery.stored_read < now_read)
        else {
            return Ok(());
        };
        delivery.stored_read = now_read;
        (delivery.nudges, delivery.next_at) = (0, 0);
        loaded.next_check_at = 0;
        let row = loaded.row(user);
        let stored = row.map_or(Ok(()), |row| people::put(self.host.sql(), &row));
        self.checked(stored)?;
        self.broadcast_ephemeral(
            user,
            &ToClient::Read {
                user: user.clone(),
                seq: now_read,
            },
        );
        Ok(())
    }
}
