//! Who may do what in a conversation: roles in order, and one table.

use serde::{Deserialize, Serialize};

/// What a person is in a conversation; the order is the order of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Member,
    Admin,
    Owner,
}

/// What a member may want to do to a group beyond reading and posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Let a person in.
    Admit,
    /// Put out someone who has this role.
    Remove(Role),
    /// Change someone from the first role to the second.
    Promote(Role, Role),
    /// Give the group another name or topic.
    Rename,
}

impl Role {
    /// Whether somebody of this role may do it to somebody else.
    #[must_use]
    pub fn may(self, act: Act) -> bool {
        match act {
            // Anyone in a group may bring a friend only if they keep it: owners and admins do.
            Act::Admit | Act::Rename => self >= Self::Admin,
            // Nobody puts out an equal, so a feud between admins needs an owner, and owners leave by themselves.
            Act::Remove(of) => self >= Self::Admin && self > of,
            // Owners make and unmake everyone but other owners; an admin only makes or unmakes nobody.
            Act::Promote(from, _) => self == Self::Owner && from < Self::Owner,
        }
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
                [Member, Admin, Owner].map(|role| role.may(act)),
                may,
                "{act:?}"
            );
        }
    }
}
