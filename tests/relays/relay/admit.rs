//! Letting in: the conversation says who may, and where in its log that was so; from there on the relay sees goings itself.

use dormouse::chat::frames::{About, Member, ResetReason, ToClient, Welcome};
use dormouse::chat::limits::{PAGE_EVENTS, RESUME_EVENTS_MAX};
use dormouse::chat::{CloseCode, Millis, Refusal, Seq, SessionId, UserId};
use dormouse::objects::calls::{FromConversation, Opening, ToConversation};
use dormouse::objects::host::{Kept, SocketId};

use super::ground::Attached;
use super::{ACK_AFTER, AGAIN, Asked, Errand, Relay, Seat, going};
use crate::host::Line;

/// How long an opening may take from the door to here, in ms, and then some.
const OVER_KEPT: Millis = 120_000;

/// Somebody who asks to be let in.
pub struct Knock {
    opening: Opening,
    looked: Option<(About, Member, u32)>,
}

impl Relay {
    /// Somebody, or a relay further down, wants a socket.
    pub fn knock(&mut self, socket: SocketId, opening: Opening) {
        if self.is_over(&opening.caller.session) {
            return self.turn_away(socket, Refusal::NotSignedIn);
        }
        let looked = None;
        self.knocks.insert(socket, Knock { opening, looked });
        self.ask_look(socket, 0);
    }

    fn turn_away(&mut self, socket: SocketId, refusal: Refusal) {
        self.knocks.remove(&socket);
        self.ground.errand(Errand::Refuse(socket, refusal));
    }

    fn ask_look(&self, socket: SocketId, wait: Millis) {
        if let Some(knock) = self.knocks.get(&socket) {
            let caller = knock.opening.caller.clone();
            self.ask(wait, Asked::Look(socket), ToConversation::Look { caller });
        }
    }

    /// An empty page is asked for: what counts is that it is not refused, and the head at which it was not.
    fn ask_admission(&self, socket: SocketId, wait: Millis) {
        if let Some(knock) = self.knocks.get(&socket) {
            let call = ToConversation::Events {
                caller: knock.opening.caller.clone(),
                before: Some(Seq(1)),
                after: None,
                limit: 1,
            };
            self.ask(wait, Asked::Admit(socket), call);
        }
    }

    pub(super) fn looked(&mut self, socket: SocketId, answer: Option<FromConversation>) {
        match answer {
            Some(FromConversation::Conversation {
                about,
                you: Some(you),
                member_count,
            }) => {
                if let Some(knock) = self.knocks.get_mut(&socket) {
                    knock.looked = Some((about, you, member_count));
                }
                self.ask_admission(socket, 0);
            }
            // A public group tells everyone what it is; who has no part in it gets no socket.
            Some(
                FromConversation::Conversation { you: None, .. }
                | FromConversation::Refused {
                    refusal: Refusal::NotFound,
                },
            ) => self.turn_away(socket, Refusal::NotFound),
            _ => self.ask_look(socket, AGAIN),
        }
    }

    pub(super) fn admitted(&mut self, socket: SocketId, answer: Option<&FromConversation>) {
        match answer {
            Some(FromConversation::Events { head, .. }) => self.let_in(socket, *head),
            Some(FromConversation::Refused {
                refusal: Refusal::NotFound,
            }) => self.turn_away(socket, Refusal::NotFound),
            _ => self.ask_admission(socket, AGAIN),
        }
    }

    /// The conversation vouched for them at `fence`. Should they have gone after that, then either it is in the tail, or it
    /// is still to come and will cut them off; if neither is sure, it is asked again.
    fn let_in(&mut self, socket: SocketId, fence: Seq) {
        let Some(knock) = self.knocks.get(&socket) else {
            return;
        };
        if !self.still_holds(&knock.opening.caller.person.id, fence) {
            return self.ask_admission(socket, AGAIN);
        }
        let Some(Knock {
            opening,
            looked: Some(looked),
        }) = self.knocks.remove(&socket)
        else {
            return;
        };
        self.accept(socket, &opening, fence);
        let epoch = looked.0.epoch.clone();
        self.welcome(socket, looked, fence);
        let since = judge(&opening, fence, &epoch);
        if let Err(reason) = since {
            self.say(&[socket], &ToClient::Reset { reason });
        }
        // Of what is here already: this relay may be behind the conversation.
        let end = self.cursor.map_or(fence, |cursor| cursor.min(fence));
        let latest = Seq(end.0.saturating_sub(u64::from(PAGE_EVENTS)));
        let sent = since.ok().flatten().unwrap_or(latest);
        self.seats
            .insert(socket, Seat::new(opening.caller, fence, Some(sent)));
        self.pump(socket);
    }

    fn still_holds(&self, user: &UserId, fence: Seq) -> bool {
        let Some(cursor) = self.cursor else { return false };
        let since = self.tail.after(fence);
        cursor <= fence || since.is_some_and(|mut events| events.all(|event| going(event) != Some(user)))
    }

    fn accept(&self, socket: SocketId, opening: &Opening, fence: Seq) {
        let kept = Kept {
            socket,
            caller: opening.caller.clone(),
            opened_at: self.now(),
            looking: false,
            behind: None,
        };
        let line = Line { kept, died_at: None };
        self.ground.host.body().lines.borrow_mut().insert(socket, line);
        let bereft = false;
        let attached = Attached { fence, bereft };
        self.ground.stay().attached.insert(socket, attached);
        self.ground.errand(Errand::Accept(socket));
        self.look_after();
    }

    fn welcome(&self, socket: SocketId, (conversation, you, member_count): (About, Member, u32), head: Seq) {
        let members = self
            .welcome
            .as_ref()
            .map_or_else(Vec::new, |welcome| welcome.members.clone());
        let welcome = Welcome {
            conversation,
            you,
            members,
            member_count,
            here: Vec::new(),
            head,
            ack_after: ACK_AFTER,
            stream: None,
        };
        self.say(&[socket], &ToClient::Welcome(Box::new(welcome)));
    }

    fn is_over(&self, session: &SessionId) -> bool {
        self.ground.stay().over.iter().any(|(over, _)| over == session)
    }

    /// These sessions are over. Noted where it stays, because one of them may be on its way in while memory is lost.
    pub fn end_sessions(&mut self, sessions: &[SessionId]) {
        let now = self.now();
        let over = sessions.iter().map(|session| (session.clone(), now));
        let mut stay = self.ground.stay();
        stay.over.retain(|(_, at)| at + OVER_KEPT > now);
        stay.over.extend(over);
        drop(stay);
        self.end_where(CloseCode::SignedOut, |seat| {
            sessions.contains(&seat.caller.session)
        });
        let knocking = self.knocks.iter();
        let theirs: Vec<_> = knocking
            .filter(|(_, knock)| sessions.contains(&knock.opening.caller.session))
            .map(|(socket, _)| *socket)
            .collect();
        for socket in theirs {
            self.turn_away(socket, Refusal::NotSignedIn);
        }
    }
}

/// As the conversation judges a cursor. `head` is its own, not the relay's: another relay may have been ahead of this one.
fn judge(opening: &Opening, head: Seq, epoch: &str) -> Result<Option<Seq>, ResetReason> {
    let Some(since) = opening.since.as_deref() else {
        return Ok(None);
    };
    let exact = since.parse().ok().filter(|since| *since <= 1_u64 << 53);
    let since = exact.ok_or(ResetReason::Garbage)?;
    if opening.epoch.as_deref().is_some_and(|theirs| theirs != epoch) {
        Err(ResetReason::Epoch)
    } else if since > head.0 {
        Err(ResetReason::Future)
    } else if head.0 - since > RESUME_EVENTS_MAX {
        Err(ResetReason::TooFar)
    } else {
        Ok(Some(Seq(since)))
    }
}
