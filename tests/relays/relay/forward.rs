//! Forwarding: one string for all who are live; the tail, and behind it the conversation's own history, for who is not.

use dormouse::chat::frames::ToClient;
use dormouse::chat::limits::PAGE_EVENTS_MAX;
use dormouse::chat::{CloseCode, Event, Refusal, Seq};
use dormouse::objects::calls::{FromConversation, ToConversation};
use dormouse::objects::host::{Host, SocketId};

use super::{AGAIN, Asked, Hop, Relay, going};

impl Relay {
    /// Cuts off whoever goes in these entries, before any of it is forwarded; they still hear what was said before.
    pub(super) fn cut_the_gone(&mut self, cursor: Seq, events: &[Event]) {
        for (nth, event) in events.iter().enumerate() {
            let Some(user) = going(event) else { continue };
            let theirs: Vec<_> = self
                .seats
                .iter()
                .filter(|(_, seat)| seat.caller.person.id == *user && seat.fence < event.seq)
                .map(|(socket, seat)| (*socket, seat.live))
                .collect();
            for (socket, live) in theirs {
                if live && nth > 0 {
                    debug_assert_eq!(self.seats[&socket].sent, Some(cursor));
                    let before = events[..nth].to_vec();
                    self.say(&[socket], &ToClient::Events { events: before });
                }
                self.end(socket, CloseCode::NotAMember);
            }
        }
    }

    /// Hands a frame, as it came, to everyone who is live.
    pub(super) fn forward(&mut self, text: &str, last: Seq) {
        let live = self.seats.iter_mut().filter(|(_, seat)| seat.live);
        let (mut all, mut full) = (Vec::new(), Vec::new());
        for (socket, seat) in live {
            all.push(*socket);
            seat.was_sent(last, text.len());
            if seat.window.is_full() {
                full.push(*socket);
            }
        }
        self.ground.host.send(&all, text);
        for socket in full {
            self.fall_behind(socket);
        }
    }

    fn fall_behind(&mut self, socket: SocketId) {
        let now = self.now();
        let Some(seat) = self.seats.get_mut(&socket) else {
            return;
        };
        (seat.live, seat.lagging) = (false, Some(now));
        let head = seat.sent.unwrap_or(Seq::START);
        self.say(&[socket], &ToClient::Lagging { head });
    }

    /// A client has everything up to `seq`. After a loss of memory this is also how it says where it is.
    pub(super) fn acked(&mut self, socket: SocketId, seq: Seq) {
        let Some(seat) = self.seats.get_mut(&socket) else {
            return;
        };
        // Only its own view depends on what it claims here: whether it may have any is judged by the fence.
        let until = *seat.sent.get_or_insert(seq);
        seat.window.acked(seq.min(until));
        if !seat.window.is_full() {
            seat.lagging = None;
        }
        self.pump(socket);
    }

    pub(super) fn pump_all(&mut self) {
        let waiting: Vec<_> = self
            .seats
            .iter()
            .filter(|(_, seat)| !seat.live)
            .map(|(socket, _)| *socket)
            .collect();
        for socket in waiting {
            self.pump(socket);
        }
    }

    /// Serves a seat as far as this relay is and its window allows; where the relay is, it is live.
    pub(super) fn pump(&mut self, socket: SocketId) {
        loop {
            let Some(seat) = self.seats.get_mut(&socket) else {
                return;
            };
            let (Some(cursor), Some(until)) = (self.cursor, seat.sent) else {
                return;
            };
            if seat.live || seat.paging || seat.lagging.is_some() {
                return;
            }
            if seat.window.is_full() {
                return self.fall_behind(socket);
            }
            if until >= cursor {
                // Further than the relay: it came from one that is ahead, or has its history from the conversation.
                if until == cursor && self.hop == Hop::Live {
                    seat.live = true;
                    self.say(&[socket], &ToClient::Live { head: until });
                }
                return;
            }
            let Some(events) = self.tail.after(until) else {
                seat.paging = true;
                return self.ask_page(socket, until, 0);
            };
            let page = events.take(PAGE_EVENTS_MAX as usize).cloned().collect();
            self.send_page(socket, page);
        }
    }

    fn send_page(&mut self, socket: SocketId, events: Vec<Event>) {
        let Some(last) = events.last().map(|event| event.seq) else {
            return;
        };
        let bytes = self.say(&[socket], &ToClient::Events { events });
        if let Some(seat) = self.seats.get_mut(&socket) {
            seat.was_sent(last, bytes);
        }
    }

    /// Asks in the caller's own name, so that the conversation judges once more whether they may read it.
    fn ask_page(&self, socket: SocketId, after: Seq, wait: u64) {
        let Some(caller) = self.caller(socket) else { return };
        let call = ToConversation::Events {
            caller,
            before: None,
            after: Some(after),
            limit: PAGE_EVENTS_MAX,
        };
        self.ask(wait, Asked::Page(socket), call);
    }

    pub(super) fn paged(&mut self, socket: SocketId, answer: Option<FromConversation>) {
        let Some(seat) = self.seats.get_mut(&socket) else {
            return;
        };
        let until = seat.sent.unwrap_or(Seq::START);
        match answer {
            Some(FromConversation::Events { events, .. })
                if events.first().is_some_and(|first| first.seq == until.next()) =>
            {
                seat.paging = false;
                self.send_page(socket, events);
                self.pump(socket);
            }
            Some(FromConversation::Refused {
                refusal: Refusal::NotFound,
            }) => self.end(socket, CloseCode::NotAMember),
            _ => self.ask_page(socket, until, AGAIN),
        }
    }
}
