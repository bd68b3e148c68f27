//! The desk as its driver sees it.

use super::{Host, UserActor, UserSocket};
use crate::chat::frames::ToUserClient;
use crate::chat::limits::{CALLS_PER_EVENT, FLOOD_REFUSALS, FRAME_BYTES, SOCKETS_PER_MEMBER};
use crate::chat::{CloseCode, Refusal};
use crate::objects::actor::{Actor, CallResult, OutboundCall, read_call, spell_answer};
use crate::objects::calls::Opening;
use crate::objects::host::{Attachment, SocketId};
use crate::store::inbox;

impl<H: Host> Actor for UserActor<H> {
    fn may_open(&mut self, opening: &Opening) -> Result<(), Refusal> {
        self.is_mine(&opening.caller.person.id)?;
        self.migrate()?;
        // Its door was open when this one knocked, and was closed before it came in.
        let over = inbox::has_ended(self.host.sql(), &opening.caller.session);
        if self.checked(over)? {
            return Err(Refusal::NotSignedIn);
        }
        if self.sockets.len() >= SOCKETS_PER_MEMBER {
            self.close_stale_sockets()?;
        }
        if self.sockets.len() >= SOCKETS_PER_MEMBER {
            Err(Refusal::TooFast(60))
        } else {
            Ok(())
        }
    }

    fn on_open(&mut self, attachment: Attachment, _: &Opening) -> Result<(), Refusal> {
        self.migrate()?;
        let inbox = self.inbox()?;
        if self.sockets.is_empty() || !self.missed_loaded {
            self.load_missed()?;
        }
        let (you, session, socket) = (
            attachment.caller.person.clone(),
            attachment.caller.session.clone(),
            attachment.socket,
        );
        self.sockets.push(UserSocket::new(attachment));
        self.send_frame(
            &[socket],
            &ToUserClient::Welcome {
                you,
                session,
                inbox,
            },
        );
        Ok(())
    }

    fn on_text(&mut self, socket: SocketId, text: &str) {
        let now = self.host.now();
        let Some(it) = self
            .sockets
            .iter_mut()
            .find(|it| it.attachment.socket == socket)
        else {
            return;
        };
        it.spoke_at = now;
        if text == "ping" {
            return self.host.send(&[socket], "pong");
        }
        it.refusals += 1;
        let flood = it.refusals >= FLOOD_REFUSALS;
        if text.len() > FRAME_BYTES {
            return self.close_socket(socket, CloseCode::TooLarge);
        }
        let refusal = Refusal::BadRequest("nothing but ping is said on this socket".to_owned());
        self.send_frame(&[socket], &ToUserClient::Error(refusal.error_body(None)));
        if flood {
            self.close_socket(socket, CloseCode::TooFast);
        }
    }

    fn on_close(&mut self, socket: SocketId, _clean: bool) {
        self.leave(socket);
    }

    fn on_call(&mut self, call: &str) -> Result<String, Refusal> {
        let answer = self.answer_call(read_call(call)?);
        spell_answer(&answer)
    }

    fn on_flush(&mut self) {}

    fn on_alarm(&mut self) {
        self.alarm = None;
        // A fault is logged there, and rings again.
        let migrated = self.migrate();
        if migrated.is_ok() && !self.sockets.is_empty() && !self.missed_loaded {
            // Somebody came home in an earlier life.
            let _ = self.load_missed();
        }
    }

    fn outbound_calls(&mut self) -> Vec<OutboundCall> {
        let mut outbound_calls = self.take_endings();
        outbound_calls.extend(self.take_missed(CALLS_PER_EVENT - outbound_calls.len()));
        outbound_calls.extend(self.take_mark());
        outbound_calls
    }

    fn on_result(&mut self, outbound: &OutboundCall, result: CallResult) {
        let done = result != CallResult::Failed;
        match outbound {
            OutboundCall::EndSessions {
                conversation,
                sessions,
                ..
            } => self.ended(conversation, sessions, done),
            OutboundCall::CatchUp {
                conversation,
                absence,
                ..
            } => self.caught_up(conversation, *absence, result),
            OutboundCall::MarkPresence { online, at, .. } => self.marked(*online, *at, done),
            OutboundCall::TellUser(..) | OutboundCall::TellDirectory(_) => {}
        }
    }
}
