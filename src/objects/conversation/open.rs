//! Opening a socket: who may, what they are told first, and where in the log they come in.

use super::{ConversationActor, Host, Seat};
use crate::chat::frames::{ResetReason, ToClient, Welcome};
use crate::chat::limits::{
    ACK_AFTER_BYTES, PAGE_EVENTS, RESUME_EVENTS_MAX, SOCKETS_MAX, SOCKETS_PER_MEMBER,
    WELCOME_MEMBERS,
};
use crate::chat::{Refusal, Seq, UserId};
use crate::objects::calls::Opening;
use crate::objects::host::Attachment;

/// 2^53: the largest number JSON and JavaScript agree on.
const EXACT_MAX: u64 = 1 << 53;

impl<H: Host> ConversationActor<H> {
    /// Whether the opening would be let in; asked before the upgrade, so that a refusal is a plain HTTP answer.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for who is not a member, [`Refusal::TooFast`] for too many sockets or reconnections.
    pub(super) fn let_in(&mut self, opening: &Opening) -> Result<(), Refusal> {
        let user = &opening.caller.person.id;
        if self
            .over
            .iter()
            .any(|(session, _)| *session == opening.caller.session)
        {
            return Err(Refusal::NotSignedIn);
        }
        self.loaded()?.conversation.require_member(user)?;
        let now = self.host.now();
        self.allowance(user)
            .pages
            .take(super::PAGES, now)
            .map_err(Refusal::TooFast)?;
        if self.seats_of(user) >= SOCKETS_PER_MEMBER {
            self.close_stale_sockets();
        }
        if self.seats_of(user) >= SOCKETS_PER_MEMBER {
            Err(Refusal::TooFast(60))
        } else if self.seats.len() >= SOCKETS_MAX {
            Err(Refusal::Busy)
        } else {
            Ok(())
        }
    }

    fn seats_of(&self, user: &UserId) -> usize {
        let theirs = self
            .seats
            .iter()
            .filter(|seat| seat.attachment.caller.person.id == *user);
        theirs.count()
    }

    /// Seats an accepted socket: `welcome`, what was missed, `live`.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] and [`Refusal::Internal`]; the socket is then to be closed.
    pub(super) fn take_seat(
        &mut self,
        attachment: Attachment,
        opening: &Opening,
    ) -> Result<(), Refusal> {
        let (socket, user) = (attachment.socket, attachment.caller.person.id.clone());
        let welcome = self.welcome(&attachment, opening.stream)?;
        let head = welcome.head;
        let cursor = cursor(opening, head, &welcome.conversation.epoch);
        self.make_known(&user)?;
        let mut seat = Seat::new(attachment, Seq::START);
        seat.behind = Some(self.host.now());
        self.seats.push(seat);
        self.send_frame(&[socket], &ToClient::Welcome(Box::new(welcome)));
        let from = match cursor {
            Ok(Some(since)) => since,
            Ok(None) => latest_page(head),
            Err(reason) => {
                self.send_frame(&[socket], &ToClient::Reset { reason });
                latest_page(head)
            }
        };
        if let Some(seat) = self.seat(socket) {
            seat.sent = from;
        }
        self.replay(socket);
        self.came(socket);
        Ok(())
    }

    fn welcome(&mut self, attachment: &Attachment, stream: bool) -> Result<Welcome, Refusal> {
        let user = &attachment.caller.person.id;
        let here = self.here();
        let loaded = self.loaded()?;
        let conversation = loaded.conversation.about_for(user)?;
        let you = loaded.conversation.member(user).ok_or(Refusal::NotFound)?;
        let (members, count) = loaded
            .roster
            .page(&loaded.conversation, "", WELCOME_MEMBERS);
        Ok(Welcome {
            conversation,
            you,
            members,
            member_count: u32::try_from(count).unwrap_or(u32::MAX),
            here,
            head: loaded.conversation.head,
            ack_after: ACK_AFTER_BYTES,
            stream: stream.then(|| attachment.socket.0.to_string()),
        })
    }
}

/// The entry before the latest page: the log has no gaps.
fn latest_page(head: Seq) -> Seq {
    Seq(head.0.saturating_sub(u64::from(PAGE_EVENTS)))
}

/// The entry after which to continue; nothing without a cursor; a reason when it cannot be honoured.
fn cursor(opening: &Opening, head: Seq, epoch: &str) -> Result<Option<Seq>, ResetReason> {
    let Some(since) = opening.since.as_deref() else {
        return Ok(None);
    };
    let since = since
        .parse()
        .ok()
        .filter(|since| *since <= EXACT_MAX)
        .ok_or(ResetReason::Garbage)?;
    if opening
        .epoch
        .as_deref()
        .is_some_and(|theirs| theirs != epoch)
    {
        Err(ResetReason::Epoch)
    } else if since > head.0 {
        Err(ResetReason::Future)
    } else if head.0 - since > RESUME_EVENTS_MAX {
        Err(ResetReason::TooFar)
    } else {
        Ok(Some(Seq(since)))
    }
}
