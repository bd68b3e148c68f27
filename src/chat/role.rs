//! Who may do what in a conversation: roles in order, and one table.

use serde::{Deserialize, Serialize};

use super::refusal::Denied;

/// A person's role in a conversation. The order is the order of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Member,
    Admin,
    Owner,
}

/// An act of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Read, and get new events.
    Read,
    /// Post a message.
    Post,
    /// Leave by themself.
    Leave,
    /// Admit a person.
    Admit,
    /// Remove a person who has this role.
    Remove(Role),
    /// Change a person from the first role to the second.
    Promote(Role, Role),
    /// Give the group another name or topic.
    Rename,
    /// Give a message another body: their own, or another's.
    Edit { mine: bool },
    /// Delete a message: their own, or another's.
    Delete { mine: bool },
    /// React to a message.
    React,
    /// Pin a message, or take it from the pins.
    Pin { is_direct: bool },
    /// Mention everyone, or everyone who is here. The group is a large one, or not.
    MentionAll { is_large: bool },
}

impl Act {
    /// Whether only a group allows it.
    #[must_use]
    pub fn is_for_groups(self) -> bool {
        matches!(
            self,
            Self::Leave | Self::Admit | Self::Remove(_) | Self::Promote(..) | Self::Rename
        )
    }

    /// Why a person of this role may not do it to another person. None if they may.
    #[must_use]
    pub fn denied_to(self, role: Role) -> Option<Denied> {
        let (may, otherwise) = match self {
            Self::Read | Self::Post | Self::Leave | Self::React => return None,
            Self::Edit { mine } => (mine, Denied::Edit),
            Self::Delete { mine } => (mine || role >= Role::Admin, Denied::Delete),
            Self::Pin { is_direct } => (is_direct || role >= Role::Admin, Denied::Pin),
            // Without the role it is plain text, and nobody is refused.
            Self::MentionAll { is_large } => (!is_large || role >= Role::Admin, Denied::MentionAll),
            // Owners and admins are responsible for the group, so only they bring people in.
            Self::Admit => (role >= Role::Admin, Denied::Admit),
            Self::Rename => (role >= Role::Admin, Denied::Rename),
            // Nobody removes an equal. A conflict between admins needs an owner, and an owner only
            // leaves by themself.
            Self::Remove(of) => (role >= Role::Admin && role > of, Denied::Remove),
            // Owners change the role of everyone but other owners.
            Self::Promote(from, _) => (
                role == Role::Owner && from < Role::Owner,
                Denied::ChangeRole,
            ),
        };
        (!may).then_some(otherwise)
    }
}

/// Who may find a group and join it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everyone finds it in the directory and may join.
    Public,
    /// People who are not in it cannot tell whether it exists. New people are admitted.
    Private,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_may_do_what_the_table_says() {
        use {Act::*, Role::*};
        // What: a member, an admin, an owner may.
        let table = [
            (Read, [true, true, true]),
            (Post, [true, true, true]),
            (Leave, [true, true, true]),
            (Admit, [false, true, true]),
            (Rename, [false, true, true]),
            (Remove(Member), [false, true, true]),
            (Remove(Admin), [false, false, true]),
            (Remove(Owner), [false, false, false]),
            (Promote(Member, Member), [false, false, true]),
            (Promote(Member, Admin), [false, false, true]),
            (Promote(Member, Owner), [false, false, true]),
            (Promote(Admin, Member), [false, false, true]),
            (Promote(Admin, Admin), [false, false, true]),
            (Promote(Admin, Owner), [false, false, true]),
            (Promote(Owner, Member), [false, false, false]),
            (Promote(Owner, Admin), [false, false, false]),
            (Promote(Owner, Owner), [false, false, false]),
        ];
        for (act, may) in table {
            assert_eq!(
                [Member, Admin, Owner].map(|role| act.denied_to(role).is_none()),
                may,
                "{act:?}"
            );
        }
    }
}
