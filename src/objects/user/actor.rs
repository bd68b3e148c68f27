//! The desk as its driver sees it.

use super::{Desk, Host};
use crate::chat::Refusal;
use crate::chat::frames::ToUserClient;
use crate::chat::limits::SOCKETS_PER_MEMBER;
use crate::objects::actor::{Actor, Chore, read_call, spell_answer};
use crate::objects::calls::Opening;
use crate::objects::host::{Kept, SocketId};

impl<H: Host> Actor for Desk<H> {
    fn may_open(&mut self, opening: &Opening) -> Result<(), Refusal> {
        self.is_mine(&opening.caller.person.id)?;
        if self.sockets.len() >= SOCKETS_PER_MEMBER {
            Err(Refusal::TooFast(60))
        } else {
            Ok(())
        }
    }

    fn opened(&mut self, kept: Kept, _: &Opening) -> Result<(), Refusal> {
        self.lay()?;
        let inbox = self.inbox()?;
        let (you, session, socket) = (
            kept.caller.person.clone(),
            kept.caller.session.clone(),
            kept.socket,
        );
        self.sockets.push(kept);
        self.say(&[socket], &ToUserClient::Welcome { you, session, inbox });
        Ok(())
    }

    fn heard(&mut self, socket: SocketId, text: &str) {
        let now = self.host.now();
        if text == "ping" {
            self.spoke.retain(|(spoke, _)| *spoke != socket);
            self.spoke.push((socket, now));
            return self.host.send(&[socket], "pong");
        }
        let refusal = Refusal::BadRequest("nothing but ping is said on this socket".to_owned());
        self.say(&[socket], &ToUserClient::Error(refusal.complaint(None)));
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
        // A fault is logged there, and the next event tries again.
        let _ = self.lay();
    }

    fn chores(&mut self) -> Vec<Chore> {
        let mut chores = self.take_endings();
        chores.extend(self.take_mark());
        chores
    }

    fn settled(&mut self, chore: &Chore, done: bool) {
        match chore {
            Chore::EndSession {
                conversation,
                session,
                ..
            } => self.ended(conversation, session, done),
            Chore::Mark { online, at, .. } => self.marked(*online, *at, done),
            Chore::Tell(..) | Chore::List(_) => {}
        }
    }
}
