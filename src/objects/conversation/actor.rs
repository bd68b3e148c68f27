//! The conversation object as its driver sees it.

use super::{ConversationActor, Host, calls};
use crate::chat::Refusal;
use crate::objects::actor::{Actor, CallResult, OutboundCall, reply};
use crate::objects::call::Opening;
use crate::objects::host::{Attachment, SocketId};
use crate::objects::user::calls::UpdateInbox;

impl<H: Host> Actor for ConversationActor<H> {
    fn may_open(&mut self, opening: &Opening) -> Result<(), Refusal> {
        self.let_in(opening)
    }

    fn on_open(&mut self, attachment: Attachment, opening: &Opening) -> Result<(), Refusal> {
        self.open(attachment, opening)
    }

    fn on_text(&mut self, socket: SocketId, text: &str) {
        self.read_text(socket, text);
    }

    fn on_close(&mut self, socket: SocketId, clean: bool) {
        self.drop_socket(socket, clean);
    }

    fn on_call(&mut self, name: &str, body: &str) -> Result<String, Refusal> {
        // Posts that arrived before the call must be stored before it.
        self.post_batch();
        calls::answer(self, name, body)
    }

    fn on_flush(&mut self) {
        self.post_batch();
    }

    fn on_alarm(&mut self) {
        self.alarm.went_off();
        if self.batch.is_stuck(&self.host) {
            self.post_batch();
        }
        self.wake_for_deletions();
        if let Ok(loaded) = self.loaded() {
            // The alarm may be early, or for something else. Everything that is still to come sets
            // the next alarm.
            loaded.next_check_at = 0;
            self.index_if_due();
            self.sweep();
            self.close_laggards();
        }
    }

    fn outbound_calls(&mut self) -> Vec<OutboundCall> {
        let summaries = self.take_due_summaries().into_iter();
        let mut calls: Vec<_> = summaries
            .map(|(user, summary)| OutboundCall::UpdateInbox(user, Box::new(summary)))
            .collect();
        calls.extend(
            self.take_directory_entry()
                .map(OutboundCall::UpdateDirectory),
        );
        let files = self.take_due_deletions().into_iter();
        calls.extend(files.map(|file| OutboundCall::DeleteFile { file }));
        calls
    }

    fn on_result(&mut self, call: &OutboundCall, result: &CallResult) {
        match call {
            OutboundCall::UpdateInbox(user, summary) => {
                self.on_inbox_result(user, summary, reply::<UpdateInbox>(result));
            }
            OutboundCall::UpdateDirectory(entry) => {
                self.on_directory_result(entry.seq, result.is_ok());
            }
            OutboundCall::DeleteFile { file } => self.on_deletion_result(file, result.is_ok()),
            // Only a user object makes these calls.
            OutboundCall::CloseSessions { .. }
            | OutboundCall::CheckSessions { .. }
            | OutboundCall::CatchUp { .. }
            | OutboundCall::ChangeProfile(..)
            | OutboundCall::ListProfile(_)
            | OutboundCall::MarkPresence { .. } => {}
        }
    }
}
