//! Reading: how far each person has read, on any device.
//!
//! While a socket is focused, everything counts as read, and nothing is written or sent. The cursor
//! is stored when a socket becomes focused and when it stops being focused. So reading along costs
//! nothing per message. A page that is left says what had arrived: messages may be on their way.

use super::progress::Progress;
use super::{ConversationActor, Host};
use crate::chat::frames::ToClient;
use crate::chat::{Act, Millis, Principal, Refusal, Seq, UserId};
use crate::objects::host::SocketId;
use crate::objects::sockets::Socket;
use crate::store::conversation::{log, people};

/// Later than any time, and exact in a double.
const EVER: Millis = 1 << 52;

impl<H: Host> ConversationActor<H> {
    /// The principal has read up to an entry.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Internal`].
    pub(super) fn seen(&mut self, who: &Principal, seq: Seq) -> Result<(), Refusal> {
        let conversation = &self.loaded()?.conversation;
        conversation.authorize(who, Act::Read)?;
        let seq = seq.min(conversation.head);
        self.read_up_to(who.user(), seq, EVER)
    }

    /// A socket becomes focused, or stops being focused. `seen` is the last entry that has arrived
    /// there, or None: all that it was sent.
    pub(super) fn set_focus(
        &mut self,
        socket: SocketId,
        focused: bool,
        seen: Option<Seq>,
    ) -> Result<(), Refusal> {
        let Some(it) = self.sockets.get(socket) else {
            return Ok(());
        };
        if it.attachment.focused == focused {
            return Ok(());
        }
        let sent = it.progress.sent;
        let (person, seen) = (
            it.person().clone(),
            seen.map_or(sent, |seen| seen.min(sent)),
        );
        let was = self.presence_of(&person.id);
        if let Some(it) = self.sockets.get_mut(socket) {
            it.attachment.focused = focused;
            let attachment = it.attachment.clone();
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
        self.read_up_to(&person.id, head.min(seen), EVER)
    }

    /// A focused socket is gone. The person has read what it was sent. If its connection broke,
    /// they have read what came while it was alive.
    pub(super) fn lost_focus(&mut self, socket: &Socket<Progress>, clean: bool) {
        let last_alive = socket.last_alive(&self.host);
        let Ok(loaded) = self.loaded() else { return };
        loaded.next_check_at = 0;
        // What was not sent yet is not read.
        let sent = loaded.conversation.head.min(socket.progress.sent);
        let until = if clean { EVER } else { last_alive };
        // A refusal means a logged fault, or a person who is no longer a member. Both need nothing
        // more.
        let _ = self.read_up_to(socket.user(), sent, until);
    }

    /// Moves the read cursor to the last message up to an entry and a time, and stores it. The
    /// other people here are told at once. The person's other devices learn of it from the user
    /// object.
    fn read_up_to(&mut self, user: &UserId, seq: Seq, until: Millis) -> Result<(), Refusal> {
        let conversation = &self.loaded()?.conversation;
        let last = if seq == conversation.head && until == EVER {
            // This is the usual case, and it needs no query.
            Some((seq, conversation.posts))
        } else {
            self.read(|sql, _| log::last_message_until(sql, seq, until))?
        };
        let Some((message, posts)) = last else {
            return Ok(());
        };
        // Entries after the last message are not messages, so they count as read too.
        let read = if until == EVER { seq } else { message };
        let loaded = self.loaded()?;
        loaded.conversation.read(user, read, posts);
        let Some(now_read) = loaded.conversation.people.get(user).map(|one| one.read) else {
            return Ok(());
        };
        let delivery = loaded.deliveries.get_mut(user);
        let Some(delivery) = delivery.filter(|it| it.stored_read < now_read) else {
            return Ok(());
        };
        delivery.stored_read = now_read;
        (delivery.nudges, delivery.next_at) = (0, 0);
        loaded.next_check_at = 0;
        let row = loaded.row(user);
        let stored = row.map_or(Ok(()), |row| people::put(self.host.sql(), &row));
        self.checked(stored)?;
        let (user, seq) = (user.clone(), now_read);
        self.broadcast_ephemeral(&user.clone(), &ToClient::Read { user, seq });
        Ok(())
    }
}
