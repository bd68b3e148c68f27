//! Profiles: a person is shown in another way from now on.

use super::{Conversation, Effect, Event, EventKind, Kind, Millis, Outcome};
use crate::chat::profile::within;
use crate::chat::{Profile, Seq, UserId, people_in};

impl Conversation {
    /// A person has another profile. It is an entry of the log, so that everyone who resumes learns
    /// of it. An older profile changes nothing, and neither does that of somebody who is not a
    /// member.
    #[must_use]
    pub fn change_profile(&self, profile: &Profile, now: Millis) -> Outcome {
        let one = self.people.get(&profile.user);
        let Some(one) = one.filter(|one| one.role.is_some()) else {
            return Outcome::default();
        };
        if !profile.is_news(one.profile.as_ref()) {
            return Outcome::default();
        }
        let mut outcome = Outcome {
            profiles: vec![profile.clone()],
            ..Outcome::default()
        };
        // An event would make the other person see a direct conversation without a message.
        if self.head.0 == 0 {
            return outcome;
        }
        outcome.store.push(Event {
            seq: self.head.next(),
            at: now.max(self.last_at),
            author: profile.user.clone(),
            handle: one.handle.clone(),
            kind: EventKind::ProfileChanged,
        });
        if self.kind() == Kind::Direct {
            // The other one's inbox shows the name.
            let others = self.people.keys().filter(|user| **user != profile.user);
            outcome
                .then
                .extend(others.cloned().map(Effect::UpdateInbox));
        }
        outcome
    }

    /// Notes a profile, unless a later one is known. False if that changes nothing.
    pub fn note_profile(&mut self, profile: &Profile) -> bool {
        let Some(one) = self.people.get_mut(&profile.user) else {
            return false;
        };
        let is_news = profile.is_news(one.profile.as_ref());
        if is_news {
            one.profile = Some(profile.clone());
        }
        is_news
    }

    /// The profiles of everyone whom these events name. The first event of a direct conversation
    /// brings both: while it was empty, no event told of a change.
    #[must_use]
    pub fn profiles_in(&self, events: &[Event]) -> Vec<Profile> {
        let is_first = events.iter().any(|event| event.seq == Seq::START.next());
        if is_first && self.kind() == Kind::Direct {
            let both: Vec<_> = self.people.keys().collect();
            return self.profiles_of(&both);
        }
        self.profiles_of(&people_in(events))
    }

    /// The profiles of these people, as many as fit beside events.
    #[must_use]
    pub fn profiles_of(&self, people: &[&UserId]) -> Vec<Profile> {
        let profile = |user: &&UserId| self.people.get(*user)?.profile.as_ref();
        within(people.iter().filter_map(profile))
    }
}
