//! One frame from a client that listens on a stream.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::client_frames::FromClient;
use crate::chat::{ConversationId, Principal, Refusal};
use crate::objects::call::{Handle, call};
use crate::objects::host::SocketId;

/// A frame for the stream with this name, as the client wrote it. Only the object parses frames.
#[derive(Debug, Serialize, Deserialize)]
pub struct StreamFrame {
    pub principal: Principal,
    pub stream: String,
    pub frame: String,
}
call!(StreamFrame, "stream_frame", ConversationId, ());

impl<H: Host> Handle<StreamFrame> for ConversationActor<H> {
    fn handle(&mut self, call: StreamFrame) -> Result<(), Refusal> {
        let frame = FromClient::read(&call.frame).map_err(|unreadable| unreadable.refusal)?;
        let socket = call.stream.parse().map(SocketId);
        let socket = socket.map_err(|_| Refusal::StreamGone)?;
        let now = self.host.now();
        let stream = self.sockets.get(socket);
        if stream.is_none_or(|stream| **stream.principal() != call.principal) {
            return Err(Refusal::StreamGone);
        }
        self.sockets.spoke(socket, now);
        self.sweep_soon();
        self.receive(socket, frame);
        // The answer must mean that the post is stored, so it cannot wait.
        self.post_batch();
        Ok(())
    }
}
