//! The desk as its driver sees it.

use super::{Desk, Host, Place};
use crate::chat::frames::ToUserClient;
use crate::chat::limits::{CALLS_PER_EVENT, FLOOD_REFUSALS, FRAME_BYTES, SOCKETS_PER_MEMBER};
use crate::chat::{CloseCode, Refusal};
use crate::objects::actor::{Actor, Chore, Upshot, read_call, spell_answer};
use crate::objects::calls::Opening;
use crate::objects::host::{Kept, SocketId};
use crate::store::inbox;

impl<H: Host> Actor for Desk<H> {
    fn may_open(&mut self, opening: &Opening) -> Result<(), Refusal> {
        self.is_mine(&opening.caller.person.id)?;
        self.lay()?;
        // Its door was open when this one knocked, and was closed before it came in.
        let over = inbox::has_ended(self.host.sql(), &opening.caller.session);
        if self.sound(over)? {
            return Err(Refusal::NotSignedIn);
        }
        if self.places.len() >= SOCKETS_PER_MEMBER {
            self.lay_ghosts()?;
        }
        if self.places.len() >= SOCKETS_PER_MEMBER {
            Err(Refusal::TooFast(60))
        } else {
            Ok(())
        }
    }

    fn opened(&mut self, kept: Kept, _: &Opening) -> Result<(), Refusal> {
        self.lay()?;
        let inbox = self.inbox()?;
        if self.places.is_empty() || !self.looked {
            self.look_what_was_missed()?;
        }
        let (you, session, socket) = (
            kept.caller.person.clone(),
            kept.caller.session.clone(),
            kept.socket,
        );
        self.places.push(Place::new(kept));
        self.say(&[socket], &ToUserClient::Welcome { you, session, inbox });
        Ok(())
    }

    fn heard(&mut self, socket: SocketId, text: &str) {
        let now = self.host.now();
        let Some(place) = self.places.iter_mut().find(|place| place.kept.socket == socket) else {
            return;
        };
        place.spoke_at = now;
        if text == "ping" {
            return self.host.send(&[socket], "pong");
        }
        place.refusals += 1;
        let flood = place.refusals >= FLOOD_REFUSALS;
        if text.len() > FRAME_BYTES {
            return self.shut(socket, CloseCode::TooLarge);
        }
        let refusal = Refusal::BadRequest("nothing but ping is said on this socket".to_owned());
        self.say(&[socket], &ToUserClient::Error(refusal.complaint(None)));
        if flood {
            self.shut(socket, CloseCode::TooFast);
        }
    }

    fn closed(&mut self, socket: SocketId, _clean: bool) {
        self.leave(socket);
    }

    fn answer(&mut self, call: &str) -> Result<String, Refusal> {
        let answer = self.answer_call(read_call(call)?);
        spell_answer(&answer)
    }

    fn flush(&mut self) {}

    fn alarm(&mut self) {
        self.alarm = None;
        // A fault is logged there, and rings again.
        let laid = self.lay();
        if laid.is_ok() && !self.places.is_empty() && !self.looked {
            // Somebody came home in an earlier life.
            let _ = self.look_what_was_missed();
        }
    }

    fn chores(&mut self) -> Vec<Chore> {
        let mut chores = self.take_endings();
        chores.extend(self.take_missed(CALLS_PER_EVENT - chores.len()));
        chores.extend(self.take_mark());
        chores
    }

    fn settled(&mut self, chore: &Chore, upshot: Upshot) {
        let done = upshot != Upshot::Failed;
        match chore {
            Chore::EndSessions {
                conversation,
                sessions,
                ..
            } => self.ended(conversation, sessions, done),
            Chore::CatchUp {
                conversation,
                absence,
                ..
            } => self.caught_up(conversation, *absence, upshot),
            Chore::Mark { online, at, .. } => self.marked(*online, *at, done),
            Chore::Tell(..) | Chore::List(_) => {}
        }
    }
}
