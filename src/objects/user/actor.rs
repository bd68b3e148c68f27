//! The user object as its driver sees it.

use super::{Host, UserActor, calls, how_many_fit};
use crate::chat::frames::ToUserClient;
use crate::chat::limits::{CALLS_PER_EVENT, FRAME_BYTES, SOCKETS_PER_MEMBER};
use crate::chat::{CloseCode, Refusal};
use crate::objects::actor::{Actor, CallResult, OutboundCall, read, reply};
use crate::objects::call::Opening;
use crate::objects::conversation::calls::CatchUp;
use crate::objects::host::{Attachment, SocketId};
use crate::objects::sockets::Socket;

impl<H: Host> Actor for UserActor<H> {
    fn may_open(&mut self, opening: &Opening) -> Result<(), Refusal> {
        self.is_mine(opening.principal.user())?;
        self.migrate()?;
        self.require_session(opening)?;
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
        let (inbox, mut rest) = self.inbox()?;
        if self.sockets.is_empty() || !self.missed_loaded {
            self.load_missed()?;
        }
        let socket = attachment.socket;
        let you = attachment.principal.person().clone();
        let session = attachment.principal.session().cloned();
        self.sockets.add(Socket::new(attachment, ()));
        if self.sockets.len() == 1 {
            self.wake_for_check();
        }
        let profile = self.own_profile()?.map(|own| own.profile);
        let welcome = ToUserClient::Welcome {
            you,
            session,
            profile,
            inbox,
        };
        self.send_frame(&[socket], &welcome);
        while !rest.is_empty() {
            let later = rest.split_off(how_many_fit(&rest).max(1));
            let entries = std::mem::replace(&mut rest, later);
            self.send_frame(&[socket], &ToUserClient::Inbox { entries });
        }
        Ok(())
    }

    fn on_text(&mut self, socket: SocketId, text: &str) {
        let now = self.host.now();
        if self.sockets.spoke(socket, now).is_none() {
            return;
        }
        if text == "ping" {
            return self.host.send(&[socket], "pong");
        }
        if text.len() > FRAME_BYTES {
            return self.close(socket, CloseCode::TooLarge);
        }
        let refusal = Refusal::BadRequest("this socket takes no text but `ping`.".to_owned());
        self.send_frame(&[socket], &ToUserClient::Error(refusal.error_body(None)));
        if !self.sockets.refused(socket, now) {
            self.close(socket, CloseCode::TooFast);
        }
    }

    fn on_close(&mut self, socket: SocketId, _clean: bool) {
        self.drop_socket(socket);
    }

    fn on_call(&mut self, name: &str, body: &str) -> Result<String, Refusal> {
        calls::answer(self, name, body)
    }

    fn on_flush(&mut self) {}

    fn on_alarm(&mut self) {
        self.alarm.went_off();
        self.wake_for_check();
        // `checked` logs a fault, and sets the alarm again.
        let migrated = self.migrate();
        if migrated.is_ok() && !self.sockets.is_empty() && !self.missed_loaded {
            // The person came online before this instance started.
            let _ = self.load_missed();
        }
    }

    fn outbound_calls(&mut self) -> Vec<OutboundCall> {
        let mut calls = self.take_endings();
        calls.extend(self.take_missed(CALLS_PER_EVENT - calls.len()));
        calls.extend(self.take_profile_calls(CALLS_PER_EVENT - calls.len()));
        calls.extend(self.take_mark());
        calls.extend(self.take_check());
        calls
    }

    fn on_result(&mut self, call: &OutboundCall, result: &CallResult) {
        match call {
            OutboundCall::CloseSessions {
                conversation,
                up_to,
                ..
            } => self.ended(conversation, *up_to, result.is_ok()),
            OutboundCall::CheckSessions { sessions, at, .. } => {
                self.checked_sessions(sessions, *at, read(result));
            }
            OutboundCall::CatchUp {
                conversation,
                absence,
                ..
            } => self.caught_up(conversation, *absence, reply::<CatchUp>(result)),
            OutboundCall::MarkPresence { online, at, .. } => {
                self.marked(*online, *at, result.is_ok());
            }
            OutboundCall::ListProfile(profile) => self.on_listed(profile.at, result.is_ok()),
            OutboundCall::ChangeProfile(conversation, profile) => {
                self.on_profile_told(conversation, profile.at, result.is_ok());
            }
            // Only a conversation object makes these calls.
            OutboundCall::UpdateInbox(..)
            | OutboundCall::UpdateDirectory(_)
            | OutboundCall::DeleteFile { .. } => {}
        }
    }
}
