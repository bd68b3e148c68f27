//! Learning how people are shown. A conversation learns of a profile from the person's own object,
//! and from the person when they come: the Worker has read it then.

use super::{ConversationActor, Host};
use crate::chat::conversation::{Conversation, Outcome};
use crate::chat::{Principal, Profile, Refusal};

impl<H: Host> ConversationActor<H> {
    /// Takes a profile, unless a later one is known.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Internal`].
    pub(super) fn take_profile(&mut self, profile: &Profile) -> Result<(), Refusal> {
        let now = self.host.now();
        let outcome = self.loaded()?.conversation.change_profile(profile, now);
        self.perform(&outcome)
    }

    /// Takes the profile of a principal.
    ///
    /// # Errors
    /// As [`Self::take_profile`].
    pub(super) fn learn_profile(&mut self, who: &Principal) -> Result<(), Refusal> {
        who.profile()
            .map_or(Ok(()), |profile| self.take_profile(profile))
    }
}

/// Adds a profile to the outcome of an act that names the person, if it is news.
pub(super) fn add_profile(
    conversation: &Conversation,
    outcome: &mut Outcome,
    profile: Option<&Profile>,
) {
    let is_news = |profile: &&Profile| {
        let one = conversation.people.get(&profile.user);
        profile.is_news(one.and_then(|one| one.profile.as_ref()))
    };
    if !outcome.store.is_empty() {
        outcome.profiles.extend(profile.filter(is_news).cloned());
    }
}
