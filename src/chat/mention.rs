//! Whom a text mentions. The server decides it once, when a body is stored.

use std::collections::{BTreeMap, BTreeSet};

use super::conversation::Conversation;
use super::limits::{MENTION_ALL_MEMBERS, MENTIONS, MENTIONS_HERE};
use super::markup::mentioned;
use super::{Act, Handle, Mentions, Person, Role, UserId};

/// The people who are here, which a conversation does not know by itself. It only asks for `@here`.
pub type Here<'a> = &'a dyn Fn() -> Vec<UserId>;

impl Mentions {
    /// Whether it names this person by handle, or as one of those who were here.
    #[must_use]
    pub fn names(&self, user: &UserId) -> bool {
        let here = self.here.iter().flatten();
        self.people.iter().any(|person| person.id == *user) || here.into_iter().any(|it| it == user)
    }
}

impl Conversation {
    /// Whom a body mentions. `role` is the author's.
    pub(super) fn mentions_in(&self, body: &str, role: Role, here: Here<'_>) -> Option<Mentions> {
        let named = mentioned(body);
        // To count the members takes time in a large group, and almost no message names anybody.
        if named.handles.is_empty() && !named.everyone && !named.here {
            return None;
        }
        let is_large = self.member_count() > MENTION_ALL_MEMBERS;
        let may_name_all = Act::MentionAll { is_large }.denied_to(role).is_none();
        let mut mentions = Mentions {
            people: self.members_called(&named.handles),
            everyone: named.everyone && may_name_all,
            here: None,
        };
        if named.here && may_name_all {
            let here = here();
            if here.len() > MENTIONS_HERE {
                mentions.everyone = true;
            } else {
                mentions.here = Some(here);
            }
        }
        Some(mentions).filter(|it| *it != Mentions::default())
    }

    /// The first members with these handles, in the order of the handles. All members are looked at
    /// once, however many handles a body has.
    fn members_called(&self, handles: &[Handle]) -> Vec<Person> {
        if handles.is_empty() {
            return Vec::new();
        }
        let wanted: BTreeSet<&Handle> = handles.iter().collect();
        let members = self.people.iter().filter(|(_, one)| one.role.is_some());
        let found: BTreeMap<&Handle, &UserId> = members
            .filter(|(_, one)| wanted.contains(&one.handle))
            .map(|(user, one)| (&one.handle, user))
            .collect();
        let people = handles.iter().filter_map(|handle| {
            let id = UserId::clone(found.get(handle)?);
            let handle = handle.clone();
            Some(Person { id, handle })
        });
        people.take(MENTIONS).collect()
    }
}
