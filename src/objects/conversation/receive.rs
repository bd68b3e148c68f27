//! Receiving: the frames that arrive on a socket.

use std::rc::Rc;

use super::allowances::Allowed;
use super::batch::WaitingPost;
use super::message_acts::MessageAct;
use super::{ConversationActor, Host};
use crate::chat::client_frames::{FromClient, Named, Unreadable};
use crate::chat::frames::ToClient;
use crate::chat::limits::{FRAME_BYTES, YIELD_SOCKETS};
use crate::chat::{ClientId, CloseCode, Refusal, Seq};
use crate::objects::host::SocketId;

impl<H: Host> ConversationActor<H> {
    /// A text message arrived on a socket.
    pub(super) fn read_text(&mut self, socket: SocketId, text: &str) {
        let now = self.host.now();
        if self.sockets.spoke(socket, now).is_none() {
            return;
        }
        self.sweep_soon();
        if text.len() > FRAME_BYTES {
            return self.close(socket, CloseCode::TooLarge);
        }
        // The runtime normally answers `ping` itself. If its automatic answer could not be set, we
        // answer.
        if text == "ping" {
            return self.host.send(&[socket], "pong");
        }
        match FromClient::read(text) {
            Ok(frame) => self.receive(socket, frame),
            Err(Unreadable { refusal, named }) => self.refuse(socket, named, &refusal),
        }
    }

    /// Handles a frame from a socket, or one posted for a stream.
    pub(super) fn receive(&mut self, socket: SocketId, frame: FromClient) {
        let Some(principal) = self.sockets.get(socket).map(|it| Rc::clone(it.principal())) else {
            return;
        };
        if let FromClient::Post(draft) = frame {
            let post = WaitingPost {
                socket,
                principal,
                draft,
            };
            let worth_waiting = self.is_worth_waiting();
            if self.batch.add(&self.host, post, worth_waiting) {
                self.post_batch();
            }
            return;
        }
        if let FromClient::Ack { seq } = frame
            && self.acked(socket, seq)
        {
            // Each such ack answers events, and they are bounded already.
            return;
        }
        let frame = match frame {
            FromClient::Edit {
                request,
                message,
                body,
            } => {
                return self.receive_act(socket, request, message, &MessageAct::Edit { body });
            }
            FromClient::Delete { request, message } => {
                return self.receive_act(socket, request, message, &MessageAct::Delete);
            }
            FromClient::React {
                request,
                message,
                emoji,
                on,
            } => {
                let act = MessageAct::React { emoji, on };
                return self.receive_act(socket, request, message, &act);
            }
            FromClient::Pin {
                request,
                message,
                on,
            } => {
                return self.receive_act(socket, request, message, &MessageAct::Pin { on });
            }
            other => other,
        };
        let now = self.host.now();
        let allowed = self.allowances.take(principal.user(), Allowed::Frame, now);
        let handled = allowed.and_then(|()| match frame {
            FromClient::Seen { seq } => self.seen(&principal, seq),
            FromClient::Focus { focused, seen } => self.set_focus(socket, focused, seen),
            FromClient::Typing => self.typing(&principal),
            _ => Ok(()),
        });
        if let Err(refusal) = handled {
            self.refuse(socket, Named::default(), &refusal);
        }
    }

    /// Performs an act on a message, and answers it.
    fn receive_act(&mut self, socket: SocketId, request: ClientId, message: Seq, act: &MessageAct) {
        let Some(principal) = self.sockets.get(socket).map(|it| Rc::clone(it.principal())) else {
            return;
        };
        match self.change_message(&principal, message, act) {
            Ok(()) => {
                // The broadcast may have closed it.
                if self.sockets.get(socket).is_some() {
                    self.send_frame(&[socket], &ToClient::Done { request });
                }
            }
            Err(refusal) => self.refuse(socket, Named::of_request(request), &refusal),
        }
    }

    /// Whether a post may wait for others. With fewer sockets, a turn costs as much as the frames
    /// it saves.
    pub(super) fn is_worth_waiting(&self) -> bool {
        self.sockets.len() >= YIELD_SOCKETS
    }

    /// The client has everything up to an entry. Returns whether that was news.
    fn acked(&mut self, socket: SocketId, seq: Seq) -> bool {
        let Some(it) = self.sockets.get_mut(socket) else {
            return false;
        };
        let progress = &mut it.progress;
        let is_news = progress.window.acked(seq.min(progress.sent));
        if progress.behind.is_some() && self.loaded().is_ok() {
            self.replay(socket);
        }
        is_news
    }

    /// Tells a client that something it sent is refused.
    pub(super) fn refuse(&mut self, socket: SocketId, named: Named, refusal: &Refusal) {
        // A waiting post may outlive the socket that it came on.
        if self.sockets.get(socket).is_none() {
            return;
        }
        let mut body = refusal.error_body(named.client_id);
        body.request = named.request;
        self.send_frame(&[socket], &ToClient::Error(body));
        if !self.sockets.refused(socket, self.host.now()) {
            self.close(socket, CloseCode::TooFast);
        }
    }
}
