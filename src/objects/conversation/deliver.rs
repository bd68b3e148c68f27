//! Delivery: what arrives together leaves together, and what comes alone leaves at once.
//!
//! A lone message is stored and sent in the event that brought it. Then the room has the runtime look round for what else has
//! arrived. Whatever arrives until it has waits, neither stored nor sent; then all of it is stored in one turn, which is one sync
//! of the disk, and leaves as one frame for each socket. That is a crowd: the next to speak has the runtime look round before
//! anything is stored, the more often the more there were, and who speaks meanwhile comes along. The first to whom nobody
//! comes is alone again, as is who speaks a second later. No clock decides when: under load batches grow by themselves, and a lone
//! message waits for nothing.

use super::{ConversationActor, Host};
use crate::chat::frames::ToClient;
use crate::chat::limits::{LAG_MAX, YIELD_MAX, YIELD_SOCKETS, YIELDS_MAX};
use crate::chat::{ClientId, CloseCode, Event, Millis, Person, Seq, UserId};
use crate::objects::host::SocketId;
use crate::store::sql::Fault;

/// What waits, for a few ms at most, to leave as one frame.
#[derive(Default)]
pub(super) struct Gathering {
    posts: Vec<Waiting>,
    /// Stored, but not sent.
    events: Vec<(Seq, String)>,
    /// Since when the runtime looks round for more.
    yielding_since: Option<Millis>,
    /// Whether the first of the posts had it look; else it looks for company to what was sent before them.
    for_first: bool,
    /// How many posts left together last, if several did, and when.
    crowd: Option<(usize, Millis)>,
}

/// A post that is not stored yet. Should its object be lost now, its sender hears no echo and sends it again.
struct Waiting {
    socket: SocketId,
    who: Person,
    client_id: ClientId,
    body: String,
}

impl<H: Host> ConversationActor<H> {
    /// A post from a socket: stored and sent now, or with what else comes.
    pub(super) fn gather_post(
        &mut self,
        socket: SocketId,
        who: Person,
        client_id: ClientId,
        body: String,
    ) {
        let is_gathering = self.is_gathering();
        self.gathering.posts.push(Waiting {
            socket,
            who,
            client_id,
            body,
        });
        if is_gathering {
            return;
        }
        self.gathering.for_first = true;
        let now = self.host.now();
        let fresh = |(_, at): &(usize, Millis)| (*at..at + YIELD_MAX).contains(&now);
        match self.gathering.crowd.filter(fresh) {
            Some((posts, _)) if self.is_worth_a_yield() => self.yield_turns(posts),
            _ => self.flush(),
        }
    }

    /// Sends stored events to every live socket, now or with what else comes.
    pub(super) fn deliver(&mut self, events: &[Event]) {
        for event in events {
            match serde_json::to_string(event) {
                Ok(text) => self.gathering.events.push((event.seq, text)),
                Err(error) => self.host.log(&Fault(error.to_string())),
            }
        }
        if !self.is_gathering() {
            self.gathering.crowd = None;
            self.send_gathered();
        }
    }

    /// Stores and sends all that waits: the runtime has looked round, or there is no reason to.
    pub(super) fn flush(&mut self) {
        let now = self.host.now();
        let posts = self.gathering.posts.len();
        let alone = usize::from(self.gathering.for_first);
        // Whoever came while the runtime looked for company to somebody else makes a crowd with them.
        self.gathering.crowd = (posts > alone).then_some((posts + 1 - alone, now));
        self.gathering.yielding_since = Some(now);
        self.store_gathered();
        self.send_gathered();
    }

    /// Stores the posts that wait: whatever is done next comes after them.
    pub(super) fn store_gathered(&mut self) {
        self.gathering.for_first = false;
        for post in std::mem::take(&mut self.gathering.posts) {
            self.hear_post(post.socket, &post.who, &post.client_id, &post.body);
        }
    }

    /// Whether the runtime is looking round. Should it never come back from that, the next post or call does not wait for it.
    fn is_gathering(&self) -> bool {
        let now = self.host.now();
        let since = self.gathering.yielding_since;
        since.is_some_and(|since| (since..since + YIELD_MAX).contains(&now))
    }

    fn is_worth_a_yield(&self) -> bool {
        self.seats.len() >= YIELD_SOCKETS
    }

    /// Has the runtime look round so many times; then it says `flush`.
    fn yield_turns(&mut self, times: usize) {
        self.gathering.yielding_since = Some(self.host.now());
        self.host.yield_then_flush(times.min(YIELDS_MAX));
    }

    /// The alarm rings: should the runtime have gone to look long ago and not have come back, it never will.
    pub(super) fn recover_lost_yield(&mut self) {
        if self.gathering.yielding_since.is_some() && !self.is_gathering() {
            self.flush();
        }
    }

    /// Sends what is stored. Has the runtime look round for more, unless the next to come will.
    fn send_gathered(&mut self) {
        let events = std::mem::take(&mut self.gathering.events);
        self.gathering.yielding_since = None;
        let (Some((first, _)), Some((last, _))) = (events.first(), events.last()) else {
            return;
        };
        let (first, last) = (*first, *last);
        let frame = frame(events.iter().map(|(_, text)| text.as_str()));
        let (mut all, mut full) = (Vec::with_capacity(self.seats.len()), Vec::new());
        for seat in self
            .seats
            .iter_mut()
            .filter(|seat| seat.behind.is_none() && seat.sent < last)
        {
            let socket = seat.attachment.socket;
            if seat.sent.next() == first {
                all.push(socket);
                seat.window.sent(last, frame.len());
            } else {
                // It came while these gathered, and has the first of them from the log.
                let rest = frame_of(&events, seat.sent);
                seat.window.sent(last, rest.len());
                self.host.send(&[socket], &rest);
            }
            seat.sent = last;
            if seat.window.is_full() {
                full.push(socket);
            }
        }
        if !all.is_empty() {
            self.host.send(&all, &frame);
        }
        if self.gathering.crowd.is_none() && self.is_worth_a_yield() {
            self.yield_turns(events.len());
        }
        for socket in full {
            self.fall_behind(socket);
        }
    }

    /// Sends what has gathered to one person's sockets: whoever is about to go still hears what was said before.
    pub(super) fn send_gathered_to(&mut self, user: &UserId) {
        let events = &self.gathering.events;
        let Some(last) = events.last().map(|(seq, _)| *seq) else {
            return;
        };
        for seat in &mut self.seats {
            if seat.attachment.caller.person.id == *user
                && seat.behind.is_none()
                && seat.sent < last
            {
                self.host
                    .send(&[seat.attachment.socket], &frame_of(events, seat.sent));
                seat.sent = last;
            }
        }
    }

    fn fall_behind(&mut self, socket: SocketId) {
        let now = self.host.now();
        let Some(seat) = self.seat(socket) else {
            return;
        };
        seat.behind = Some(now);
        let known = seat.attachment.behind.replace(seat.sent).is_some();
        let (attachment, head) = (seat.attachment.clone(), seat.sent);
        self.host.set_attachment(&attachment);
        if !known {
            self.send_frame(&[socket], &ToClient::Lagging { head });
        }
        self.wake_by(now + LAG_MAX);
    }

    /// Serves a socket from the log, as far as its window allows; at the head it is live.
    pub(super) fn replay(&mut self, socket: SocketId) {
        let now = self.host.now();
        loop {
            let Some(loaded) = &self.loaded else { return };
            let head = loaded.conversation.head;
            let Some(seat) = self
                .seats
                .iter()
                .find(|seat| seat.attachment.socket == socket)
            else {
                return;
            };
            if seat.window.is_full() {
                return self.fall_behind(socket);
            }
            if seat.sent >= head {
                break;
            }
            let after = seat.sent;
            // Its place in the log is only in memory, and that is gone now: it must come back and say where it was.
            let Ok(page) = self.page(after) else {
                return self.close_socket(socket, CloseCode::Restart);
            };
            // A gap cannot be; if it is, the client must hear of it by reconnecting rather than wait for ever.
            let Some(page) = page else { break };
            self.host.send(&[socket], &page.frame);
            if let Some(seat) = self.seat(socket) {
                seat.sent = page.last;
                seat.window.sent(page.last, page.frame.len());
                seat.behind = Some(now);
            }
        }
        if let Some(seat) = self.seat(socket) {
            let head = seat.sent;
            seat.behind = None;
            if seat.attachment.behind.take().is_some() {
                let attachment = seat.attachment.clone();
                self.host.set_attachment(&attachment);
            }
            self.send_frame(&[socket], &ToClient::Live { head });
        }
    }

    /// Closes those who have lagged without a word for too long.
    pub(super) fn close_laggards(&mut self) {
        let now = self.host.now();
        let lagging = |since: Option<Millis>| since.is_some_and(|since| now >= since + LAG_MAX);
        let late: Vec<_> = self
            .seats
            .iter()
            .filter(|seat| lagging(seat.behind))
            .map(|seat| seat.attachment.socket)
            .collect();
        for socket in late {
            self.host.close(socket, CloseCode::TooSlow);
            self.leave_seat(socket, false);
        }
        if let Some(since) = self.seats.iter().filter_map(|seat| seat.behind).min() {
            self.wake_by(since + LAG_MAX);
        }
    }

    /// Tells the sockets that stayed where the log ends, if something was stored so recently that a lost instance may not
    /// have sent it: an object only sleeps after ten quiet seconds, so a younger entry means this was no sleep.
    pub(super) fn announce_head(&mut self, head: Seq) {
        const NO_SLEEP: Millis = 15_000;
        let last_at = self
            .loaded
            .as_ref()
            .map_or(0, |loaded| loaded.conversation.last_at);
        if last_at + NO_SLEEP > self.host.now() {
            let stayed: Vec<_> = self
                .seats
                .iter()
                .filter(|seat| seat.behind.is_none())
                .map(|seat| seat.attachment.socket)
                .collect();
            self.send_frame(&stayed, &ToClient::Live { head });
        }
    }
}

/// The `events` frame of texts that are JSON already: each event is spelled once, however many hear it.
fn frame<'a>(events: impl Iterator<Item = &'a str>) -> String {
    let mut frame = String::from(r#"{"type":"events","events":["#);
    for (nth, event) in events.enumerate() {
        if nth > 0 {
            frame.push(',');
        }
        frame.push_str(event);
    }
    frame.push_str("]}");
    frame
}

fn frame_of(events: &[(Seq, String)], after: Seq) -> String {
    frame(
        events
            .iter()
            .filter(|(seq, _)| *seq > after)
            .map(|(_, text)| text.as_str()),
    )
}
