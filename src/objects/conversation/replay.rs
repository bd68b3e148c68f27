//! Replaying the log to a socket that is behind: one that just opened, or that lagged.

use super::{ConversationActor, Host};
use crate::chat::frames::ToClient;
use crate::chat::limits::LAG_MAX;
use crate::chat::{CloseCode, Millis, Seq};
use crate::objects::host::SocketId;

/// If the last entry is younger than this, in ms, the object did not sleep but its instance was
/// lost. An object sleeps only after ten idle seconds.
const NO_SLEEP: Millis = 15_000;

impl<H: Host> ConversationActor<H> {
    /// Sends a socket the log, as far as its window allows. At the head it becomes live.
    pub(super) fn replay(&mut self, socket: SocketId) {
        let now = self.host.now();
        loop {
            let Some(head) = self.loaded.as_ref().map(|it| it.conversation.head) else {
                return;
            };
            let Some(progress) = self.sockets.get(socket).map(|it| &it.progress) else {
                return;
            };
            if progress.window.is_full() {
                return self.fall_behind(socket);
            }
            if progress.sent >= head {
                break;
            }
            // After a fault, the client must reconnect and name its position. The same would be so
            // of a gap in the log.
            let Ok(Some(page)) = self.page_after(progress.sent) else {
                return self.close(socket, CloseCode::Restart);
            };
            self.host.send(&[socket], &page.frame);
            if let Some(it) = self.sockets.get_mut(socket) {
                it.progress.sent = page.last;
                it.progress.window.sent(page.last, page.frame.len());
                it.progress.behind = Some(now);
            }
        }
        if let Some(it) = self.sockets.get_mut(socket) {
            let head = it.progress.sent;
            it.progress.behind = None;
            if it.attachment.behind.take().is_some() {
                let attachment = it.attachment.clone();
                self.host.set_attachment(&attachment);
            }
            self.send_frame(&[socket], &ToClient::Live { head });
        }
    }

    /// Closes sockets that have lagged for too long without an `ack`.
    pub(super) fn close_laggards(&mut self) {
        let now = self.host.now();
        let is_late = |since: Millis| now >= since + LAG_MAX;
        let late = self
            .sockets
            .ids(|socket| socket.progress.behind.is_some_and(is_late));
        for socket in late {
            self.host.close(socket, CloseCode::TooSlow);
            self.drop_socket(socket, false);
        }
        let behind = self
            .sockets
            .iter()
            .filter_map(|socket| socket.progress.behind);
        if let Some(since) = behind.min() {
            self.wake_by(since + LAG_MAX);
        }
    }

    /// Sends the head to the sockets that stayed, if the last entry is so recent that a lost
    /// instance may not have sent it.
    pub(super) fn announce_head(&mut self, head: Seq) {
        let loaded = self.loaded.as_ref();
        let last_at = loaded.map_or(0, |loaded| loaded.conversation.last_at);
        if last_at + NO_SLEEP > self.host.now() {
            let stayed = self.sockets.ids(|socket| socket.progress.behind.is_none());
            self.send_frame(&stayed, &ToClient::Live { head });
        }
    }
}
