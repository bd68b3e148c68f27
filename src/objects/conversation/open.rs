//! Opening a socket: who may, which frames come first, and where in the log it begins.

use std::rc::Rc;

use super::progress::{Progress, ack_after};
use super::{ConversationActor, Host};
use crate::chat::frames::{ResetReason, ToClient, Welcome};
use crate::chat::limits::{
    OPENING_MAX, RESUME_EVENTS_MAX, SOCKETS_MAX, SOCKETS_PER_MEMBER, WELCOME_MEMBERS,
};
use crate::chat::{Principal, Refusal, Seq};
use crate::objects::call::Opening;
use crate::objects::host::Attachment;
use crate::objects::sockets::Socket;

/// 2^53: up to here, JSON and JavaScript have every whole number exactly.
const EXACT_MAX: u64 = 1 << 53;

/// The first frames for a client, as JSON.
pub(super) struct FirstFrames {
    pub frames: Vec<Rc<str>>,
    /// The last entry that these frames cover. Events continue from there.
    pub sent: Seq,
}

impl<H: Host> ConversationActor<H> {
    /// Whether an opening may come in. The check comes before the upgrade, so that a refusal is a
    /// plain HTTP answer.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a person who is not a member, [`Refusal::NotSignedIn`] for a
    /// session that has just ended, [`Refusal::TooFast`] for too many sockets or reconnections,
    /// [`Refusal::Busy`] when the object has too many sockets.
    pub(super) fn let_in(&mut self, opening: &Opening) -> Result<(), Refusal> {
        self.authorize_opening(&opening.principal)?;
        let user = opening.principal.user();
        if self.sockets.ids_of(user).len() >= SOCKETS_PER_MEMBER {
            self.close_stale_sockets();
        }
        if self.sockets.ids_of(user).len() >= SOCKETS_PER_MEMBER {
            Err(Refusal::TooFast(60))
        } else if self.sockets.len() >= SOCKETS_MAX {
            Err(Refusal::Busy)
        } else {
            Ok(())
        }
    }

    /// Whether the principal may read the conversation, and may open or poll it again so soon.
    pub(super) fn authorize_opening(&mut self, who: &Principal) -> Result<(), Refusal> {
        let looked_up_at = self.host.now().saturating_sub(OPENING_MAX);
        if self.ended.iter().any(|(it, _)| it.ends(who, looked_up_at)) {
            return Err(Refusal::NotSignedIn);
        }
        self.authorize_page(who)
    }

    /// Adds an accepted socket and sends `welcome`, what was missed or the latest page, and `live`.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] and [`Refusal::Internal`]. The driver then closes the socket.
    pub(super) fn open(
        &mut self,
        attachment: Attachment,
        opening: &Opening,
    ) -> Result<(), Refusal> {
        let (id, principal) = (attachment.socket, attachment.principal.clone());
        let (since, epoch) = (opening.since.as_deref(), opening.epoch.as_deref());
        self.learn_profile(&principal)?;
        let mut welcome = self.welcome(&principal)?;
        welcome.stream = opening.stream.then(|| id.0.to_string());
        let opened = self.first_frames(welcome, since, epoch)?;
        self.make_known(principal.user())?;
        let progress = Progress {
            sent: opened.sent,
            behind: Some(self.host.now()),
            ..Progress::default()
        };
        self.sockets.add(Socket::new(attachment, progress));
        self.share_windows_of(principal.user());
        for frame in &opened.frames {
            self.host.send(&[id], frame);
        }
        self.replay(id);
        self.came(id);
        Ok(())
    }

    /// The frames that come before any event, for a client with this cursor.
    ///
    /// # Errors
    /// [`Refusal::Internal`].
    pub(super) fn first_frames(
        &mut self,
        welcome: Welcome,
        since: Option<&str>,
        epoch: Option<&str>,
    ) -> Result<FirstFrames, Refusal> {
        let (head, user) = (welcome.head, welcome.you.user.clone());
        let cursor = cursor(since, epoch, head, &welcome.conversation.epoch);
        let mut frames = vec![self.spell(&ToClient::Welcome(Box::new(welcome)))?];
        if let Ok(Some(since)) = cursor {
            return Ok(FirstFrames {
                frames,
                sent: since,
            });
        }
        if let Err(reason) = cursor {
            frames.push(self.spell(&ToClient::Reset { reason })?);
        }
        frames.extend(self.latest_frames(&user)?);
        Ok(FirstFrames { frames, sent: head })
    }

    /// What a client learns first about the conversation and its people.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a person who is not a member, [`Refusal::Internal`].
    pub(super) fn welcome(&mut self, who: &Principal) -> Result<Welcome, Refusal> {
        let (user, here) = (who.user(), self.here());
        let ack_after = ack_after(self.sockets.ids_of(user).len() + 1);
        let loaded = self.loaded()?;
        let it = &loaded.conversation;
        let (members, count) = loaded.roster.page(it, "", WELCOME_MEMBERS);
        let shown = members.iter().map(|member| &member.user);
        let shown = shown.chain(here.iter().map(|one| &one.user)).chain([user]);
        let profiles = it.profiles_of(&shown.collect::<Vec<_>>());
        Ok(Welcome {
            conversation: it.about_for(user)?,
            you: it.member(user).ok_or(Refusal::NotFound)?,
            members,
            member_count: u32::try_from(count).unwrap_or(u32::MAX),
            here,
            profiles,
            head: it.head,
            ack_after,
            stream: None,
        })
    }
}

/// The entry after which events continue. None without a cursor. An error gives the reason why the
/// cursor cannot be used.
fn cursor(
    since: Option<&str>,
    epoch: Option<&str>,
    head: Seq,
    current: &str,
) -> Result<Option<Seq>, ResetReason> {
    let Some(since) = since else {
        return Ok(None);
    };
    let since = since.parse().ok().filter(|since| *since <= EXACT_MAX);
    let since = since.ok_or(ResetReason::Garbage)?;
    if epoch.is_some_and(|theirs| theirs != current) {
        Err(ResetReason::Epoch)
    } else if since > head.0 {
        Err(ResetReason::Future)
    } else if head.0 - since > RESUME_EVENTS_MAX {
        Err(ResetReason::TooFar)
    } else {
        Ok(Some(Seq(since)))
    }
}
