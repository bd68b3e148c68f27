//! Listening: what comes in on a socket, and its closing.

use super::{ConversationActor, FRAMES, Host};
use crate::chat::conversation::{Posting, post};
use crate::chat::frames::{FromClient, ToClient};
use crate::chat::limits::{FLOOD_REFUSALS, FRAME_BYTES};
use crate::chat::{ClientId, CloseCode, Event, Person, Refusal};
use crate::objects::host::SocketId;
use crate::store::conversation::log;

impl<H: Host> ConversationActor<H> {
    /// A text message arrived on a socket.
    pub(super) fn read_text(&mut self, socket: SocketId, text: &str) {
        let now = self.host.now();
        let Some(seat) = self.seat(socket) else {
            return;
        };
        seat.spoke_at = now;
        self.sweep_soon();
        if text.len() > FRAME_BYTES {
            return self.close_socket(socket, CloseCode::TooLarge);
        }
        // A client whose runtime does not answer pings itself may reach us with one.
        if text == "ping" {
            return self.host.send(&[socket], "pong");
        }
        match serde_json::from_str(text) {
            Ok(frame) => self.handle_frame(socket, frame),
            Err(error) => {
                let refusal = Refusal::BadRequest(format!("no frame has this form ({error})"));
                self.refuse(socket, None, &refusal);
            }
        }
    }

    /// A frame that its parser let through, from a socket or posted to a stream.
    pub(super) fn handle_frame(&mut self, socket: SocketId, frame: FromClient) {
        let Some(seat) = self.seat(socket) else {
            return;
        };
        let person = seat.attachment.caller.person.clone();
        if let FromClient::Post { client_id, body } = frame {
            return self.gather_post(socket, person, client_id, body);
        }
        let now = self.host.now();
        if let Err(wait) = self.allowance(&person.id).frames.take(FRAMES, now) {
            return self.refuse(socket, None, &Refusal::TooFast(wait));
        }
        let handled = match frame {
            FromClient::Seen { seq } => self.seen(&person.id, seq),
            FromClient::Focus { focused } => self.set_focus(socket, focused),
            FromClient::Ack { seq } => {
                self.acked(socket, seq);
                Ok(())
            }
            FromClient::Typing {} => self.typing(&person),
            FromClient::Post { .. } => Ok(()),
        };
        match handled {
            Ok(()) => self.forgive(socket),
            Err(refusal) => self.refuse(socket, None, &refusal),
        }
    }

    /// Stores a post from a socket, and says what came of it if that is not a new message.
    pub(super) fn hear_post(
        &mut self,
        socket: SocketId,
        person: &Person,
        client_id: &ClientId,
        body: &str,
    ) {
        match self.post(person, client_id, body) {
            Ok((event, repeated)) => {
                self.forgive(socket);
                if repeated && self.seat(socket).is_some() {
                    self.send_frame(&[socket], &ToClient::Posted { event });
                }
            }
            Err(refusal) => self.refuse(socket, Some(client_id.clone()), &refusal),
        }
    }

    /// Posts a message; a repeat answers with what was stored, and `true`.
    ///
    /// # Errors
    /// As [`post`], and [`Refusal::TooFast`].
    pub(super) fn post(
        &mut self,
        who: &Person,
        client_id: &ClientId,
        body: &str,
    ) -> Result<(Event, bool), Refusal> {
        self.loaded()?.conversation.require_member(&who.id)?;
        let (rate, now) = (self.posts, self.host.now());
        self.allowance(&who.id)
            .posts
            .take(rate, now)
            .map_err(Refusal::TooFast)?;
        let Some(loaded) = &self.loaded else {
            return Err(Refusal::NotFound);
        };
        // Stored as if it were new: the log itself tells a repeat, and looking first would cost every message a search.
        let posting = post(&loaded.conversation, who, (client_id, body), None, now)?;
        if let Posting::New(event) = posting
            && self.carry_out_post(&event)?
        {
            return Ok((event, false));
        }
        let earlier = self.posted(who, client_id)?;
        match post(
            &self.loaded()?.conversation,
            who,
            (client_id, body),
            earlier,
            now,
        )? {
            Posting::Repeated(event) => Ok((event, true)),
            // The log has it and has it not: ours to mend.
            Posting::New(_) => Err(Refusal::Internal),
        }
    }

    /// What somebody posted under this name.
    fn posted(&mut self, who: &Person, client_id: &ClientId) -> Result<Option<Event>, Refusal> {
        let loaded = self.loaded.as_ref().ok_or(Refusal::NotFound)?;
        let posted = match loaded.deliveries.get(&who.id) {
            Some(delivery) => {
                log::posted(self.host.sql(), &loaded.names, delivery.number, client_id)
            }
            None => Ok(None),
        };
        self.checked(posted)
    }

    fn acked(&mut self, socket: SocketId, seq: crate::chat::Seq) {
        let Some(seat) = self.seat(socket) else {
            return;
        };
        seat.window.acked(seq.min(seat.sent));
        if seat.behind.is_some() && self.loaded().is_ok() {
            self.replay(socket);
        }
    }

    fn refuse(&mut self, socket: SocketId, client_id: Option<ClientId>, refusal: &Refusal) {
        // A post may outlive the socket it came on: it waited while that closed.
        let Some(seat) = self.seat(socket) else {
            return;
        };
        seat.refusals += 1;
        let refusals = seat.refusals;
        self.send_frame(&[socket], &ToClient::Error(refusal.error_body(client_id)));
        if refusals >= FLOOD_REFUSALS {
            self.close_socket(socket, CloseCode::TooFast);
        }
    }

    fn forgive(&mut self, socket: SocketId) {
        if let Some(seat) = self.seat(socket) {
            seat.refusals = 0;
        }
    }

    /// Closes a socket from our side.
    pub(super) fn close_socket(&mut self, socket: SocketId, code: CloseCode) {
        self.host.close(socket, code);
        self.leave_seat(socket, true);
    }

    /// A socket is gone; `clean` when its client said so itself, and so had read what it was sent.
    pub(super) fn leave_seat(&mut self, socket: SocketId, clean: bool) {
        let Some(at) = self
            .seats
            .iter()
            .position(|seat| seat.attachment.socket == socket)
        else {
            return;
        };
        let seat = self.seats.swap_remove(at);
        self.went(&seat, clean);
    }
}
