//! Who may do what in a conversation: roles in order, and one table.

use serde::{Deserialize, Serialize};

use super::refusal::Denied;

/// What a person is in a conversation; the order is the order of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Member,
    Admin,
    Owner,
}

/// What a member may want to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Read, and be shown what arrives.
    Read,
    /// Say something.
    Post,
    /// Go away by themself.
    Leave,
    /// Let a person in.
    Admit,
    /// Put out someone who has this role.
    Remove(Role),
    /// Change someone from the first role to the second.
    Promote(Role, Role),
    /// Give the group another name or topic.
    Rename,
}

impl Act {
    /// Whether only groups have it.
    #[must_use]
    pub fn is_for_groups(self) -> bool {
        !matches!(self, Self::Read | Self::Post)
    }

    /// Why somebody of this role may not do it to somebody else; nothing when they may.
    #[must_use]
    pub fn denied_to(self, role: Role) -> Option<Denied> {
        let (may, otherwise) = match self {
            Self::Read | Self::Post | Self::Leave => return None,
            // Anyone in a group may bring a friend only if they keep it: owners and admins do.
            Self::Admit => (role >= Role::Admin, Denied::Admit),
            Self::Rename => (role >= Role::Admin, Denied::Rename),
            // Nobody puts out an equal: a feud between admins needs an owner, and owners leave by
            // themselves.
            Self::Remove(of) => (role >= Role::Admin && role > of, Denied::Remove),
            // Owners make and unmake everyone but other owners.
            Self::Promote(from, _) => (
                role == Role::Owner && from < Role::Owner,
                Denied::ChangeRole,
            ),
        };
        (!may).then_some(otherwise)
    }
}

/// Who may find a group and come in by themself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Listed; anyone may join.
    Public,
    /// Not to be told from nothing by those who are not in it; people are admitted.
    Private,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_do_what_in_every_cell() {
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
