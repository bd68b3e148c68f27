//! Broadcasting: stored events go to every live socket. Each event becomes JSON only once.

use super::{ConversationActor, Host};
use crate::chat::frames::ToClient;
use crate::chat::limits::{EVENTS_BYTES, LAG_MAX};
use crate::chat::{Event, Profile, Seq};
use crate::objects::host::SocketId;
use crate::store::sql::Fault;

/// An upper bound for the bytes of an `events` frame around its events.
const AROUND: usize = 40;

impl<H: Host> ConversationActor<H> {
    /// Sends stored events, in order, in as few frames as possible.
    pub(super) fn broadcast(&mut self, events: &[Event]) {
        let mut texts = Vec::with_capacity(events.len());
        for event in events {
            match serde_json::to_string(event) {
                Ok(text) => texts.push((event.seq, text)),
                Err(error) => return self.host.log(&Fault(error.to_string())),
            }
        }
        let loaded = self.loaded.as_ref();
        let profiles = loaded.map(|loaded| loaded.conversation.profiles_in(events));
        let profiles = profiles.unwrap_or_default();
        let mut rest = texts.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(how_many_fit(rest));
            self.broadcast_frame(now, &profiles);
            rest = later;
        }
    }

    fn broadcast_frame(&mut self, events: &[(Seq, String)], profiles: &[Profile]) {
        let (Some((first, _)), Some((last, _))) = (events.first(), events.last()) else {
            return;
        };
        let frame = match frame(events, profiles) {
            Ok(frame) => frame,
            Err(error) => return self.host.log(&Fault(error.to_string())),
        };
        let (mut all, mut full) = (Vec::with_capacity(self.sockets.len()), Vec::new());
        let mut outdated = Vec::new();
        for socket in self.sockets.iter_mut() {
            let id = socket.id();
            let progress = &mut socket.progress;
            // A socket that is behind gets these events from the log.
            if progress.behind.is_some() || progress.sent >= *last {
                continue;
            }
            // So does one that lacks an earlier entry, which a fault kept from being sent.
            if progress.sent.next() != *first {
                outdated.push(id);
                continue;
            }
            progress.sent = *last;
            progress.window.sent(*last, frame.len());
            all.push(id);
            if progress.window.is_full() {
                full.push(id);
            }
        }
        if !all.is_empty() {
            self.host.send(&all, &frame);
        }
        for socket in full {
            self.fall_behind(socket);
        }
        for socket in outdated {
            self.replay(socket);
        }
    }

    /// Marks a socket as behind, because too much is un-acked. It gets no more events until its
    /// next `ack`.
    pub(super) fn fall_behind(&mut self, socket: SocketId) {
        let now = self.host.now();
        let Some(it) = self.sockets.get_mut(socket) else {
            return;
        };
        it.progress.behind = Some(now);
        let head = it.progress.sent;
        let is_known = it.attachment.behind.replace(head).is_some();
        let attachment = it.attachment.clone();
        self.host.set_attachment(&attachment);
        if !is_known {
            self.send_frame(&[socket], &ToClient::Lagging { head });
        }
        self.wake_by(now + LAG_MAX);
    }
}

/// How many of the events fit into one frame. At least one: the limits of a message bound its size.
fn how_many_fit(events: &[(Seq, String)]) -> usize {
    let mut bytes = AROUND;
    let fits = |(_, text): &&(Seq, String)| {
        bytes += text.len() + 1;
        bytes <= EVENTS_BYTES
    };
    events.iter().take_while(fits).count().max(1)
}

/// The `events` frame of events that are already JSON.
fn frame(events: &[(Seq, String)], profiles: &[Profile]) -> serde_json::Result<String> {
    let bytes: usize = events.iter().map(|(_, text)| text.len() + 1).sum();
    let mut frame = String::with_capacity(AROUND + bytes);
    frame.push_str(r#"{"type":"events","events":["#);
    for (nth, (_, event)) in events.iter().enumerate() {
        if nth > 0 {
            frame.push(',');
        }
        frame.push_str(event);
    }
    frame.push(']');
    if !profiles.is_empty() {
        frame.push_str(r#","profiles":"#);
        frame.push_str(&serde_json::to_string(profiles)?);
    }
    frame.push('}');
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_frame_is_larger_than_clients_take() {
        let events: Vec<_> = (1..=20).map(|seq| (Seq(seq), "x".repeat(60_000))).collect();
        let (mut rest, mut frames) = (events.as_slice(), 0);
        while !rest.is_empty() {
            let (now, later) = rest.split_at(how_many_fit(rest));
            assert!(frame(now, &[]).expect("plain").len() <= EVENTS_BYTES);
            (rest, frames) = (later, frames + 1);
        }
        assert_eq!(frames, 7);
    }
}
