//! The room as its driver sees it.

use super::{Host, Room};
use crate::chat::Refusal;
use crate::objects::actor::{Actor, Chore, Upshot, read_call, spell_answer};
use crate::objects::calls::Opening;
use crate::objects::host::{Kept, SocketId};

impl<H: Host> Actor for Room<H> {
    fn may_open(&mut self, opening: &Opening) -> Result<(), Refusal> {
        self.let_in(opening)
    }

    fn opened(&mut self, kept: Kept, opening: &Opening) -> Result<(), Refusal> {
        self.take_seat(kept, opening)
    }

    fn heard(&mut self, socket: SocketId, text: &str) {
        self.listen(socket, text);
    }

    fn closed(&mut self, socket: SocketId, clean: bool) {
        self.leave_seat(socket, clean);
    }

    fn answer(&mut self, call: &str) -> Result<String, Refusal> {
        let answer = self.answer_call(read_call(call)?);
        spell_answer(&answer)
    }

    fn flush(&mut self) {
        Room::flush(self);
    }

    fn alarm(&mut self) {
        self.ring();
    }

    fn chores(&mut self) -> Vec<Chore> {
        let standings = self.take_standings().into_iter();
        let mut chores: Vec<_> = standings
            .map(|(user, standing)| Chore::Tell(user, Box::new(standing)))
            .collect();
        chores.extend(self.take_listing().map(Chore::List));
        chores
    }

    fn settled(&mut self, chore: &Chore, upshot: Upshot) {
        match chore {
            Chore::Tell(user, standing) => self.told(user, standing, &upshot),
            Chore::List(listing) => self.listed(listing.seq, upshot != Upshot::Failed),
            Chore::EndSessions { .. } | Chore::CatchUp { .. } | Chore::Mark { .. } => {}
        }
    }
}
