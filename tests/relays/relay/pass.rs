//! Passing on: what people say goes to the conversation under their own name; a relay answers nothing by itself.
//!
//! At least once, and the conversation makes it once: (author, `client_id`) is one message. One post at a time per seat, and
//! after too many failures the seat is closed rather than the next post sent: so its order is kept whatever fails.

use dormouse::chat::frames::{FromClient, ToClient};
use dormouse::chat::{CloseCode, Millis, Refusal, Seq};
use dormouse::objects::calls::{FromConversation, ToConversation};
use dormouse::objects::host::{Host, SocketId};

use super::seat::Passing;
use super::{AGAIN, Asked, Relay};

/// How often one post is tried before its client is left to find another way.
const TRIES: u32 = 3;

impl Relay {
    /// A text message arrived on a socket.
    pub fn heard(&mut self, socket: SocketId, text: &str) {
        let Some(seat) = self.seats.get_mut(&socket) else {
            return;
        };
        if text == "ping" {
            return self.ground.host.send(&[socket], "pong");
        }
        match serde_json::from_str(text) {
            // What it said before may be lost with the memory, and this must not go before it: let it come back and say all.
            Ok(FromClient::Post { .. }) if seat.bereft => self.end(socket, CloseCode::Restart),
            Ok(FromClient::Post { client_id, body }) => {
                let tries = 0;
                seat.posts.push_back(Passing {
                    client_id,
                    body,
                    tries,
                });
                if seat.posts.len() == 1 {
                    self.pass(socket, 0);
                }
            }
            Ok(FromClient::Ack { seq }) => self.acked(socket, seq),
            Ok(FromClient::Seen { seq }) => self.seen(socket, seq),
            // Who looks up or away has read what they were sent. That somebody looks is nobody's business at this size.
            Ok(FromClient::Looking { .. }) => {
                if let Some(sent) = seat.sent {
                    self.seen(socket, sent);
                }
            }
            Ok(FromClient::Typing {}) => {}
            Err(error) => {
                let refusal = Refusal::BadRequest(format!("no frame has this form ({error})"));
                self.say(&[socket], &ToClient::Error(refusal.complaint(None)));
            }
        }
    }

    fn pass(&self, socket: SocketId, wait: Millis) {
        let (Some(caller), Some(seat)) = (self.caller(socket), self.seats.get(&socket)) else {
            return;
        };
        if let Some(post) = seat.posts.front() {
            let (client_id, body) = (post.client_id.clone(), post.body.clone());
            let call = ToConversation::Post {
                caller,
                client_id,
                body,
            };
            self.ask(wait, Asked::Post(socket), call);
        }
    }

    pub(super) fn passed(&mut self, socket: SocketId, answer: Option<FromConversation>) {
        let Some(seat) = self.seats.get_mut(&socket) else {
            return;
        };
        let Some(post) = seat.posts.front_mut() else {
            return;
        };
        let client_id = post.client_id.clone();
        let said = match answer {
            // A new one comes back in the log, as everybody's.
            Some(FromConversation::Posted { repeated: false, .. }) => None,
            Some(FromConversation::Posted { event, .. }) => Some(ToClient::Posted { event }),
            // They went, and the log has not told it here yet. What they say after this post must not go before it.
            Some(FromConversation::Refused {
                refusal: Refusal::NotFound,
            }) => return self.end(socket, CloseCode::NotAMember),
            Some(FromConversation::Refused { refusal }) => {
                Some(ToClient::Error(refusal.complaint(Some(client_id))))
            }
            _ => {
                post.tries += 1;
                if post.tries == TRIES {
                    return self.end(socket, CloseCode::Restart);
                }
                return self.pass(socket, AGAIN);
            }
        };
        seat.posts.pop_front();
        if let Some(frame) = said {
            self.say(&[socket], &frame);
        }
        self.pass(socket, 0);
    }

    fn seen(&mut self, socket: SocketId, seq: Seq) {
        let Some(seat) = self.seats.get_mut(&socket) else {
            return;
        };
        seat.seen.wanted = seat.seen.wanted.max(Some(seq));
        let under_way = std::mem::replace(&mut seat.seen.under_way, true);
        if !under_way {
            self.pass_seen(socket, 0);
        }
    }

    fn pass_seen(&mut self, socket: SocketId, wait: Millis) {
        let Some(caller) = self.caller(socket) else { return };
        let Some(seat) = self.seats.get_mut(&socket) else {
            return;
        };
        match seat.seen.wanted.take() {
            Some(seq) => self.ask(wait, Asked::Seen(socket), ToConversation::Seen { caller, seq }),
            None => seat.seen.under_way = false,
        }
    }

    /// A cursor that is lost on the way is mended by the next one.
    pub(super) fn passed_seen(&mut self, socket: SocketId, done: bool) {
        self.pass_seen(socket, if done { 0 } else { AGAIN });
    }
}
