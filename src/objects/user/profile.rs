//! The person's profile: they change it here, and their object tells everyone who shows it.
//!
//! **Every change reaches the list of people and each of the person's conversations at least
//! once.** Each conversation's row says which profile the conversation has: the object learns it
//! from summaries and from the answers to its calls. A comparison shows who is owed a call.
//! Profiles carry their time, so a call that comes late or twice changes nothing.

use std::collections::BTreeMap;

use super::{Host, UserActor};
use crate::chat::frames::ToUserClient;
use crate::chat::limits::{CALL_MAX, CHANGE_EVERY, CHANGES_AT_ONCE};
use crate::chat::{
    ConversationId, ConversationSummary, DisplayName, Handle, Millis, Profile, Refusal,
};
use crate::objects::actor::OutboundCall;
use crate::objects::retry::Retry;
use crate::store::profile::{self, OwnProfile};

/// What the object knows of the calls about the profile.
#[derive(Default)]
pub(super) struct Telling {
    own: Option<OwnProfile>,
    /// Whether `own` was read since the object woke.
    is_read: bool,
    retry: Retry,
    /// The calls under way. After its time, each counts as lost.
    calling: BTreeMap<ConversationId, Millis>,
    /// The call to the list of people is under way until this time.
    listing_until: Millis,
}

impl<H: Host> UserActor<H> {
    /// The person's own profile, if they ever set one.
    ///
    /// # Errors
    /// [`Refusal::Internal`].
    pub(super) fn own_profile(&mut self) -> Result<Option<OwnProfile>, Refusal> {
        if !self.telling.is_read {
            let own = profile::get(self.host.sql());
            self.telling.own = self.checked(own)?;
            self.telling.is_read = true;
        }
        Ok(self.telling.own.clone())
    }

    /// Gives the person another display name, or none. What is so already costs nothing.
    ///
    /// # Errors
    /// [`Refusal::TooFast`], [`Refusal::Internal`].
    pub(super) fn set_name(
        &mut self,
        handle: Handle,
        name: Option<DisplayName>,
    ) -> Result<Option<Profile>, Refusal> {
        let (own, now) = (self.own_profile()?, self.host.now());
        let known = own.as_ref().and_then(|own| own.profile.name.as_ref());
        if known == name.as_ref() {
            return Ok(own.map(|own| own.profile));
        }
        let charged_until = own.as_ref().map_or(0, |own| own.charged_until);
        let charged_until = charged_until.max(now) + CHANGE_EVERY;
        let wait = charged_until.saturating_sub(now + CHANGES_AT_ONCE * CHANGE_EVERY);
        if wait > 0 {
            return Err(Refusal::TooFast(wait.div_ceil(1_000)));
        }
        let profile = Profile {
            user: self.user.clone(),
            handle,
            name,
            at: own.as_ref().map_or(now, |own| now.max(own.profile.at + 1)),
        };
        self.put_profile(OwnProfile {
            profile: profile.clone(),
            listed: own.as_ref().map_or(0, |own| own.listed),
            told: own.map_or(0, |own| own.told),
            charged_until,
        })?;
        // The calls do not wait for those about an earlier profile.
        self.telling.retry = Retry::default();
        self.telling.calling.clear();
        self.telling.listing_until = 0;
        self.wake_by(now + CALL_MAX);
        self.send_to_all(&ToUserClient::Profile(profile.clone()));
        Ok(Some(profile))
    }

    fn put_profile(&mut self, own: OwnProfile) -> Result<(), Refusal> {
        let stored = profile::put(self.host.sql(), &own);
        self.checked(stored)?;
        self.telling.own = Some(own);
        Ok(())
    }

    /// A conversation has told which profile it has. If it has an old one, it is owed a call.
    ///
    /// # Errors
    /// [`Refusal::Internal`].
    pub(super) fn check_profile_of(&mut self, it: &ConversationSummary) -> Result<(), Refusal> {
        match self.own_profile()? {
            Some(own) if it.role.is_some() && it.profile_at < own.profile.at.min(own.told) => {
                self.put_profile(OwnProfile { told: 0, ..own })
            }
            _ => Ok(()),
        }
    }

    /// The calls about the profile that are due: to the list of people, and to at most `most`
    /// conversations.
    pub(super) fn take_profile_calls(&mut self, most: usize) -> Vec<OutboundCall> {
        // `checked` logs a fault, and sets the alarm again.
        self.due_profile_calls(most).unwrap_or_default()
    }

    fn due_profile_calls(&mut self, most: usize) -> Result<Vec<OutboundCall>, Refusal> {
        let mut calls = Vec::new();
        if !self.migrated {
            return Ok(calls);
        }
        let Some(own) = self.own_profile()? else {
            return Ok(calls);
        };
        let (now, at) = (self.host.now(), own.profile.at);
        if own.listed >= at && own.told >= at {
            return Ok(calls);
        }
        if self.telling.retry.at > now {
            self.wake_by(self.telling.retry.at);
            return Ok(calls);
        }
        self.wake_by(now + CALL_MAX);
        if own.listed < at && self.telling.listing_until <= now && most > 0 {
            self.telling.listing_until = now + CALL_MAX;
            calls.push(OutboundCall::ListProfile(own.profile.clone()));
        }
        if own.told >= at {
            return Ok(calls);
        }
        // Conversations with a call under way may come first, so fetch that many more.
        let under_way = self.telling.calling.len();
        let untold = profile::untold(self.host.sql(), at, most + under_way);
        let untold = self.checked(untold)?;
        if untold.is_empty() && most > 0 {
            self.put_profile(OwnProfile { told: at, ..own })?;
            return Ok(calls);
        }
        for conversation in untold {
            let calling = &mut self.telling.calling;
            let is_under_way = calling.get(&conversation).is_some_and(|until| *until > now);
            if calls.len() < most && !is_under_way {
                calling.insert(conversation.clone(), now + CALL_MAX);
                calls.push(OutboundCall::ChangeProfile(
                    conversation,
                    own.profile.clone(),
                ));
            }
        }
        Ok(calls)
    }

    /// The list of people took a profile, or could not be reached.
    pub(super) fn on_listed(&mut self, at: Millis, done: bool) {
        self.telling.listing_until = 0;
        if !done {
            return self.profile_call_failed();
        }
        if let Ok(Some(own)) = self.own_profile() {
            let listed = own.listed.max(at);
            // A fault is logged there. The call is then repeated.
            let _ = self.put_profile(OwnProfile { listed, ..own });
        }
    }

    /// A conversation took a profile, or could not be reached.
    pub(super) fn on_profile_told(
        &mut self,
        conversation: &ConversationId,
        at: Millis,
        done: bool,
    ) {
        self.telling.calling.remove(conversation);
        if !done {
            return self.profile_call_failed();
        }
        let told = profile::told(self.host.sql(), conversation, at);
        // A fault is logged there. The call is then repeated.
        if self.checked(told).is_ok() && self.telling.calling.is_empty() {
            // There may be more conversations than one event may call.
            self.telling.retry = Retry::default();
            self.wake_by(self.host.now());
        }
    }

    fn profile_call_failed(&mut self) {
        let now = self.host.now();
        self.telling.retry.failed(now);
        self.wake_by(self.telling.retry.at);
    }
}
